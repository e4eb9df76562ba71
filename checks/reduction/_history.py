"""The days before a reduction: what was observed on them, and on which nothing was.

Days are counted as ordinals, so that no date at the edge of the calendar can break the arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from checks.facts import Fact, Found, PricePoint
from checks.reduction._claims import usable
from product_alerts.model import Offer

Point = Found[PricePoint]


@dataclass(frozen=True, slots=True)
class Window:
    """The `days` before the reduction began: the price observed on each day seen, and the days not seen."""

    begun: date  # the first day on which the present, uninterrupted reduction was observed
    seen: tuple[Point, ...]
    missing: tuple[date, ...]
    reaches_back: bool  # whether anything was observed on or before the window's first day

    def lowest(self, *, on_offer: bool) -> Point | None:
        """The lowest price seen, among prices that were themselves announced as reduced, or among the others."""
        points = [p for p in self.seen if p.value.on_offer == on_offer]
        return min(points, key=lambda p: p.value.price, default=None)


def seen_on(visited_on: Fact[date], day: date) -> date:
    """The day on which the present claim was seen: that of the visit, whatever day's law (`day`) is applied to it."""
    return visited_on.value if isinstance(visited_on, Found) else day


def window(offer: Offer, history: Iterable[Point], today: date, days: int) -> Window:
    """The window of `offer` among earlier observations of the same thing in the same currency."""
    by_day = _dearest_by_day(offer, history, today)
    begun = today.toordinal()
    for ordinal in sorted(by_day, reverse=True):
        if not by_day[ordinal].value.on_offer:
            break
        begun = ordinal
    first = max(1, begun - days)
    return Window(
        date.fromordinal(begun),
        tuple(by_day[o] for o in sorted(by_day) if first <= o < begun or (o == begun and _before(by_day[o]))),
        tuple(date.fromordinal(o) for o in range(first, begun) if o not in by_day),
        any(o <= first for o in by_day),
    )


def _before(point: Point) -> bool:
    """Whether a point of the reduction's first day was seen before it began: an earlier visit of the same day."""
    return not point.value.on_offer


def _dearest_by_day(offer: Offer, history: Iterable[Point], today: date) -> dict[int, Point]:
    """One price a day. Where two were seen the dearer counts: the other may be that of another variant."""
    by_day: dict[int, Point] = {}
    for point in history:
        value = point.value
        same = value.offer_key == offer.key and value.currency == offer.currency
        if same and value.day <= today and usable(value.price) is not None:
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
