"""A product's prices over weeks: the lowest as an interval, reductions with their beginnings and ends, their share.

Nothing here guesses a price for a day on which nobody looked: every figure says how many days are missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checks.reduction._claims import announced
from checks.reduction._history import Point, Window, dearest_by_day
from product_alerts.model import Offer


@dataclass(frozen=True, slots=True)
class Lowest:
    """The lowest price of the days before a reduction: at most `at_most`, exactly that where no day is missing."""

    at_most: Decimal | None  # None where no price at all was observed
    unobserved: tuple[date, ...]
    of: int  # days of the window

    @property
    def exact(self) -> bool:
        return self.at_most is not None and not self.unobserved


@dataclass(frozen=True, slots=True)
class Reduction:
    """One reduction as observed: `begun` and `last` are the first and last day on which it was seen.

    It ended before `ended` (the first day seen without it, None where it still runs).
    """

    begun: date
    last: date
    ended: date | None
    before: Decimal | None  # the last price seen before it
    lowest: Decimal  # the lowest price during it


@dataclass(frozen=True, slots=True)
class Share:
    """On how many days a reduction was announced. `least` and `most`: percent of all days, gaps counted both ways."""

    on: int
    seen: int
    days: int
    first: date
    proof: tuple[Point, ...]

    @property
    def least(self) -> float:
        return 100 * self.on / self.days

    @property
    def most(self) -> float:
        return 100 * (self.on + self.days - self.seen) / self.days


def lowest(seen: Window) -> Lowest:
    """The lowest price before the reduction, promotions of those days included, with the days nobody saw."""
    before = tuple(day for day in seen.missing if day < seen.begun)
    return Lowest(min((p.value.price for p in seen.seen), default=None), before, seen.days)


def share_on_offer(offer: Offer, history: Iterable[Point], today: date) -> Share:
    """How much of the time from the first observation until `today` a reduction of `offer` was announced."""
    by_day = dearest_by_day(offer, history, today)
    now = today.toordinal()
    on = {o for o, p in by_day.items() if p.value.on_offer} | ({now} if announced(offer) else set())
    first = min((*by_day, now))
    points = tuple(by_day[o] for o in sorted(by_day))
    return Share(len(on), len({*by_day, now}), now - first + 1, date.fromordinal(first), points)


def reductions(offer: Offer, history: Iterable[Point], today: date) -> tuple[Reduction, ...]:
    """Every reduction of `offer` in its history, the earliest first; a gap alone does not end one."""
    by_day = dearest_by_day(offer, history, today)
    found: list[Reduction] = []
    run: list[Point] = []
    before: Point | None = None
    for ordinal in sorted(by_day):
        point = by_day[ordinal]
        if point.value.on_offer:
            run.append(point)
            continue
        if run:
            found.append(_reduction(run, before, point.value.day))
        before, run = point, []
    if run:
        found.append(_reduction(run, before, None))
    return tuple(found)


def _reduction(run: list[Point], before: Point | None, ended: date | None) -> Reduction:
    return Reduction(
        run[0].value.day,
        run[-1].value.day,
        ended,
        before.value.price if before else None,
        min(p.value.price for p in run),
    )
