"""Postal addresses in a text: a postcode with its town is the anchor, the street is looked for round it.

A postcode and a town alone are no address, nor are a year and a word; a PO box alone is kept as such.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from checks.facts import Address
from sweep.extract.addresses.address_anchors import TOWN, Anchor, anchors
from sweep.extract.addresses.address_countries import COUNTRY_BY_STREET
from sweep.extract.addresses.address_orders import Behind, place_names, street_behind, town_first
from sweep.extract.addresses.address_seats import COUNTRIES, Parsed, behind_seats
from sweep.extract.addresses.address_streets import LEAD, find_street, seated_street
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import FIELD
from sweep.extract.words.needles import Sieve
from sweep.extract.words.operator_words import Word, first_after
from sweep.extract.words.text import fold

_REACH = 190  # characters before the postcode in which the street may stand
_BOX_ALONE = Sieve(
    r"(?:P(?<!\wP)(?:\.?O\.? ?Box|ostfach|ostbus)|B(?<!\wB)P|A(?<!\wA)partado)"
    rf" ?\d{{1,6}}[,\n] ?(?P<town>{TOWN})(?! ?\d)"
)
_CEDEX = re.compile(r"(?i:,? ?cedex(?: ?\d{1,2}(?!\d))?)")
_COUNTRY_BY_WORD = (
    (
        "FR",
        re.compile(
            r"(?<!\w)(?:rue|avenue|boulevard|bd|chemin|route|allee(?! \d)|impasse|quai|cours|zac|zi|cedex"
            r"|lieu-dit)(?!\w)"
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
    "H": "HU",
}
# Signs that no street has, and how many figures a code has behind its country's letters.
_NO_STREET = re.compile(r"[©€£$%]|^[^(]*\)")
_FIGURES = {"HR": 5, "EE": 5, "FI": 5, "LT": 5, "FR": 5, "DE": 5, "ES": 5, "IT": 5, "SI": 4, "AT": 4, "BE": 4, "HU": 4}
# Small states whose codes are among those of a neighbour.
_APART = (("MC", "980", "Mona"), ("MC", "980", "Monte"), ("SM", "4789", ""))
_OF_THE_NORTH = re.compile(r" (?:du nord|del norte|del nord|do norte|polnocna)(?!\w)")
# Countries by the form of their codes.
_FOUR = ("BE", "AT", "CH", "LU", "DK", "NO", "SI", "HU", "BG", "LV", "CY")
_FIVE = ("FR", "DE", "ES", "IT", "FI", "EE", "HR", "LT", "GR", "SK", "CZ", "SE")
_BY_CODE = {"five": _FIVE, "fr": _FIVE, "four": _FOUR, "three": ("CZ", "SK", "SE", "GR"), "six": ("RO",), "ro": ("RO",)}
_BY_LENGTH = {4: _FOUR, 5: _FIVE, 6: ("RO",)}
_BEHIND_ALWAYS = ("HU", "BG")  # where the street stands behind the town, whatever stands before it


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
        seated = bool(cut) and floor == cuts[cut - 1] and floor not in stops
        place = _address(doc, flat, anchor, floor, hints, seated=seated)
        place = place or _without_street(doc, anchor, floor, bounded=bool(cut) and floor == cuts[cut - 1])
        if place:
            found.append(place)
    left_open = doc.of("placeholder")
    found += [
        _behind_seat(doc, parsed, hints) for parsed in behind_seats(doc, [(a.start, a.end) for a in found], hints)
    ]
    found.sort(key=lambda a: a.start)
    real = (a for a in (*found, *_boxes(doc, found)) if not any(a.start <= w.start < a.end for w in left_open))
    return tuple(sorted(real, key=lambda a: a.start))


def _behind_seat(doc: LegalText, parsed: Parsed, hints: tuple[str, ...]) -> AddressPlace:
    country = next(hint for hint in hints if hint in COUNTRIES)
    text = " ".join(doc.text[parsed.start : parsed.end].split())
    address = Address(text, _bare_street(parsed.street), parsed.code, parsed.town, country, po_box=False)
    return AddressPlace(address, parsed.start, parsed.end, False)


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


def _address(
    doc: LegalText, flat: str, anchor: Anchor, floor: int, hints: tuple[str, ...], *, seated: bool
) -> AddressPlace | None:
    """The address round an anchor; `seated` says that the word for a seat ends at `floor`."""
    if anchor.code and not anchor.town:
        return _town_first(doc, anchor, floor, hints)
    behind = street_behind(doc.text, doc.flat, anchor, hints) if anchor.code else None
    if behind and _named_country(doc.flat, doc.under("country."), anchor.end)[0] not in ("", behind.country):
        behind = None  # "1010 Wien, Österreich", and on the next line an address in Budapest
    if behind and behind.country in _BEHIND_ALWAYS:
        return _with_street_behind(doc, anchor, behind)
    end = anchor.end
    if cedex := _CEDEX.match(flat, end, end + 14):
        end = cedex.end()
    strict = not anchor.code or anchor.form in ("ro", "six")
    if anchor.form == "ro" and anchor.prefix != "RO" and "RO" not in hints and not _romanian(doc, anchor, floor):
        return None
    street_start, box = find_street(doc.text, doc.flat, floor, anchor.start, strict=strict)
    if street_start is None and seated and not strict:
        street_start = seated_street(doc.text, floor, anchor.start)
    if street_start is None and behind:
        return _with_street_behind(doc, anchor, behind)
    if street_start is None and (box is None or strict):
        return None
    start = min(s for s in (street_start, box, anchor.start) if s is not None)
    street = doc.text[start : anchor.start]
    figures = sum(map(str.isdigit, anchor.code))
    if _NO_STREET.search(street) or figures != _FIGURES.get(anchor.prefix, figures):
        return None  # the names of goods and their prices, set one below the other
    return _place(doc, anchor, (start, end), (street, anchor.town), hints, po_box=street_start is None)


def _romanian(doc: LegalText, anchor: Anchor, floor: int) -> bool:
    """Whether words round six figures say that they are a Romanian code: elsewhere they number anything."""
    around = doc.flat[floor : anchor.end + 40]
    return any(country == "RO" and rule.search(around) for country, rule in COUNTRY_BY_STREET)


def _with_street_behind(doc: LegalText, anchor: Anchor, behind: Behind) -> AddressPlace:
    words = doc.text[slice(*behind.street)], doc.text[slice(*behind.town)]
    return _place(doc, anchor, (anchor.start, behind.street[1]), words, (behind.country,), po_box=behind.box)


def _without_street(doc: LegalText, anchor: Anchor, floor: int, *, bounded: bool) -> AddressPlace | None:
    """An address of the British Isles that is but names of a house and places."""
    if anchor.form not in ("ie", "gb") and (anchor.code or anchor.country != "IE"):
        return None
    start = place_names(doc.text, doc.flat, floor, anchor.start, bounded=bounded, coded=bool(anchor.code))
    if start is None:
        return None
    return _place(doc, anchor, (start, anchor.end), (doc.text[start : anchor.start], anchor.town), ())


def _town_first(doc: LegalText, anchor: Anchor, floor: int, hints: tuple[str, ...]) -> AddressPlace | None:
    found = town_first(doc.text, doc.flat, floor, anchor.start)
    if found is None:
        return None
    street, town = found
    words = doc.text[slice(*street)], doc.text[slice(*town)]
    return _place(doc, anchor, (min(street[0], town[0]), anchor.end), words, hints)


def _place(
    doc: LegalText, anchor: Anchor, span: tuple[int, int], words: tuple[str, str], hints: tuple[str, ...], *,
    po_box: bool = False,
) -> AddressPlace:  # fmt: skip
    """The address at `span`, with the country that may be named behind it; `words` are its street and its town."""
    named, end = _named_country(doc.flat, doc.under("country."), span[1])
    country = anchor.country or named or _country(anchor, doc.flat[span[0] : end], ())
    address = Address(
        text=" ".join(doc.text[span[0] : end].split()),
        street=_bare_street(words[0]),
        postcode=anchor.code,
        city=" ".join(words[1].split()),
        country=country or _country(anchor, "", hints),
        po_box=po_box,
    )
    return AddressPlace(address, span[0], end, bool(country))


def _bare_street(street: str) -> str:
    """The street without the marks round it and the label of the next field."""
    bare = " ".join(LEAD.sub("", street).split())
    bare = bare.replace('"', "") if bare.count('"') % 2 else bare
    if field := FIELD.search(fold(bare)):
        bare = bare[: field.start()]
    return bare.rstrip(" ,-–—(|·•/").removesuffix(" à").removesuffix(", jud.").removesuffix(", de")


def _named_country(flat: str, countries: tuple[Word, ...], end: int) -> tuple[str, int]:
    """The country named right behind an address, and where the address ends with it."""
    word = first_after(countries, end, 30)
    if word is None:
        return "", end
    gap = flat[end : word.start]
    if re.search(r"[.;:\d]", gap) or len(gap.split()) > 4:
        return "", end
    if word.key == "country.IE" and (gap.endswith("northern ") or _OF_THE_NORTH.match(flat, word.end)):
        return "GB", word.end
    return word.key.removeprefix("country."), word.end


def _country(anchor: Anchor, folded: str, hints: tuple[str, ...]) -> str:
    """The country by the form of the code and the words of the street, else the likeliest that has such codes."""
    if anchor.prefix:
        return _PREFIX.get(anchor.prefix, anchor.prefix)
    if apart := next((c for c, code, town in _APART if anchor.code.startswith(code) and town in anchor.town), ""):
        return apart
    if anchor.form in ("nl", "pl", "pt", "gb", "ie", "mt"):
        return anchor.form.upper()
    if anchor.form == "cap":
        return "IT"
    if anchor.form == "six" and anchor.town == "Singapore":
        return "SG"
    possible = _BY_CODE.get(anchor.form) or _BY_LENGTH.get(len(anchor.code.replace(" ", "")), ())
    if folded:
        return next(
            (c for c, rule in (*COUNTRY_BY_STREET, *_COUNTRY_BY_WORD) if c in possible and rule.search(folded)), ""
        )
    return next((h for h in hints if h in possible), "CN" if anchor.form == "six" and not folded and hints else "")
