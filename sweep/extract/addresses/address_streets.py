"""The street of an address: looked for backwards from its postcode, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sweep.extract.words.address_words import (
    BOX,
    DATED,
    DAY_STREET,
    HOUSE_NAME,
    HOUSE_NUMBER,
    INNER_NUMBER,
    NAMED_PLACE,
    NO_STREET,
    NUMBER_FIRST,
    NUMBERED,
    SQUARE,
    STREET_ENDING,
    STREET_WORD,
    UNIT,
    UNIT_ALONE,
    UP,
)  # fmt: skip

_MAX_PARTS = 7
_SEATED_REACH = 110  # characters from the word for a seat to the postcode
_BREAK = re.compile(r" ?[;|•·\n] ?| \* | ?,(?!\d) ?|(?<!\d),(?=\d)| [-–—] |(?<=[^\W\d_]{3}) ?: ")
LEAD = re.compile(
    r"^(?:[\s,;:.\-–—|•·*()\"“”«»]|(?:au|à|at|aan|sis|sise|situé|située|est|is|is at)\s(?=\d)"
    r"|(?:la|el) (?=calle|avda|avenida|plaza|c/))+"
)
_PREFIX = re.compile(r"(?<=[^\W\d_] )(?:ul|al|os|pl|ул|бул)\. ?(?=\w)")  # "registreret ved ul. Mglista 16"
_CAP = re.compile(r"[\s,(–-]+(?:cap|c\.a\.p\.?|c\.p\.|(?<=\d, )de) ?:? ?$")  # "Via Nebbia, 19 - CAP 04100 Latina"
_AT = re.compile(r"(?<!\w)(?:at|aan (?:de|het)|en (?:la|el)|en|in|na|v) ")  # "we live at 12 Harbour Lane"
# "domicilio social en Severo Rocío, 11, ": a street without a word for one, behind the word for a seat.
_SEATED = re.compile(
    r"[ :]{0,3}(?:(?:en|in|em|at|na|ve|v) (?:(?:la|el|the) )?)?"
    rf"(?P<street>(?:[{UP}][\w'’.\-]{{1,20}} ){{0,3}}[{UP}][\w'’.\-]{{1,20}}, ?(?:n[.º°]{{0,2}} ?)?"
    r"\d{1,4} ?[a-zA-Z]?)[ ,–-]*"
)
_QUOTED = re.compile(r"[^\"“”„«»]+[\"“”]")  # the opening mark is no part of what follows it
_AT_UNIT = re.compile(r"(?<!\w)(?:at|aan|bei) ((?:unit|suite|flat|block|level) [a-z]?\d{1,4}[a-z]?) ?$")
_YEAR_END = re.compile(r" (?:19|20)\d\d$")
_ZONE = re.compile(r"(?:zac|zi|za|zone|zona|parc|parque|sat|comuna|c/o|poligono|pol\.|z\.i\.) ")


def before_label(flat: str, floor: int, until: int) -> int:
    """Where the label of a postcode ("CAP") begins before it, or the postcode itself."""
    return cap.start() if (cap := _CAP.search(flat, max(floor, until - 10), until)) else until


def seated_street(text: str, floor: int, until: int) -> int | None:
    """Where a name and a number begin that alone stand between the word for a seat, at `floor`, and a postcode."""
    until = before_label(text, floor, until)
    match = _SEATED.fullmatch(text, floor, until) if until - floor <= _SEATED_REACH else None
    return match.start("street") if match else None


def find_street(text: str, flat: str, floor: int, until: int, *, strict: bool) -> tuple[int | None, int | None]:
    """Where the street and where a PO box begin between `floor` and `until`; None where there is none.

    `strict`: no postcode vouches for the address, so a street must show a street word and a figure.
    """
    until = before_label(flat, floor, until)
    street = box = unit = None
    number_missing = False
    for start, end in parts(text, floor, until):
        raw, part = text[start:end].strip(" (/-–"), flat[start:end].strip(" (/-–")
        if street is None and (at_unit := _AT_UNIT.search(flat, max(start, end - 40), end)):
            unit = at_unit.start(1)
            break
        if NO_STREET.search(DATED.sub(" ", part)) or len(part) > 90:
            break
        if street is not None:
            if not _before_street(raw, part, number_missing):
                break
            number_missing = number_missing and not any(c.isdigit() for c in part)
            street = start
        elif BOX.search(part) and not STREET_WORD.search(BOX.sub("", part)):
            box = start
        elif UNIT_ALONE.match(part):
            unit = start
        elif is_street(raw, part):
            street, number_missing = _house(text, flat, start, end), not any(c.isdigit() for c in part)
        elif not (HOUSE_NUMBER.match(part) or UNIT.search(part) or _filler(raw, part)):
            break
    street = unit if street is None and not strict else street
    if strict and street is not None and not _sure(text[street:until], flat[street:until]):
        street = None
    return street, box


def _before_street(raw: str, part: str, number_missing: bool) -> bool:
    """Before the street only its number ("9, allée ..."), a flat, a house or the zone it lies in may still come.

    What was taken for the street may have been a house in it ("1 Drosias Str., Mist Court, Flat 4").
    """
    words = len(part.split())
    if number_missing and (HOUSE_NUMBER.match(part) or NUMBERED.match(raw) or NUMBER_FIRST.match(raw)):
        return True
    if number_missing and words <= 6 and STREET_WORD.match(part):
        return True
    if words <= 3 and (UNIT.search(part) or _QUOTED.fullmatch(raw)):
        return True
    zone = _ZONE.match(part) and not raw.startswith(("za ", "zi "))  # "za trgovinu": for trade
    return bool(zone or UNIT_ALONE.match(part) or (words <= 4 and HOUSE_NAME.search(part)))


def _sure(text: str, folded: str) -> bool:
    """Whether words without a postcode are an address all the same: a street word, a figure, no running prose."""
    words = STREET_WORD.search(folded) or STREET_ENDING.search(folded)
    small = sum(w.islower() and len(w) > 3 for w in text.split())
    return bool(words) and any(c.isdigit() for c in text) and small <= 2


def _house(text: str, flat: str, start: int, end: int) -> int:
    """Where a street really begins in "la société est établie 22 rue des Brumes": at its number."""
    for number in INNER_NUMBER.finditer(text, start, end):
        if STREET_WORD.match(flat, number.end(), end):
            return number.start()
    if text[start].islower() and (prefix := _PREFIX.search(flat, start + 1, end)):
        return prefix.start()
    for word in _AT.finditer(flat, start, end):
        rest = flat[word.end() : end]
        if (
            (rest[:1].isdigit() and word[0] not in ("en ", "v "))
            or STREET_WORD.match(rest)
            or STREET_ENDING.search(rest.split(" ")[0])
        ):
            return word.end()
    return start


def parts(text: str, floor: int, until: int) -> Iterator[tuple[int, int]]:
    """The parts of an address before its postcode, the nearest first."""
    borders = [floor, *(x for m in _BREAK.finditer(text, floor, until) for x in m.span()), until]
    pairs = [(borders[i], borders[i + 1]) for i in range(0, len(borders), 2)]
    trimmed = [(s + len(m[0]) if (m := LEAD.match(text[s:e])) else s, e) for s, e in pairs]
    yield from [(s, e) for s, e in reversed(trimmed) if text[s:e].strip()][:_MAX_PARTS]


def _names(text: str, offset: int) -> bool:
    """Whether a name in capitals follows ("calle Alfareros")."""
    return text[offset : offset + 1] == " " and text[offset + 1 : offset + 2].isupper()


def is_street(text: str, folded: str) -> bool:
    """Whether a part of an address (as written and folded) is its street."""
    if NUMBERED.match(text) or NUMBER_FIRST.match(text) or NAMED_PLACE.match(text) or SQUARE.match(text):
        return True
    if DAY_STREET.match(folded) and not _YEAR_END.search(folded):
        return True
    if STREET_WORD.match(folded) and len(folded.split()) > 1 and len(folded.split()) <= 9:
        return True
    word = STREET_WORD.search(folded)
    named = bool(word) or bool(STREET_ENDING.search(folded))
    # A street word in running prose is none: an address part is short and has a number or a capital.
    begins = text[:1].isupper() or (word is not None and (text[word.start()].isupper() or _names(text, word.end())))
    return named and len(folded.split()) <= 9 and (begins or any(c.isdigit() for c in text))


def _filler(text: str, folded: str) -> bool:
    """A building, a hamlet, an addressee: few words, a capital first, no figure."""
    return text[:1].isupper() and len(folded.split()) <= 5 and not any(c.isdigit() for c in text)
