"""Postal addresses in a text: a postcode with its town is the anchor, the street is looked for round it.

A postcode and a town alone are no address, nor are a year and a word; a PO box alone is kept as such.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from checks.facts import Address
from sweep.extract.legal_text import LegalText
from sweep.extract.operator_words import Word, first_after

_REACH = 190  # characters before the postcode in which the street may stand
_MAX_PARTS = 6
_UP = r"A-ZÀ-ÖØ-ÞŁŚŻŹĆŃĘĄĞŐŰŠČŘŽ"
_NAME = rf"[{_UP}][\w'’.\-]{{0,30}}"
_LINK = (
    r"(?:d['’]|l['’]|de|du|des|la|le|les|lès|sur|sous|en|aux|an|am|der|im|in|a|i|del|dels|do|da|dos|upon|den|op"
    r"|aan|bei|ob|nad|di)"
)
TOWN = rf"(?:['’]s-|[dlDL]['’])?{_NAME}(?:[ \-/](?:{_LINK}[ \-]?){{0,2}}{_NAME}){{0,5}}"

# Postcode before the town, by form; "" where several countries share it.
_BEFORE = re.compile(
    r"(?<![\w.,/€$-])(?:"
    r"(?P<prefix>FR|F|DE|D|AT|A|BE|B|CH|LU|L|ES|E|IT|I|NL|PL|PT|DK|SE|S|FI|FIN|CZ|SK|NO|N|SI|HU|RO|GR)[ \-]{1,2})?"
    r"(?:(?P<nl>\d{4} ?(?!SA|SD|SS)[A-Z]{2})(?![\w])|(?P<pl>\d{2}-\d{3})|(?P<pt>\d{4}-\d{3})|"
    r"(?P<five>\d{2} ?\d{3})(?!\d)"
    r"|(?P<three>\d{3} \d{2})(?!\d)|(?P<four>\d{4})(?![\d.,:/]))"
    rf"[ ,\n]{{1,3}}(?P<town>{TOWN})"
)
# "Villorba (TV), CAP 31020", "LA PLAINE SAINT DENIS (93210)", "London EC1A 1BB", "Dublin 2, D02 X285"
_AFTER = re.compile(
    rf"(?P<town>{TOWN})(?:,\s?|\s)(?:"
    r"\((?P<it>[A-Z]{2})\),? ?(?:CAP )?(?P<cap>\d{5})|\((?P<fr>\d{5})\)"
    r"|(?P<gb>[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2})|(?P<ie>[A-Z]\d[\dW] ?[A-Z0-9]{4}))(?!\w)"
)
_STREET_WORD = re.compile(
    r"(?<!\w)(?:rue|avenue|av|ave|boulevard|bd|bld|blvd|place|pl|chemin|ch|route|rte|allee|allees|impasse|quai|cours|square|"
    r"passage|faubourg|fbg|sentier|esplanade|promenade|villa|lieu-dit|lieudit|zac|zi|za|zone|parc|aeroport|domaine|residence|"
    r"street|st|road|rd|lane|drive|way|court|close|terrace|house|calle|c/|avda|avenida|paseo|plaza|rambla|ronda|"
    r"carrer|carretera|ctra|camino|poligono|pol|via|viale|piazza|corso|largo|vicolo|strada|localita|loc|rua|r\.|praca|travessa|"
    r"estrada|alameda|ul|al|os|ulica|aleja|plac|laan|straat|plein|gracht|kade|steenweg|chaussee|dreve|"
    r"am|an der|an den|auf der|auf dem|im|in der|zum|zur|unter den|building|floor|unit|suite)(?!\w)"
)
_STREET_ENDING = re.compile(
    r"(?:strasse|straße|str\.?|gasse|weg|platz|allee|ring|damm|ufer|chaussee|steig|markt|berg|hof|kai|wall|"
    r"straat|laan|weg|plein|gracht|kade|singel|dreef|steenweg|vej|gade|gatan|vagen|katu|tie|utca|ut)(?!\w)"
)
_NUMBERED = re.compile(rf"^[{_UP}][^\d\n,;:()]{{1,45}} \d{{1,4}}(?: ?[a-zA-Z])?(?: ?[-/–] ?\d{{1,4}}(?: ?[a-zA-Z])?)?$")
_NUMBER_FIRST = re.compile(
    rf"^\d{{1,4}}(?: ?(?:bis|ter|quater|[a-dA-D])(?!\w))?(?: ?[-/–] ?\d{{1,4}})? (?:[{_UP}]|rue|av|bd)"
)
_INNER_NUMBER = re.compile(r"(?<=[a-zà-ÿ] )\d{1,4}(?: ?(?:bis|ter|quater))?,? ")
_HOUSE_NUMBER = re.compile(
    r"^(?:n[°ºo.]|numero|nr\.?|no\.?)? ?\d{1,4}(?: ?(?:bis|ter|[a-z]))?(?: ?[-/] ?\d{1,4} ?[a-z]?)?$"
)
_BOX = re.compile(
    r"(?<!\w)(?:bp|b\.p\.|cs|tsa|postfach|postbus|po box|p\.o\. box|apartado|apdo|casella postale|"
    r"skrytka pocztowa)\.?:? ?\d"
)
_BOX_ALONE = re.compile(
    rf"(?<!\w)(?:P\.?O\.? ?Box|Postfach|Postbus|BP|Apartado) ?\d{{1,6}}[,\n] ?(?P<town>{TOWN})(?! ?\d)"
)
_UNIT = re.compile(
    r"^(?:\d{1,2}[ºª°]\.?|\d{1,2}(?:er|eme|e|nd|rd|th|st)?) ?\w{0,8}$|(?<!\w)(?:sala|piso|planta|puerta|local|oficina|"
    r"nave|etage|floor|suite|unit|bureau|escalier|esc|batiment|bat|immeuble|tour|hall|lot|apt|appt|apartado|bte|boite|bus|box|top|"
    r"stiege|tur|lok|lok\.|m\.|interno|scala|fraccao|edificio|edif|c/o|pae|building)(?!\w)"
)
_BREAK = re.compile(r" ?[,;|•·\n] ?| [-–—] ")
_LEAD = re.compile(r"^(?:[\s,;:.\-–—|•·*()\"“”«»]|(?:au|à|at|aan|sis|sise|situé|située|est|is|is at)\s(?=\d))+")
_NO_STREET = re.compile(
    r"(?<!\w)(?:euros?|eur|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|januar|"
    r"februar|marz|april|juni|juli|august|september|oktober|november|dezember|january|february|march|may|june|july|"
    r"october|december|article|art|articles|loi|law|act|directive|decreto|ley|tel|telephone|telefon|phone|rcs|siret|siren|hrb|"
    r"capital|heures?|uhr|jours?|tage|days|version|numero vert|www|https?)(?!\w)"
)
_CEDEX = re.compile(r"(?i:,? ?cedex(?: ?\d{1,2}(?!\d))?)")
_STREET_AFTER = re.compile(
    rf",? ?(?P<street>(?:ul\.|al\.|os\.|pl\.|ulica) ?[{_UP}0-9]"
    rf"[^\n,;()]{{1,45}}? ?\d{{1,4}} ?[A-Za-z]?(?:/\d{{1,4}})?)(?!\w)"
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
    countries = doc.under("country.")
    flat = doc.text.replace("\n", " ")
    found: list[AddressPlace] = []
    for match in sorted((*_BEFORE.finditer(doc.text), *_after(doc.text)), key=lambda m: m.start()):
        if found and match.start() < found[-1].end:
            continue
        cut = bisect_right(cuts, match.start())
        floor = max(cuts[cut - 1] if cut else 0, match.start() - _REACH, found[-1].end if found else 0)
        if place := _address(doc, flat, match, floor, hints, countries):
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


def _after(text: str) -> list[re.Match[str]]:
    """Towns before their postcode. Looked for backwards from the postcode: the town pattern alone is too costly."""
    found = []
    for code in re.finditer(r"\d{5}(?!\d)|(?<=\d)[A-Z]{2}(?!\w)|[A-Z]\d[\dW] ?[A-Z0-9]{4}(?!\w)", text):
        window = max(0, code.start() - 60)
        for start in re.finditer(rf"(?<![\w'’])[{_UP}]", text[window : code.start()]):
            match = _AFTER.match(text, window + start.start())
            if match and match.end() >= code.end():
                found.append(match)
                break
    return found


def _address(
    doc: LegalText,
    flat: str,
    match: re.Match[str],
    floor: int,
    hints: tuple[str, ...],
    countries: tuple[Word, ...],
) -> AddressPlace | None:
    street_start, box = _street(doc.text, doc.flat, floor, match.start())
    town = match["town"].rstrip(".'’- ")
    end = match.end() - (len(match["town"]) - len(town) if match.end() == match.end("town") else 0)
    if cedex := _CEDEX.match(flat, end, end + 14):
        end = cedex.end()
    behind = _STREET_AFTER.match(doc.text, end, min(len(doc.text), end + 80)) if street_start is None else None
    if street_start is None and behind is None and box is None:
        return None
    start = min(s for s in (street_start, box, match.start()) if s is not None)
    street = behind["street"] if behind else doc.text[start : match.start()]
    end = behind.end() if behind else end
    named, end = _named_country(doc.flat, countries, end)
    groups = match.groupdict()
    code = next(
        (v for k in ("nl", "pl", "pt", "five", "three", "four", "cap", "fr", "gb", "ie") if (v := groups.get(k))), ""
    )
    country = named or _country(groups, doc.flat[start:end], ())
    text = " ".join(doc.text[start:end].split())
    address = Address(
        text=text,
        street=" ".join(_LEAD.sub("", street).split()).rstrip(" ,-–—(").removesuffix(" à"),
        postcode=code,
        city=" ".join(town.split()),
        country=country or _country(groups, "", hints),
        po_box=street_start is None and behind is None,
    )
    return AddressPlace(address, start, end, bool(country))


def _street(text: str, flat: str, floor: int, until: int) -> tuple[int | None, int | None]:
    """Where the street and where a PO box begins between `floor` and the postcode; None where there is none."""
    street = box = None
    number_missing = False
    for count, (start, end) in enumerate(_parts(text, floor, until)):
        part = flat[start:end].strip(" (")
        if count >= _MAX_PARTS or _NO_STREET.search(part) or len(part) > 90:
            break
        if street is not None:
            # Behind the street only its number ("9, allée ...") or the zone it lies in may still come.
            if (number_missing and _HOUSE_NUMBER.match(part)) or re.match(r"(?:zac|zi|za|zone|parc|c/o) ", part):
                street = start
            break
        if _BOX.search(part) and not _STREET_WORD.search(_BOX.sub("", part)):
            box = start
        elif _is_street(text[start:end].strip(" ("), part):
            street, number_missing = _house(text, flat, start, end), not any(c.isdigit() for c in part)
        elif not (_HOUSE_NUMBER.match(part) or _UNIT.search(part) or _filler(text[start:end].strip(), part)):
            break
    return street, box


def _house(text: str, flat: str, start: int, end: int) -> int:
    """Where a street really begins in "la société est établie 22 rue des Brumes": at its number."""
    for number in _INNER_NUMBER.finditer(text, start, end):
        if _STREET_WORD.match(flat, number.end()):
            return number.start()
    return start


def _parts(text: str, floor: int, until: int) -> list[tuple[int, int]]:
    """The parts of an address before its postcode, the nearest first."""
    borders = [floor, *(x for m in _BREAK.finditer(text, floor, until) for x in m.span()), until]
    pairs = [(borders[i], borders[i + 1]) for i in range(0, len(borders), 2)]
    trimmed = [(s + len(m[0]) if (m := _LEAD.match(text[s:e])) else s, e) for s, e in pairs]
    return [(s, e) for s, e in reversed(trimmed) if text[s:e].strip()]


def _is_street(text: str, folded: str) -> bool:
    if _NUMBERED.match(text) or _NUMBER_FIRST.match(text):
        return True
    if _STREET_WORD.match(folded) and len(folded.split()) > 1 and len(folded.split()) <= 9:
        return True
    named = bool(_STREET_WORD.search(folded)) or bool(_STREET_ENDING.search(folded))
    # A street word in running prose is none: an address part is short and has a number or a capital.
    return named and len(folded.split()) <= 9 and (any(c.isdigit() for c in text) or text[:1].isupper())


def _filler(text: str, folded: str) -> bool:
    """A building, a hamlet, an addressee: few words, a capital first, no figure."""
    return text[:1].isupper() and len(folded.split()) <= 5 and not any(c.isdigit() for c in text)


def _named_country(flat: str, countries: tuple[Word, ...], end: int) -> tuple[str, int]:
    """The country named right behind an address, and where the address ends with it."""
    word = first_after(countries, end, 30)
    if word is None:
        return "", end
    gap = flat[end : word.start]
    if re.search(r"[.;:\d]", gap) or len(gap.split()) > 4:
        return "", end
    return word.key.removeprefix("country."), word.end


def _country(groups: dict[str, str | None], folded: str, hints: tuple[str, ...]) -> str:
    if prefix := groups.get("prefix"):
        return _PREFIX.get(prefix, prefix)
    for group in ("nl", "pl", "pt", "gb", "ie"):
        if groups.get(group):
            return group.upper()
    if groups.get("cap"):
        return "IT"
    if groups.get("five") or groups.get("fr"):
        return next((c for c, rule in _COUNTRY_BY_WORD if folded and rule.search(folded)), "") or next(
            (h for h in hints if h in ("FR", "DE", "ES", "IT", "FI", "EE", "HR", "LT")), ""
        )
    if groups.get("four"):
        return next((h for h in hints if h in _FOUR), "")
    return next((h for h in hints if h in ("CZ", "SK", "SE", "GR")), "")
