"""Claims beside the price: a reduction for a code or for members, a comparison with what other traders ask.

Whom such a price is for, and from which day on, a page seldom says; so the most that is found is a person's question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from checks.facts import Fact, Found, Known, PriceClaim, PricePoint
from checks.reduction._claims import CENT, announced, money, usable
from checks.reduction._history import runs, window
from checks.verdict import Answer, not_measurable, passed, review
from product_alerts.model import Offer

Claims = Fact[tuple[Found[PriceClaim], ...]]


def competitors(claims: Claims) -> tuple[Found[PriceClaim], ...]:
    """Comparisons with the prices of other traders."""
    return tuple(c for c in _all(claims) if c.value.reference == "competitor" and usable(c.value.amount) is not None)


def of_others(offer: Offer, claims: Claims) -> Found[PriceClaim] | None:
    """The words that call the reference of `offer` a price of other traders; None where none do."""
    named = (c for c in competitors(claims) if c.value.amount == offer.prior_price)
    return next(named, None) if offer.prior_price is not None else None


def _all(claims: Claims) -> tuple[Found[PriceClaim], ...]:
    return claims.value if isinstance(claims, Found) else ()


def conditional(
    offers: Known[tuple[Found[Offer], ...]],
    claims: Claims,
    history: Fact[tuple[Found[PricePoint], ...]],
    today: date,
    days: int,
) -> Iterator[Answer]:
    """One answer a reduction for a code or for members on the page of one article that is not reduced otherwise.

    CJEU C-330/23 (Aldi Süd): a percentage counts from the lowest price of the days before, not from today's.
    """
    priced = [o for o in offers.value if usable(o.value.price) is not None] if isinstance(offers, Found) else []
    if len(priced) != 1 or announced(priced[0].value) or not isinstance(history, Found):
        return
    for claim in _of_product(_all(claims)):
        yield _judged(claim, priced[0], history.value, today, days)


def _of_product(claims: Iterable[Found[PriceClaim]]) -> Iterator[Found[PriceClaim]]:
    for claim in claims:
        value = claim.value
        if value.kind in ("coupon", "member") and value.where == "product" and usable(value.percent) is not None:
            yield claim


def _judged(
    claim: Found[PriceClaim], found: Found[Offer], history: Iterable[Found[PricePoint]], today: date, days: int
) -> Answer:
    offer, now = found.value, usable(found.value.price) or Decimal(0)
    seen = window(offer, history, today, days)
    low = min(seen.seen, key=lambda p: p.value.price, default=None)
    said = {"claim": claim.value.text, "now": money(now, offer), "window": days, "title": offer.title}
    if low is not None and low.value.price + CENT < now and seen.certain(low):
        day = low.value.day.isoformat()
        return review("code_not_lowest", claim, found, low, low=money(low.value.price, offer), low_day=day, **said)
    if seen.missing:
        return not_measurable("code_gaps", claim, found, missing=runs(seen.missing), **said)
    return passed("code_genuine", claim, found, *seen.seen, **said)
