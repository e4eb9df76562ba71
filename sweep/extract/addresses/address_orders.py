"""Addresses in another order than street, postcode, town: the street behind the town, or the town before the street."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sweep.extract.addresses.address_anchors import TOWN, Anchor
from sweep.extract.addresses.address_countries import BEHIND, BEHIND_BY_FORM, REGION, TOWN_LABEL
from sweep.extract.addresses.address_streets import is_street, parts
from sweep.extract.words.address_words import HOUSE_NAME, HOUSE_NUMBER, NO_STREET, STREET_WORD, UNIT, UP
from sweep.extract.words.legal_forms import ABBREVIATION
from sweep.extract.words.name_words import plausible

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Behind:
    """A street behind its town: the places of both, and whether it is a PO box."""

    country: str
    street: Span
    town: Span
    box: bool


_REACH_BEHIND = 130
_TOWN = re.compile(TOWN)
_BEGINS = re.compile(
    rf"[{UP}0-9\"„“«]|ул|бул|пл|ж|кв|[sS]tr|bd|ul|al|os|pl|v(?:ia|icolo)|piazza|corso|largo|contrada|loc|fraz|"
    r"rue|av|chauss|boul|place|quai|square|clos|dr[eè]ve|all[ée]e|chemin|route|sentier|impasse|val "
)


def street_behind(text: str, flat: str, anchor: Anchor, hints: tuple[str, ...]) -> Behind | None:
    """The street that stands behind the town of `anchor`, as is the use in some countries."""
    for country in BEHIND_BY_FORM.get(anchor.form, ()):
        told = anchor.prefix == country or country in hints or (country != "BE" and not text.isascii())
        if country not in ("PL", "RO") and not told:
            continue
        for end in _town_ends(text, anchor, several=country != "HU"):
            match = BEHIND[country].match(flat, end, min(len(flat), end + _REACH_BEHIND))
            group = match and next((g for g in ("street", "box", "house") if match.groupdict().get(g)), None)
            if match and group and (group == "box" or _BEGINS.match(text, match.start(group))):
                return Behind(country, match.span(group), _town(text, anchor, end), group == "box")
    return None


def _town_ends(text: str, anchor: Anchor, *, several: bool) -> list[int]:
    """Where the town may end: the street may follow it without any mark ("2083 Solymár Felhő sétány 11")."""
    first = _town_start(text, anchor) + len(anchor.town.split(" ")[0])
    return [anchor.end] if first >= anchor.end or several else [first, anchor.end]


def _town_start(text: str, anchor: Anchor) -> int:
    return anchor.start + text[anchor.start : anchor.end].rfind(anchor.town)


def _town(text: str, anchor: Anchor, end: int) -> Span:
    start = _town_start(text, anchor)
    return start, min(end, start + len(anchor.town))


def town_first(text: str, flat: str, floor: int, until: int) -> tuple[Span, Span] | None:
    """Street and town of an address that ends with its code alone ("Rīga, Rasas iela 12, LV-1011")."""
    street: Span | None = None
    town: Span | None = None
    last = until
    for start, end in parts(text, floor, until):
        raw, part = text[start:end].strip(" ("), flat[start:end].strip(" (")
        if REGION.search(part) and not STREET_WORD.search(part):
            continue
        if street is None and (HOUSE_NUMBER.match(part) or UNIT.search(part)):
            last = last if last < until else end
        elif street is None and is_street(raw, part):
            street = (start, last if last < until else end)
            if town:
                break
        else:
            named = _named_town(text, flat, start, end) if town is None else None
            if named is None:
                break
            town = named
            if street:
                break
    return (street, town) if street and town else None


def _named_town(text: str, flat: str, start: int, end: int) -> Span | None:
    label = TOWN_LABEL.match(flat[start:end])
    start += label.end() if label else 0
    raw = text[start:end].rstrip(" .,")
    known = STREET_WORD.search(flat[start:end]) or ABBREVIATION.search(raw)
    return (start, start + len(raw)) if _TOWN.fullmatch(raw) and not known else None


_PLACE = re.compile(
    r"^(?:ty|tigh|teach|croft|the|old|upper|lower|little|great|nether|long) "
    r"|(?<!\w)(?:upper|lower|east|west|north|south|"
    r"big|beg|more|cross|village|green|glen|farm|hill|wood|common|end)$"
)
_FEWEST_NAMES, _MOST_NAMES = 2, 5


def place_names(text: str, flat: str, floor: int, until: int, *, bounded: bool, coded: bool) -> int | None:
    """Where an address of the British Isles without any street begins ("Drumfog, Letterkenny, Co Donegal F92 X1Y2").

    `bounded`: the trader's name or "registered office" stands at `floor`; otherwise the first of the names may be the
    trader's own and is left out, unless it is a house or one word. Without a code there must be a house.
    """
    starts: list[int] = []
    own: list[bool] = []
    for start, end in parts(text, floor, until):
        raw, part = text[start:end].strip(" ()"), flat[start:end].strip(" ()")
        if len(starts) == _MOST_NAMES or not _names_place(raw, part):
            bounded = False
            break
        starts.append(start)
        own.append(" " in part and not HOUSE_NAME.search(part) and not _PLACE.search(part))
    if len(starts) < _FEWEST_NAMES:
        return None
    name = next((i for i, alone in enumerate(own) if alone and i), None)
    kept = starts if bounded else starts[:name] if name else _with_houses(flat, starts, until)
    housed = any(_is_house(flat, s, until) for s in kept)
    return kept[-1] if kept and (coded or bounded or housed) else None


def _with_houses(flat: str, starts: list[int], until: int) -> list[int]:
    """The two names nearest to the town, and the houses before them."""
    count = _FEWEST_NAMES
    while count < len(starts) and _is_house(flat, starts[count], until):
        count += 1
    return starts[:count]


def _is_house(flat: str, start: int, until: int) -> bool:
    return bool(HOUSE_NAME.search(flat[start:until].partition(",")[0].strip()))


def _names_place(raw: str, part: str) -> bool:
    short = 0 < len(part.split()) <= 4 and not any(c.isdigit() for c in part)
    known = ABBREVIATION.search(raw) or NO_STREET.search(part) or not plausible(raw)
    return short and raw[:1].isupper() and not known
