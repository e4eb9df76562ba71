"""Times in words: how long is left ("02:14:33"), until when ("30 novembre à 20h"), and of what is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from checks.urgency import DAY, HOUR, MINUTE, Topic
from sweep.extract.lexicon import pattern
from sweep.extract.words.text import fold

_SECONDS = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
# Units of all languages read, folded: what counts down shows little more than these and figures.
_UNIT_WORDS = {
    "day": "d day days j jour jours dag dagen tag tage tagen t dia dias giorno giorni g gg dzien dni dnia",
    "hour": "h hr hrs hour hours heure heures uur uren u std stdn stunde stunden hora horas hs ora ore godz "
    "godzin godzina godziny",
    "minute": "m min mins minute minutes minuut minuten minuto minutos minuti minut minuta minuty",
    "second": "s sec secs second seconds seconde secondes seconden sek sekunde sekunden segundo segundos seg secondo "
    "secondi sekund sekunda sekundy",
}
_UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
_PART = re.compile(r"(?<![\d.,])(\d{1,3})\s{0,2}([a-z]{1,9})\.?(?![a-z])")
_CLOCK = re.compile(r"(?<![\d:.,])(\d{1,3})((?:\s?:\s?\d{1,2}){1,3})(?![\d:])")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 400 * 86_400  # seconds; what lasts longer presses nobody
_MONTHS = (
    ("jan", "gen", "ene", "sty", "janv"), ("feb", "fev", "lut"), ("mar", "mrt", "maa"), ("apr", "avr", "abr", "kwi"),
    ("may", "mai", "mei", "maj", "mag"), ("jun", "juin", "giu", "cze"), ("jul", "juil", "lug", "lip"),
    ("aug", "aou", "ago", "sie"), ("sep", "set", "wrz"), ("oct", "okt", "ott", "out", "paz"), ("nov", "lis"),
    ("dec", "dez", "dic", "gru"),
)  # fmt: skip
DATE = re.compile(
    r"(?<![\d/.:])(?:(?P<y1>20\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)"
    r"|(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})(?:[/.-](?P<y2>(?:20)?\d\d))?"
    r"|(?P<d3>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s(?:de\s)?(?P<m3>[a-z]{3,12})\.?(?:\s(?:de\s)?(?P<y3>20\d\d))?"
    # Only English puts the month first; "mardi 24" and "maandag 24" are days of the week.
    r"|(?<![a-z])(?P<m4>(?:jan|febr)(?:uary)?|feb|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s(?P<d4>\d{1,2})(?:st|nd|rd|th)?(?:,?\s(?P<y4>20\d\d))?)(?![\d/%])"
)
_CLOCK_TIME = re.compile(
    r"^[\s,(]{0,3}(?:at|a|om|um|alle(?: ore)?|a las|as|o(?: godz\.?)?|-|–)?\s{0,2}(\d{1,2})\s?(?:[:h.]\s?(\d\d)?)"
)
_PAST, _AHEAD = 45, 320  # days: a date without a year is the one that lies within


@dataclass(frozen=True, slots=True)
class Left:
    """So many seconds are left, told in steps of `step` seconds, at `start`..`end` of the text."""

    seconds: int
    step: int
    start: int
    end: int


def time_left(flat: str, *, short: bool = False) -> Left | None:
    """The time left that folded text shows; None where it shows none. `short` admits "14:33" as minutes and seconds."""
    if match := _CLOCK.search(flat):
        numbers = [int(match[1]), *(int(n) for n in re.findall(r"\d+", match[2]))]
        if (len(numbers) > 2 or short) and all(n < 60 for n in numbers[-2:]):
            factors = (86_400, 3_600, 60, 1)[-len(numbers) :]
            return _sane(sum(n * f for n, f in zip(numbers, factors, strict=True)), 1, match.start(), match.end())
    return _in_units(flat)


def _in_units(flat: str) -> Left | None:
    total, step, start, end = 0, 0, -1, -1
    for match in _PART.finditer(flat):
        unit = _UNITS.get(match[2])
        if unit is None or (end >= 0 and match.start() - end > 8) or (step and _SECONDS[unit] >= step):
            if step:
                break
            continue
        total, step, end = total + int(match[1]) * _SECONDS[unit], _SECONDS[unit], match.end()
        start = match.start() if start < 0 else start
    return _sane(total, step, start, end) if step else None


def _sane(seconds: int, step: int, start: int, end: int) -> Left | None:
    return Left(seconds, step, start, end) if seconds <= _LONGEST else None


def deadline(flat: str, languages: Iterable[str], seen: date) -> tuple[int, int, int] | None:
    """The day or moment until which folded text says that something holds, with its place in it.

    Seconds since 1970 as if written in UTC; a day without a time ends at midnight, one without a year is the nearest
    to `seen`.
    """
    for language in languages:
        words = pattern("urgency", "label_until", language)
        for until in words.finditer(flat) if words else ():
            found = DATE.search(flat, until.end(), until.end() + 40)
            day = day_of(found, seen) if found else None
            if found is None or day is None or len(_WORDS.findall(flat[until.end() : found.start()])) > 2:
                continue
            clock = _CLOCK_TIME.match(flat[found.end() : found.end() + 20])
            end = found.end() + (clock.end() if clock else 0)
            return _moment(day, clock), until.start(), end
    return None


def _moment(day: date, clock: re.Match[str] | None) -> int:
    begins = round(datetime.combine(day, time(), UTC).timestamp())
    if clock and int(clock[1]) < 24 and int(clock[2] or 0) < 60:
        return begins + int(clock[1]) * HOUR + int(clock[2] or 0) * MINUTE
    return begins + DAY


def day_of(match: re.Match[str], seen: date) -> date | None:
    """The day that a match of `DATE` names; one without a year is the nearest to `seen`."""
    parts = {k[0]: v for k, v in match.groupdict().items() if v}
    month = int(parts["m"]) if parts["m"].isdigit() else _month(parts["m"])
    year = int(parts.get("y", 0))
    year += 2000 if 0 < year < 100 else 0
    if month is None:
        return None
    try:
        if year:
            return date(year, month, int(parts["d"]))
        near = (date(seen.year + n, month, int(parts["d"])) for n in (-1, 0, 1))
        return next((d for d in near if -_PAST <= (d - seen).days <= _AHEAD), None)
    except ValueError:
        return None


def _month(word: str) -> int | None:
    return next((n for n, starts in enumerate(_MONTHS, 1) if word.startswith(starts)), None)


_TOPICS: tuple[tuple[str, Topic], ...] = (
    ("label_dispatch", "dispatch"),
    ("label_reserved", "reservation"),
    ("label_auction", "auction"),
    ("label_opening", "opening"),
    ("label_offer", "offer"),
)


def topic_of(words: str, languages: Iterable[str]) -> Topic:
    """Of what the words round a limit speak. What is no offer wins: an order "within 2 h" for a parcel is no sale."""
    flat = fold(words)
    known = tuple(languages)
    ends = says(flat, "ends", known)
    for key, topic in _TOPICS:
        if says(flat, key, known) and not (topic == "opening" and ends):
            return topic
    return "offer" if says(flat, "today", known) else "unknown"


def says(flat: str, key: str, languages: Iterable[str]) -> bool:
    """Whether folded text has a phrase of `key` in one of the languages."""
    return any(p.search(flat) for code in languages if (p := pattern("urgency", key, code)))


def subject_of(words: str) -> str:
    """The words without figures and units of time: the same limit is known by them when its time has gone on."""
    return " ".join(_subject_words(fold(words)))[:120]


def _subject_words(flat: str) -> Iterator[str]:
    yield from (word for word in _WORDS.findall(flat) if word not in _UNITS)
