"""Every announced reduction shows the prior price."""

from __future__ import annotations

from checks.facts import Found, Known
from checks.reduction._claims import is_conditional, money, percent, reduced, usable
from checks.verdict import Answer, failed, not_applicable, passed, review, worst
from product_alerts.model import Offer


def _without_prior(found: Found[Offer], quantified_only: bool) -> Answer | None:
    """Why a person has to look before this offer is held against the shop; None where nothing speaks for that."""
    offer = found.value
    words = offer.discount_text or f"-{offer.discount_percent} %"
    if found.evidence.role in ("listing", "home"):
        return review("listing_only", found, discount=words, title=offer.title)
    if is_conditional(offer):
        return review("conditional", found, discount=words, title=offer.title)
    if quantified_only and percent(offer) is None:
        return review("unquantified", found, discount=words, title=offer.title)
    return None


def _with_prior(found: Found[Offer], own_line: bool) -> Answer:
    offer = found.value
    assert offer.prior_price is not None
    prior = money(offer.prior_price, offer)
    if offer.prior_price_kind == "recommended":
        return review("recommended_only", found, prior=prior, title=offer.title)
    if own_line and offer.prior_price_kind != "lowest_30_days":
        return review("not_marked", found, prior=prior, title=offer.title)
    return passed("shown", found, prior=prior, title=offer.title)


def check(offers: Known[tuple[Found[Offer], ...]], quantified_only: bool, own_line: bool) -> Answer:
    claims = reduced(offers)
    if not claims:
        return not_applicable("none", offers)
    bare = [c for c in claims if usable(c.value.prior_price) is None]
    doubtful = [answer for c in bare if (answer := _without_prior(c, quantified_only))]
    clear = [c for c in bare if _without_prior(c, quantified_only) is None]
    if clear:
        first = clear[0].value
        words = first.discount_text or f"-{first.discount_percent} %"
        return failed("missing", *clear, discount=words, title=first.title, count=len(clear))
    return worst([*doubtful, *(_with_prior(c, own_line) for c in claims if c not in bare)])
