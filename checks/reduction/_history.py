"""The days before a reduction: what was observed on them, and on which nothing was.

Days are counted as ordinals, so that no date at the edge of the calendar can break the arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from checks.facts import Fact, Found, PricePoint
from checks.reduction._claims import usable
from product_alerts.model import Offer

Point = Found[PricePoint]


@dataclass(frozen=True, slots=True)
class Window:
    """The `days` before the reduction began: the price observed on each day seen, and the days not seen.

    The present reduction was first observed on `begun`, and uninterrupted since as far as anybody looked. `latest` is
    the last day on which it may have begun anew unseen: after a gap, a rise of the price, or a new reference.
    """

    begun: date
    latest: date
    seen: tuple[Point, ...]
    missing: tuple[date, ...]  # before the reduction, and within it
    reaches_back: bool  # whether anything was observed on or before the window's first day
    progressive: bool  # whether the price fell in steps while the reduction ran
    new_since: date | None  # the day on which the product came on sale, where that lies within the window
    days: int

    def lowest(self, *, on_offer: bool, certain: bool = False) -> Point | None:
        """The lowest price seen, among prices that were themselves announced as reduced, or among the others.

        With `certain` only days count that lie before the reduction whenever it may have begun anew.
        """
        points = [p for p in self.seen if p.value.on_offer == on_offer and (not certain or self.certain(p))]
        return min(points, key=lambda p: p.value.price, default=None)

    def certain(self, point: Point) -> bool:
        """Whether `point` lies within the days before the reduction, whenever that may have begun anew unseen."""
        return point.value.day.toordinal() >= self.latest.toordinal() - self.days


def seen_on(visited_on: Fact[date], day: date) -> date:
    """The day on which the present claim was seen: that of the visit, whatever day's law (`day`) is applied to it."""
    return visited_on.value if isinstance(visited_on, Found) else day


def window(offer: Offer, history: Iterable[Point], today: date, days: int) -> Window:
    """The window of `offer` among earlier observations of the same thing in the same currency and tax mode."""
    by_day = dearest_by_day(offer, history, today)
    run = _run(by_day, today.toordinal())
    begun = run[0]
    first = max(1, begun - days)
    prices = [*((by_day[o].value.price, by_day[o].value.prior_price) for o in run if o in by_day)]
    prices += [(offer.price or Decimal(0), offer.prior_price)] if today.toordinal() not in by_day else []
    new = max((o for o, p in by_day.items() if p.value.new and first < o <= begun), default=None)
    missing = [o for o in range(new or first, today.toordinal()) if o not in by_day]
    return Window(
        date.fromordinal(begun),
        date.fromordinal(_latest(run, prices)),
        tuple(by_day[o] for o in sorted(by_day) if first <= o < begun or (o == begun and _before(by_day[o]))),
        tuple(date.fromordinal(o) for o in missing),
        new is not None or any(o <= first for o in by_day),
        any(later < earlier for (earlier, _), (later, _) in pairwise(prices)),
        None if new is None else date.fromordinal(new),
        days,
    )


def _run(by_day: dict[int, Point], today: int) -> list[int]:
    """The days on which the present reduction was observed, today among them, the earliest first."""
    run = [today]
    for ordinal in sorted(by_day, reverse=True):
        if not by_day[ordinal].value.on_offer:
            break
        if ordinal < today:
            run.append(ordinal)
    return run[::-1]


def _latest(run: list[int], prices: list[tuple[Decimal, Decimal | None]]) -> int:
    """The last day of `run` on which the reduction may have begun anew."""
    anew = run[0]
    for (before, ordinal), (was, now) in zip(pairwise(run), pairwise(prices), strict=True):
        rose = now[0] > was[0]
        other = now[1] is not None and was[1] is not None and now[1] != was[1]
        if ordinal > before + 1 or rose or other:
            anew = ordinal
    return anew


def _before(point: Point) -> bool:
    """Whether a point of the reduction's first day was seen before it began: an earlier visit of the same day."""
    return not point.value.on_offer


def _charged_alike(offer: Offer, value: PricePoint) -> bool:
    """Whether a price is one that everybody was charged, in the same currency and tax mode."""
    taxed = value.tax == offer.tax or "unstated" in (value.tax, offer.tax)
    return taxed and value.currency == offer.currency and value.audience == "all" and value.available is not False


def dearest_by_day(offer: Offer, history: Iterable[Point], today: date) -> dict[int, Point]:
    """One price a day. Where two were seen the dearer counts: the other may be that of another variant."""
    by_day: dict[int, Point] = {}
    key = offer.key
    for point in history:
        value = point.value
        if value.offer_key != key or value.day > today or not _charged_alike(offer, value):
            continue
        if usable(value.price) is not None:
            kept = by_day.get(value.day.toordinal())
            if kept is None or kept.value.price < value.price:
                by_day[value.day.toordinal()] = point
    return by_day


def runs(days: Iterable[date], limit: int = 6) -> str:
    """Days in words that need no language: "2026-10-03 – 2026-10-07, 2026-10-12"; at most `limit` runs."""
    numbered = groupby(enumerate(sorted(d.toordinal() for d in days)), key=lambda pair: pair[1] - pair[0])
    spans = [[date.fromordinal(o).isoformat() for _, o in group] for _, group in numbered]
    parts = [span[0] if len(span) == 1 else f"{span[0]} – {span[-1]}" for span in spans]
    return ", ".join(parts[:limit]) + (", …" if len(parts) > limit else "")
