"""What a crossed-out price refers to: an own earlier price, a recommended one, or nothing that was ever charged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checks.facts import Fact, Found, Known, PricePoint
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


def check(
    offers: Known[tuple[Found[Offer], ...]],
    price_history: Fact[tuple[Found[PricePoint], ...]],
    visited_on: Fact[date],
    window_days: int,
    day: date,
) -> Answer:
    today, answers = seen_on(visited_on, day), []
    for claim in reduced(offers):
        offer, prior = claim.value, usable(claim.value.prior_price)
        if prior is None:
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
