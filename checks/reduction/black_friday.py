"""A campaign ("Black Friday") whose prices are not below those of the month before it: the checklist of such a sweep.

The whole checklist is this check with the prior price, the reference and the timers, each judged by its own card; here
stands what only the watch can tell, whether the campaign lowered the price at all.
"""

from __future__ import annotations

from datetime import date

from checks.facts import Absent, Fact, Found, Known, PricePoint, SaleWord
from checks.reduction._claims import CENT, money, usable
from checks.reduction._history import runs, seen_on, window
from checks.verdict import Answer, not_applicable, not_measurable, passed, review, worst
from product_alerts.model import Offer


def check(
    offers: Known[tuple[Found[Offer], ...]],
    sale_words: Known[tuple[Found[SaleWord], ...]],
    price_history: Fact[tuple[Found[PricePoint], ...]],
    visited_on: Fact[date],
    window_days: int,
    day: date,
) -> Answer:
    today = seen_on(visited_on, day)
    words = () if isinstance(sale_words, Absent) else sale_words.value
    campaign = [found for found in words if found.value.word == "black_friday"]
    priced = () if isinstance(offers, Absent) else [o for o in offers.value if usable(o.value.price) is not None]
    if not campaign or not priced:
        return not_applicable("none", sale_words)
    points = price_history.value if isinstance(price_history, Found) else ()

    def judged(found: Found[Offer]) -> Answer:
        offer = found.value
        seen = window(offer, points, today, window_days)
        now, low = offer.price, min(seen.seen, key=lambda p: p.value.price, default=None)
        said = {"title": offer.title, "window": window_days}
        if now is not None and low is not None and now + CENT > low.value.price and seen.certain(low):
            low_day, lowest = low.value.day.isoformat(), money(low.value.price, offer)
            return review(
                "not_lower", campaign[0], found, low, now=money(now, offer), low=lowest, low_day=low_day, **said
            )
        if seen.missing:
            return not_measurable("gaps", campaign[0], found, missing=runs(seen.missing), **said)
        return passed("lower", campaign[0], found, *seen.seen, **said)

    return worst(map(judged, priced))
