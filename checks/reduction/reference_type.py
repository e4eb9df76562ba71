"""What a crossed-out price refers to: an own earlier price, a recommended one, or nothing that was ever charged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checks.facts import Fact, Found, Known, PriceClaim, PricePoint
from checks.reduction._beside import Claims, competitors, of_others
from checks.reduction._claims import CENT, money, percent, reduced, usable
from checks.reduction._history import seen_on, window
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review, worst
from product_alerts.model import Offer


def _own_price(
    claim: Found[Offer], prior: Decimal, history: Fact[tuple[Found[PricePoint], ...]], day: date, days: int
) -> Answer:
    offer, shown = claim.value, money(prior, claim.value)
    seen = window(offer, history.value, day, days) if isinstance(history, Found) else None
    points = seen.seen if seen else ()
    for point in points:
        if not point.value.on_offer and abs(point.value.price - prior) <= CENT:
            return passed("charged", claim, point, prior=shown, seen_day=point.value.day, title=offer.title)
    lower = all(point.value.price + CENT < prior for point in points)
    if seen and not seen.missing and lower and percent(offer) is not None:
        return failed("never_charged", claim, *points, prior=shown, window=days, title=offer.title)
    return not_measurable("no_history", claim, *points, prior=shown, window=days, title=offer.title)


def _competitor(claim: Found[PriceClaim]) -> Answer:
    amount, value = usable(claim.value.amount), claim.value
    return review("competitor", claim, prior=f"{amount:f} {value.currency}".strip(), claim=value.text)


def check(
    offers: Known[tuple[Found[Offer], ...]],
    price_history: Fact[tuple[Found[PricePoint], ...]],
    price_claims: Claims,
    visited_on: Fact[date],
    window_days: int,
    day: date,
) -> Answer:
    today = seen_on(visited_on, day)
    answers = [_competitor(claim) for claim in competitors(price_claims)]
    for claim in reduced(offers):
        offer, prior = claim.value, usable(claim.value.prior_price)
        if prior is None or of_others(offer, price_claims) is not None:
            continue
        shown = money(prior, offer)
        match offer.prior_price_kind:
            case "recommended":
                answers.append(review("recommended", claim, prior=shown, title=offer.title))
            case "lowest_30_days":
                answers.append(passed("lowest", claim, prior=shown, title=offer.title))
            case "struck":
                answers.append(_own_price(claim, prior, price_history, today, window_days))
            case _:
                answers.append(review("unclear", claim, prior=shown, title=offer.title))
    return worst(answers) if answers else not_applicable("none", offers)
