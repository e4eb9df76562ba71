"""An advertised reduction of a thing that can never be ordered."""

from __future__ import annotations

from datetime import date

from checks.facts import Fact, Found, Known, PricePoint
from checks.reduction._claims import reduced
from checks.reduction._history import seen_on
from checks.verdict import Answer, not_applicable, not_measurable, passed, review, worst
from product_alerts.model import Offer

_GONE = frozenset({"OutOfStock", "SoldOut", "Discontinued"})


def check(
    offers: Known[tuple[Found[Offer], ...]],
    price_history: Fact[tuple[Found[PricePoint], ...]],
    visited_on: Fact[date],
    least_days: int,
    day: date,
) -> Answer:
    today = seen_on(visited_on, day)
    claims = reduced(offers)
    if not claims:
        return not_applicable("none", offers)
    points = price_history.value if isinstance(price_history, Found) else ()

    def judged(claim: Found[Offer]) -> Answer:
        offer = claim.value
        if not offer.availability:
            return not_measurable("unstated", claim, title=offer.title)
        if offer.availability not in _GONE:
            return passed("orderable", claim, title=offer.title)
        own = [p for p in points if p.value.offer_key == offer.key and p.value.on_offer and p.value.day < today]
        if any(p.value.available for p in own):
            return passed("was_orderable", claim, *own, title=offer.title)
        gone = [p for p in own if p.value.available is False]
        seen = len({p.value.day for p in gone}) + 1
        if seen < least_days:
            return not_measurable("too_short", claim, *gone, title=offer.title, seen=seen, needed=least_days)
        return review("never", claim, *gone, title=offer.title, seen=seen)

    return worst(map(judged, claims))
