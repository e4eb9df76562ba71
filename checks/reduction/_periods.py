"""The days on which the law allows sales called "soldes" or "solden", computed for every year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_WEDNESDAY = 2
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date  # included

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first.isoformat()} – {self.last.isoformat()}"


# Years in which a ministerial order moved the French periods (arrêtés of 2020 and 2021).
_MOVED = {
    (2020, "summer"): Period(date(2020, 7, 15), date(2020, 8, 11)),
    (2021, "winter"): Period(date(2021, 1, 20), date(2021, 3, 2)),
    (2021, "summer"): Period(date(2021, 6, 30), date(2021, 7, 27)),
}


def french(year: int) -> tuple[Period, Period]:
    """Winter and summer sales for distance selling: the national dates, four weeks each.

    Source: Code de commerce L310-3 and D310-15-2: the second Wednesday of January, or the first where the second
    falls after the 12th; the last Wednesday of June, or the one before where the last falls after the 28th.
    """
    second = _wednesday_from(date(year, 1, 8))
    winter = second if second.day <= 12 else second - timedelta(7)
    last = _wednesday_from(date(year, 6, 24))
    summer = last if last.day <= 28 else last - timedelta(7)
    usual = {"winter": winter, "summer": summer}
    periods = {name: Period(first, first + timedelta(27)) for name, first in usual.items()}
    return _MOVED.get((year, "winter"), periods["winter"]), _MOVED.get((year, "summer"), periods["summer"])


def belgian(year: int) -> tuple[Period, Period]:
    """3 to 31 January and 1 to 31 July; a day earlier where the first day is a Sunday.

    Source: Code de droit économique VI.25.
    """
    winter, summer = (_not_sunday(first) for first in (date(year, 1, 3), date(year, 7, 1)))
    return Period(winter, date(year, 1, 31)), Period(summer, date(year, 7, 31))


def _wednesday_from(day: date) -> date:
    return day + timedelta((_WEDNESDAY - day.weekday()) % 7)


def _not_sunday(day: date) -> date:
    return day - timedelta(1) if day.weekday() == _SUNDAY else day
