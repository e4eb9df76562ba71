"""Signal: a median reduction of sixty per cent and more over the catalogue."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

from checks.facts import Absent, Found, Known
from checks.verdict import Answer, not_applicable, passed, review
from product_alerts.model import Offer

_LEAST = 5  # articles
_HUGE = 60  # per cent


def _percent(offer: Offer) -> Decimal:
    """The reduction of an offer in per cent; 0 where it is not reduced, or its figures make no sense."""
    price, prior = offer.price, offer.prior_price
    if price is None or prior is None or not price.is_finite() or not prior.is_finite() or not 0 <= price < prior:
        return Decimal(0)
    return 100 * (prior - price) / prior


def check(offers: Known[tuple[Found[Offer], ...]], points: int) -> Answer:
    priced = [] if isinstance(offers, Absent) else [found for found in offers.value if found.value.price is not None]
    if len(priced) < _LEAST:
        return not_applicable("few")
    typical = round(median(_percent(found.value) for found in priced))
    if typical >= _HUGE:
        return review("huge", *priced[:_LEAST], n=len(priced), percent=typical, points=points)
    return passed("ordinary", *priced[:_LEAST], n=len(priced), percent=typical)
