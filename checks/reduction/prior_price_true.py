"""The prior price is the lowest of the 30 days before the reduction, and the percentage is taken from it.

A shop may have charged any price on a day that nobody observed. So a low price that was observed is enough to fail,
but its absence proves nothing unless every day of the window was observed. Recommended prices are judged elsewhere.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from checks.facts import Fact, Found, Known, PricePoint
from checks.reduction._claims import CENT, POINT, money, percent, percent_off, reduced, usable
from checks.reduction._history import Point, Window, runs, seen_on, window
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review, worst
from product_alerts.model import Offer


def _figures(claim: Found[Offer]) -> Answer | None:
    """What the figures of the page alone show to be wrong."""
    offer, now, prior = claim.value, usable(claim.value.price), usable(claim.value.prior_price)
    if now is None or prior is None:
        return None
    if now >= prior:
        return review("no_lower", claim, now=money(now, offer), prior=money(prior, offer), title=offer.title)
    announced, real = percent(offer), percent_off(prior, now)
    if announced is None or announced <= real + POINT:
        return None
    return failed(
        "percent",
        claim,
        announced=f"{announced:f}",
        prior=money(prior, offer),
        now=money(now, offer),
        real=f"{real:.1f}",
        title=offer.title,
    )


def _against_low(claim: Found[Offer], low: Point, seen: Window, days: int) -> Answer | None:
    """What a price observed before the reduction shows to be wrong, whatever was charged on unobserved days."""
    offer, now, prior = claim.value, usable(claim.value.price), usable(claim.value.prior_price)
    price, low_day = low.value.price, low.value.day.isoformat()
    common = {"low": money(price, offer), "low_day": low_day, "title": offer.title}
    if prior is not None and prior > price + CENT:
        if offer.prior_price_kind == "unclear":
            return review("unclear_reference", claim, low, prior=money(prior, offer), **common)
        begun = seen.begun.isoformat()
        return failed("inflated", claim, low, prior=money(prior, offer), window=days, begun=begun, **common)
    announced = percent(offer)
    if now is None or announced is None:
        return None
    real = max(percent_off(price, now), Decimal(0))
    if announced <= real + POINT:
        return None
    return failed(
        "not_lowest_percent", claim, low, announced=f"{announced:f}", window=days, real=f"{real:.1f}", **common
    )


def _against_promotion(claim: Found[Offer], low: Point, days: int) -> Answer | None:
    offer, prior = claim.value, usable(claim.value.prior_price)
    if prior is None or prior <= low.value.price + CENT:
        return None
    price, low_day = money(low.value.price, offer), low.value.day.isoformat()
    return review("earlier_promotion", claim, low, low=price, low_day=low_day, window=days, title=offer.title)


def _against_history(claim: Found[Offer], history: tuple[Point, ...], day: date, days: int) -> Answer:
    offer = claim.value
    seen = window(offer, history, day, days)
    low, promotion = seen.lowest(on_offer=False), seen.lowest(on_offer=True)
    if low and (answer := _against_low(claim, low, seen, days)):
        return answer
    if promotion and (answer := _against_promotion(claim, promotion, days)):
        return answer
    if not seen.missing:
        return passed("genuine", claim, *seen.seen, window=days, title=offer.title)
    missing = runs(seen.missing)
    if not seen.reaches_back:
        return not_measurable("short_history", claim, *seen.seen, window=days, missing=missing, title=offer.title)
    prior = money(usable(offer.prior_price) or Decimal(0), offer)
    return review("gaps", claim, *seen.seen, prior=prior, window=days, missing=missing, title=offer.title)


def _judged(claim: Found[Offer], history: Fact[tuple[Point, ...]], day: date, days: int, ambiguous: bool) -> Answer:
    if answer := _figures(claim):
        return answer
    if not isinstance(history, Found):
        return not_measurable("no_history", claim, window=days, title=claim.value.title)
    if ambiguous:
        return not_measurable("ambiguous", claim, title=claim.value.title)
    return _against_history(claim, history.value, day, days)


def check(
    offers: Known[tuple[Found[Offer], ...]],
    price_history: Fact[tuple[Found[PricePoint], ...]],
    visited_on: Fact[date],
    window_days: int,
    day: date,
) -> Answer:
    today = seen_on(visited_on, day)
    claims = [
        c
        for c in reduced(offers)
        if c.value.prior_price_kind != "recommended"
        and usable(c.value.price) is not None
        and (usable(c.value.prior_price) is not None or percent(c.value) is not None)
    ]
    if not claims:
        return not_applicable("none", offers)
    prices = Counter(key for key, _ in {(c.value.key, (c.value.price, c.value.prior_price)) for c in claims})
    return worst(_judged(c, price_history, today, window_days, prices[c.value.key] > 1) for c in claims)
