"""A reduction that never ends is no reduction: the same product announced as reduced nearly all the time."""

from __future__ import annotations

from datetime import date

from checks.facts import Fact, Found, Known, PricePoint
from checks.reduction._claims import reduced
from checks.reduction._history import seen_on
from checks.reduction._series import share_on_offer
from checks.verdict import Answer, not_applicable, not_measurable, passed, review, worst
from product_alerts.model import Offer


def check(
    offers: Known[tuple[Found[Offer], ...]],
    price_history: Fact[tuple[Found[PricePoint], ...]],
    visited_on: Fact[date],
    share_percent: int,
    least_days: int,
    day: date,
) -> Answer:
    today = seen_on(visited_on, day)
    claims = reduced(offers)
    if not claims:
        return not_applicable("none", offers)
    points = price_history.value if isinstance(price_history, Found) else ()

    def judged(claim: Found[Offer]) -> Answer:
        share = share_on_offer(claim.value, points, today)
        said = {
            "title": claim.value.title, "on": share.on, "seen": share.seen, "days": share.days,
            "first": share.first.isoformat(), "least": f"{share.least:.0f}", "most": f"{share.most:.0f}",
        }  # fmt: skip
        if share.days < least_days:
            return not_measurable("too_short", claim, **said, needed=least_days)
        if share.least >= share_percent:
            return review("perpetual", claim, *share.proof, **said)
        if share.most >= share_percent:
            return not_measurable("gaps", claim, *share.proof, **said)
        return passed("ends", claim, *share.proof, **said)

    return worst(map(judged, claims))
