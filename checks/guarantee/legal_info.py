"""The legal guarantee of conformity: that it is named, for long enough, and not excluded."""

from __future__ import annotations

import re

from checks.facts import Absent, Fact, Found, Guarantee, Known, Unknown
from checks.verdict import Answer, failed, passed, review
from product_alerts.model import Offer

# For used goods several countries let the parties agree on one year.
_USED = re.compile(
    r"\b(occasion|reconditionn|seconde main|tweedehands|refurbish|gebraucht|second[- ]?hand|used|pre-owned|"
    r"segunda mano|reacondicionad|usato|ricondizionat|usados?|recondicionad|używan|odnowion)",
    re.IGNORECASE,
)


def _used_goods(offers: Fact[tuple[Found[Offer], ...]]) -> bool:
    found = offers.value if isinstance(offers, Found) else ()
    return any(_USED.search(f"{o.value.title} {o.value.category} {o.value.description}") for o in found)


def check(
    legal_guarantee: Known[Guarantee],
    guarantee_denial: Fact[str],
    offers: Fact[tuple[Found[Offer], ...]],
    minimum_months: int,
    national_months: int,
    used_months: int,
    fixed_duration: bool,
) -> Answer:
    if isinstance(guarantee_denial, Found):
        return failed("denied", guarantee_denial, quote=guarantee_denial.evidence.quote)
    if isinstance(legal_guarantee, Absent):
        return failed("absent", legal_guarantee)
    stated, quote = legal_guarantee.value, legal_guarantee.evidence.quote
    if stated.months is not None and stated.months < minimum_months:
        if stated.months >= used_months and _used_goods(offers):
            return review("used_goods", legal_guarantee, months=stated.months)
        return failed("too_short", legal_guarantee, months=stated.months, minimum=minimum_months)
    if isinstance(guarantee_denial, Unknown) and guarantee_denial.kind == "unclear":
        return review("perhaps_denied", legal_guarantee, quote=guarantee_denial.detail)
    if stated.months is None:
        if stated.names_law or not fixed_duration:
            return passed("stated", legal_guarantee, quote=quote)
        return review("no_duration", legal_guarantee, quote=quote)
    if stated.months < national_months:
        return review("below_national", legal_guarantee, months=stated.months, national=national_months)
    return passed("stated", legal_guarantee, quote=quote)
