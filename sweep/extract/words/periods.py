"""Periods of time in a text: "14 jours", "vierzehn Tage", "quatorze (14) jours ouvrés", "48h"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sweep.extract.lexicon import lexicon

Unit = Literal["hour", "day", "business_day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = ("hour", "day", "business_day", "week", "month", "year")
_REACH = 80  # characters before a unit in which its count begins
_BRACKET = 60  # characters before a period in which its bracket opens
_LAST = re.compile(
    r"(?<!\w)(?:last|past|previous|derniere?s|letzten|vergangenen|laatste|afgelopen|voorbije|ultim[oaie]s?|passad[oa]s|"
    r"scors[ei]|ostatni(?:ch|e|ego)|minionych) $"
)
_LAST_WORD = 12  # characters, the blanks round it included
_DAYS = {"hour": 1 / 24, "day": 1, "business_day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Period:
    """`count` units at `start`..`end` of the text it was found in; of a range ("2 - 4 days") the longer end."""

    count: int
    unit: Unit
    start: int
    end: int

    @property
    def days(self) -> int:
        """Days, a part of a day counted as one; a month has 30 and a year 365."""
        return max(1, round(self.count * _DAYS[self.unit]))

    @property
    def months(self) -> int | None:
        """Whole months, or None for shorter units."""
        return self.count * {"month": 1, "year": 12}[self.unit] if self.unit in ("month", "year") else None


def find_periods(flat: str, languages: Iterable[str]) -> list[Period]:
    """All periods in folded text, in order, none overlapping another."""
    found: list[Period] = []
    for language in languages:
        pattern, _, numbers, units = _pattern(language)
        for match in (m for start, end in near_units(language, flat) for m in pattern.finditer(flat, start, end)):
            if match["whole"]:
                count, unit = _whole(language)[" ".join(match["whole"].split())]
            else:
                count = int(match["digits"]) if match["digits"] else numbers[match["word"]]
                unit = units[" ".join(match["unit"].split())]
            # "un jour", "a day" count nothing; a week, a month, a year do
            if match["digits"] or count > 1 or unit in ("week", "month", "year"):
                found.append(Period(count, unit, match.start(), match.end()))
    found.sort(key=lambda p: (p.start, -p.end))
    return [p for i, p in enumerate(found) if i == 0 or p.start >= found[i - 1].end]


def stated_periods(flat: str, languages: Iterable[str]) -> tuple[Period, ...]:
    """The same without those that were never filled in and those that are past ("the last six months")."""
    return tuple(p for p in find_periods(flat, languages) if not _left_open(flat, p.start) and not _past(flat, p.start))


def _left_open(flat: str, offset: int) -> bool:
    """Whether a place stands in square brackets: "within [e.g. 7-14 days]"."""
    opened = flat.rfind("[", max(0, offset - _BRACKET), offset)
    return opened >= 0 and not any(sign in flat[opened:offset] for sign in "]\n")


def _past(flat: str, offset: int) -> bool:
    return bool(_LAST.search(flat, max(0, offset - _LAST_WORD), offset))


def near_units(language: str, flat: str) -> Iterator[tuple[int, int]]:
    """Stretches of a text that end with a unit, apart from each other: only there can a period stand."""
    start = end = 0
    for unit in _pattern(language)[1].finditer(flat):
        begins = unit.start() + 1
        if begins - _REACH > end:
            if end:
                yield start, end
            start = begins - _REACH
        end = unit.end() + 1
    if end:
        yield start, end


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int], dict[str, Unit]]:
    section = lexicon(language)["statements"]
    numbers = {
        word: int(key.removeprefix("number_"))
        for key, words in section.items()
        if key.startswith("number_")
        for word in words
    }
    units = {word: unit for unit in UNITS for word in section.get(f"unit_{unit}", ())}
    pattern = (
        r"(?:(?<![\d.,/])(?:\d{2}/)?(?P<digits>\d{1,3})(?:\s?\([^()\n]{1,25}\))?[ -]{0,2}"
        rf"|(?<!\w)(?P<word>{_any(numbers)})(?:\s?\(\s?\d{{1,3}}\s?\))?[ -]{{1,2}})"
        rf"(?P<unit>{_any(units)})(?!\w)"
        + (rf"|(?<!\w)(?P<whole>{_any(_whole(language))})(?!\w)" if _whole(language) else "|(?P<whole>(?!))")
    )
    # With the character before: what begins with a choice of characters is searched for faster than what looks back.
    named = rf"[\d) -](?:{_any((*units, *_whole(language)))})(?!\w)"
    return re.compile(pattern), re.compile(named), numbers, units


@cache
def _whole(language: str) -> dict[str, tuple[int, Unit]]:
    """Words that hold count and unit ("čtrnáctidenní", "sentejn"), under keys like "whole_14_day"."""
    found: dict[str, tuple[int, Unit]] = {}
    for unit in UNITS:
        for key, words in lexicon(language)["statements"].items():
            if named := re.fullmatch(rf"whole_(\d+)_{unit}", key):
                found |= dict.fromkeys(words, (int(named[1]), unit))
    return found


def _any(words: Iterable[str]) -> str:
    return "|".join(r"\s".join(map(re.escape, w.split())) for w in sorted(words, key=len, reverse=True))
