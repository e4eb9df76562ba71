"""Postal addresses in a text: a postcode with its town is the anchor, the street is looked for round it.

A postcode and a town alone are no address, nor are a year and a word; a PO box alone is kept as such.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from checks.facts import Address
from sweep.extract.address_anchors import TOWN, Anchor, anchors
from sweep.extract.address_streets import LEAD, find_street
from sweep.extract.address_words import FIELD, UP
from sweep.extract.legal_text import LegalText
from sweep.extract.operator_words import Word, first_after
from sweep.extract.text import fold

_REACH = 190  # characters before the postcode in which the street may stand
_BOX_ALONE = re.compile(
    rf"(?<!\w)(?:P\.?O\.? ?Box|Postfach|Postbus|BP|Apartado) ?\d{{1,6}}[,\n] ?(?P<town>{TOWN})(?! ?\d)"
)
_CEDEX = re.compile(r"(?i:,? ?cedex(?: ?\d{1,2}(?!\d))?)")
_STREET_AFTER = re.compile(
    rf",? ?(?P<street>(?:ul\.|al\.|os\.|pl\.|ulica|[Aa]lej[ae]) ?[{UP}0-9]"
    rf"[^\n,;()]{{1,45}}? ?\d{{1,4}} ?[A-Za-z]?(?:/\d{{1,4}})?(?: (?:lok|m)\. ?\d{{1,4}})?)(?!\w)"
)
_COUNTRY_BY_WORD = (
    (
        "FR",
        re.compile(
            r"(?<!\w)(?:rue|avenue|boulevard|bd|chemin|route|allee|impasse|quai|cours|zac|zi|cedex|lieu-dit)(?!\w)"
        ),
    ),
    ("DE", re.compile(r"(?:strasse|straße|str\.|platz|weg|allee|gasse|ring|damm|ufer)(?!\w)|(?<!\w)(?:am|im|an der) ")),
    ("ES", re.compile(r"(?<!\w)(?:calle|c/|avda|avenida|paseo|plaza|rambla|poligono|carrer|ctra)(?!\w)")),
    ("IT", re.compile(r"(?<!\w)(?:via|viale|piazza|corso|largo|vicolo)(?!\w)")),
)
_PREFIX = {
    "F": "FR",
    "D": "DE",
    "A": "AT",
    "B": "BE",
    "L": "LU",
    "E": "ES",
    "I": "IT",
    "S": "SE",
    "FIN": "FI",
    "N": "NO",
}
_FOUR = ("BE", "AT", "CH", "LU", "DK", "NO", "SI", "HU", "BG", "LV", "CY")


@dataclass(frozen=True, slots=True)
class AddressPlace:
    """An address and its place. `sure` says that its country is stated or follows from its form."""

    address: Address
    start: int
    end: int
    sure: bool


def find_addresses(
    doc: LegalText, hints: tuple[str, ...] = (), stops: tuple[int, ...] = ()
) -> tuple[AddressPlace, ...]:
    """The addresses of a text, in order. `hints` are likely countries; `stops` are places no street reaches across."""
    cuts = sorted({*(w.end for w in doc.of("seat")), *stops})
    flat = doc.text.replace("\n", " ")
    found: list[AddressPlace] = []
    for anchor in anchors(doc):
        if found and anchor.start < found[-1].end:
            continue
        cut = bisect_right(cuts, anchor.start)
        floor = max(cuts[cut - 1] if cut else 0, anchor.start - _REACH, found[-1].end if found else 0)
        if place := _address(doc, flat, anchor, floor, hints):
            found.append(place)
    return tuple(sorted((*found, *_boxes(doc, found)), key=lambda a: a.start))


def _boxes(doc: LegalText, found: list[AddressPlace]) -> list[AddressPlace]:
    """PO boxes with a town and no postcode ("PO Box 417, Galway"), outside the addresses found."""
    starts = [a.start for a in found]
    boxes = []
    for match in _BOX_ALONE.finditer(doc.text):
        before = bisect_right(starts, match.start()) - 1
        if (before >= 0 and match.start() < found[before].end) or match.start("town") in starts:
            continue
        text = " ".join(match[0].split())
        address = Address(text, text.rsplit(",", 1)[0], "", match["town"], "", po_box=True)
        boxes.append(AddressPlace(address, match.start(), match.end(), False))
    return boxes


def _address(doc: LegalText, flat: str, anchor: Anchor, floor: int, hints: tuple[str, ...]) -> AddressPlace | None:
    end = anchor.end
    if cedex := _CEDEX.match(flat, end, end + 14):
        end = cedex.end()
    street_start, box = find_street(doc.text, doc.flat, floor, anchor.start, strict=not anchor.code)
    behind = None
    if street_start is None and anchor.code:
        behind = _STREET_AFTER.match(doc.text, end, min(len(doc.text), end + 80))
    if street_start is None and behind is None and (box is None or not anchor.code):
        return None
    start = min(s for s in (street_start, box, anchor.start) if s is not None)
    street = behind["street"] if behind else doc.text[start : anchor.start]
    end = behind.end() if behind else end
    named, end = _named_country(doc.flat, doc.under("country."), end)
    country = anchor.country or named or _country(anchor, doc.flat[start:end], ())
    address = Address(
        text=" ".join(doc.text[start:end].split()),
        street=_bare_street(street),
        postcode=anchor.code,
        city=" ".join(anchor.town.split()),
        country=country or _country(anchor, "", hints),
        po_box=street_start is None and behind is None,
    )
    return AddressPlace(address, start, end, bool(country))


def _bare_street(street: str) -> str:
    """The street without the marks round it and the label of the next field."""
    bare = " ".join(LEAD.sub("", street).split())
    if field := FIELD.search(fold(bare)):
        bare = bare[: field.start()]
    return bare.rstrip(" ,-–—(|·•").removesuffix(" à")


def _named_country(flat: str, countries: tuple[Word, ...], end: int) -> tuple[str, int]:
    """The country named right behind an address, and where the address ends with it."""
    word = first_after(countries, end, 30)
    if word is None:
        return "", end
    gap = flat[end : word.start]
    if re.search(r"[.;:\d]", gap) or len(gap.split()) > 4:
        return "", end
    return word.key.removeprefix("country."), word.end


def _country(anchor: Anchor, folded: str, hints: tuple[str, ...]) -> str:
    if anchor.prefix:
        return _PREFIX.get(anchor.prefix, anchor.prefix)
    if anchor.form in ("nl", "pl", "pt", "gb", "ie"):
        return anchor.form.upper()
    if anchor.form == "cap":
        return "IT"
    if anchor.form in ("five", "fr"):
        return next((c for c, rule in _COUNTRY_BY_WORD if folded and rule.search(folded)), "") or next(
            (h for h in hints if h in ("FR", "DE", "ES", "IT", "FI", "EE", "HR", "LT")), ""
        )
    if anchor.form == "four":
        return next((h for h in hints if h in _FOUR), "")
    return next((h for h in hints if h in ("CZ", "SK", "SE", "GR")), "")
