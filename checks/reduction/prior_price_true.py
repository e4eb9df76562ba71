"""The prior price is the lowest of the 30 days before the reduction, and the percentage is taken from it.

A shop may have charged any price on a day that nobody observed. So a low price that was observed is enough to fail,
but its absence proves nothing unless every day of the window was observed. Recommended prices are judged elsewhere.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from checks.facts import Fact, Found, Known, PricePoint
from checks.reduction._beside import Claims, conditional, of_others
from checks.reduction._claims import CENT, POINT, money, percent, percent_off, perishable, reduced, usable
from checks.reduction._history import Point, Window, runs, seen_on, window
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review, worst
from product_alerts.model import Offer

# Percent; the rates charged in the EU (Directive 2006/112/EC, annex III, and the standard rates of November 2026).
_VAT_RATES = tuple(
    map(Decimal, "2.1 3 4 4.8 5 5.5 6 7 8 9 9.5 10 11 12 13 13.5 14 15 16 17 18 19 20 21 22 23 24 25 25.5 27".split())
)


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


def _against_low(claim: Found[Offer], low: Point, seen: Window, new_goods: str) -> Answer | None:
    """What a price observed before the reduction shows to be wrong, whatever was charged on unobserved days."""
    offer, price, prior = claim.value, low.value.price, usable(claim.value.prior_price)
    common = {"low": money(price, offer), "low_day": low.value.day.isoformat(), "title": offer.title}
    above = prior is not None and prior > price + CENT
    shown = money(prior, offer) if prior is not None else ""
    real = _overstated(offer, price)
    if not above and real is None:
        return None
    if offer.prior_price_kind == "unclear":
        return review("unclear_reference", claim, low, prior=shown, **common) if above else None
    if doubt := _doubt(claim, low, seen, new_goods):
        return doubt
    if above:
        begun = seen.begun.isoformat()
        return failed("inflated", claim, low, prior=shown, window=seen.days, begun=begun, **common)
    announced = f"{percent(offer):f}"
    return failed("not_lowest_percent", claim, low, announced=announced, window=seen.days, real=f"{real:.1f}", **common)


def _overstated(offer: Offer, lowest: Decimal) -> Decimal | None:
    """The real percentage where the announced one, counted from the lowest price, is too high.

    CJEU C-330/23 (Aldi Süd): the percentage counts from the lowest price of the days before, whatever else is shown.
    """
    now, announced = usable(offer.price), percent(offer)
    if now is None or announced is None:
        return None
    real = max(percent_off(lowest, now), Decimal(0))
    return real if announced > real + POINT else None


def _doubt(claim: Found[Offer], low: Point, seen: Window, new_goods: str) -> Answer | None:
    """Why an observed lower price is no proof yet."""
    offer = claim.value
    said = {"low": money(low.value.price, offer), "low_day": low.value.day.isoformat(), "title": offer.title}
    if not seen.certain(low):
        return review("begun_anew", claim, low, window=seen.days, **said)
    if low.value.tax != offer.tax and _differ_by_tax(offer, low.value.price):
        return review("tax_mode", claim, low, window=seen.days, **said)
    if seen.new_since is not None and new_goods == "shorter":
        return review("new_goods", claim, low, window=seen.days, **said)
    return None


def _differ_by_tax(offer: Offer, low: Decimal) -> bool:
    """Whether the price or its reference is the lower price with VAT added: the shop may have changed its tax mode."""
    amounts = [a for a in (usable(offer.price), usable(offer.prior_price)) if a is not None]
    return any(abs(low * (100 + rate) / 100 - amount) <= CENT for rate in _VAT_RATES for amount in amounts)


def _against_promotion(claim: Found[Offer], low: Point, days: int) -> Answer | None:
    offer, prior = claim.value, usable(claim.value.prior_price)
    if prior is None or prior <= low.value.price + CENT:
        return None
    price, low_day = money(low.value.price, offer), low.value.day.isoformat()
    return review("earlier_promotion", claim, low, low=price, low_day=low_day, window=days, title=offer.title)


def _against_history(claim: Found[Offer], seen: Window, new_goods: str, progressive: bool) -> Answer:
    offer, days = claim.value, seen.days
    promotion = seen.lowest(on_offer=True)
    # What is certain first: a still lower price that may count or not must not hide it.
    for low in (seen.lowest(on_offer=False, certain=True), seen.lowest(on_offer=False)):
        if low and (answer := _against_low(claim, low, seen, new_goods)):
            return answer
    if promotion and (answer := _against_promotion(claim, promotion, days)):
        return answer
    if not seen.missing and seen.progressive and not progressive:
        return review("progressive", claim, *seen.seen, begun=seen.begun.isoformat(), title=offer.title)
    if not seen.missing:
        return passed("genuine", claim, *seen.seen, window=days, title=offer.title)
    missing = runs(seen.missing)
    if not seen.reaches_back:
        return not_measurable("short_history", claim, *seen.seen, window=days, missing=missing, title=offer.title)
    prior = money(usable(offer.prior_price) or Decimal(0), offer)
    return review("gaps", claim, *seen.seen, prior=prior, window=days, missing=missing, title=offer.title)


def _exempt(claim: Found[Offer], perishable_exempt: bool) -> Answer | None:
    """Goods that spoil quickly: out of the rule where the list says so, a person's question where only words do."""
    kind = perishable(claim.value)
    if kind == "no" or not perishable_exempt:
        return None
    title = claim.value.title
    return (
        not_applicable("exempt", claim, title=title) if kind == "listed" else review("perishable", claim, title=title)
    )


def _others(claim: Found[Offer], price_claims: Claims) -> Answer | None:
    """A reference that the page itself calls a price of other traders is no prior price of this one."""
    named = of_others(claim.value, price_claims)
    if named is None:
        return None
    prior = money(usable(claim.value.prior_price) or Decimal(0), claim.value)
    return review("other_traders", named, claim, prior=prior, title=claim.value.title)


def check(
    offers: Known[tuple[Found[Offer], ...]],
    price_history: Fact[tuple[Found[PricePoint], ...]],
    price_claims: Claims,
    visited_on: Fact[date],
    window_days: int,
    new_goods: str,
    progressive: bool,
    perishable_exempt: bool,
    day: date,
) -> Answer:
    today = seen_on(visited_on, day)
    claims = [c for c in reduced(offers) if _judgeable(c.value)]
    beside = conditional(offers, price_claims, price_history, today, window_days)
    if not claims:
        return worst([not_applicable("none", offers), *beside])
    prices = Counter(key for key, _ in {(c.value.key, (c.value.price, c.value.prior_price)) for c in claims})

    def judged(claim: Found[Offer]) -> Answer:
        if answer := _exempt(claim, perishable_exempt) or _others(claim, price_claims) or _figures(claim):
            return answer
        if not isinstance(price_history, Found):
            return not_measurable("no_history", claim, window=window_days, title=claim.value.title)
        if prices[claim.value.key] > 1:
            return not_measurable("ambiguous", claim, title=claim.value.title)
        seen = window(claim.value, price_history.value, today, window_days)
        return _against_history(claim, seen, new_goods, progressive)

    return worst(map(judged, claims))


def _judgeable(offer: Offer) -> bool:
    quantified = usable(offer.prior_price) is not None or percent(offer) is not None
    return offer.prior_price_kind != "recommended" and usable(offer.price) is not None and quantified
