"""Addresses without a postcode right behind a word for the seat, as many write them from the Baltic to Greece.

"buveinės adresas: Rūko g. 9, Vilnius", "седалище: гр. София, ул. „Мъглива“ 5": street and town, in either order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sweep.extract.addresses.address_anchors import TOWN
from sweep.extract.addresses.address_countries import REGION
from sweep.extract.addresses.address_streets import is_street
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.words.address_words import HOUSE_NUMBER, NO_STREET, STREET_WORD, UNIT
from sweep.extract.words.legal_forms import ABBREVIATION
from sweep.extract.words.operator_words import Word
from sweep.extract.words.text import fold

# In the other countries a code is hardly ever left out: what stands there without one is left to a person.
COUNTRIES = frozenset("LT LV EE HR SI BG RO GR CY HU".split())
_CODED = ("HU",)  # where a code stands before the town in any case
_GAP = re.compile(
    r"(?: al companiei| al societății)?(?: este| se află în)?"
    r"(?: ?[:–-]| (?:yra|este|je|on|ir|in|în|u|в|на адрес|στην?|την?|στο|το|"
    r"(?:(?:την|στην|επί της|της) )?οδ(?:ό|ού|ός)|la adresa|asub)){0,4}"
    r"[ \n]{1,2}"
)
_REACH = 130
_ENDS = re.compile(r"[;()\n|]| \. |(?<=[^\W\d_]{4})\. (?=[^\W\d_a-zà-ž])| – ")
_TOWN = re.compile(TOWN)
_TOWN_LABEL = re.compile(
    r"(?:гр\. ?|град |с\. |мун\w*\.? |municipiul |mun\. ?|oras\w* |localitatea |loc\. ?|sat |comuna )"
)
_MOST_PARTS = 6

_CODE = re.compile(r"(?:(?:LV|LT|EE|HR|SI|RO|BG|GR)[ \-–]?)?(?P<code>\d{3} ?\d{2}|\d{4,6})")
_CODE_BEHIND = re.compile(r"[ ,]{1,2}(?:Τ\.? ?Κ\.?|T\.? ?K\.?)[ .:]{0,2}(?P<code>\d{3} ?\d{2})$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """An address: its place, its street, its town, and its code, where one stands last."""

    start: int
    end: int
    street: str
    town: str
    code: str


def behind_seats(doc: LegalText, taken: Sequence[tuple[int, int]], hints: tuple[str, ...]) -> Iterator[Parsed]:
    """Addresses behind the words for a seat where none of `taken` stands."""
    if not any(hint in COUNTRIES for hint in hints[:2]):
        return
    for word in doc.of("seat"):
        start, end = _value(doc, word)
        free = not any(a < end and start < b for a, b in taken)
        if start < end and free and (found := _parsed(doc, start, end)) and (found.code or hints[0] not in _CODED):
            yield found


def _value(doc: LegalText, word: Word) -> tuple[int, int]:
    """Where the value of a label begins and where it ends at the latest."""
    gap = _GAP.match(doc.text, word.end)
    if gap is None:
        return 0, 0
    start = gap.end()
    end = min(len(doc.text), start + _REACH)
    stop = _ENDS.search(doc.text, start, end)
    return start, stop.start() if stop else end


def _parsed(doc: LegalText, start: int, end: int) -> Parsed | None:
    street: list[int] = []  # where it begins and ends
    town: tuple[int, int] | None = None
    finished, numbered, code = start, False, ""
    for left, right in _parts(doc.text, start, end):
        raw, part = doc.text[left:right], doc.flat[left:right]
        if REGION.search(part) and not STREET_WORD.search(part):
            if street and town:
                break
            continue
        if ((street and town) or left == start) and (coded := _CODE.fullmatch(raw)):
            code = coded["code"]  # first: "3907, Ködfalva, Ködös utca 3."
        elif town is None and _TOWN_LABEL.match(part) and (place := _named_town(doc, left, right)):
            town = place
        elif not street and is_street(raw, part) and not NO_STREET.search(part):
            street, numbered = [left, right], any(c.isdigit() for c in part)
        elif street and (HOUSE_NUMBER.match(part) or UNIT.search(part)) and right - left <= 16:
            street[1], numbered = right, True
        elif town and not street and _TOWN_LABEL.match(part) and part.endswith(fold(doc.text[slice(*town)])):
            pass  # "Loc. Neguleni, Oraș Neguleni"
        elif town is None and (place := _named_town(doc, left, right)):
            town = place
        else:
            break
        finished = right
    if not street or not numbered or town is None:
        return None
    way = doc.text[street[0] : street[1]]
    if behind := _CODE_BEHIND.search(way):
        way, code = way[: behind.start()], behind["code"]
    return Parsed(start, finished, way, doc.text[slice(*town)], code)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts between commas, without the blanks round them."""
    left = start
    for _ in range(_MOST_PARTS):
        comma = text.find(",", left, end)
        right = comma if comma >= 0 else end
        part = text[left:right]
        if stripped := part.strip(" "):
            begin = left + part.index(stripped)
            yield begin, begin + len(stripped)
        if comma < 0:
            return
        left = comma + 1


def _named_town(doc: LegalText, left: int, right: int) -> tuple[int, int] | None:
    label = _TOWN_LABEL.match(doc.flat, left, right)
    left = label.end() if label else left
    raw = doc.text[left:right].rstrip(" .")
    if not _TOWN.fullmatch(raw) or len(raw.split()) > 4 or ABBREVIATION.search(raw):
        return None
    return left, left + len(raw)
