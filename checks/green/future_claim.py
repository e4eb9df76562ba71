"""Promises for years to come, without the plan that must stand behind them."""

from __future__ import annotations

from checks.claims import GreenClaim
from checks.facts import Found, Known
from checks.of_kind import of_kind, silent
from checks.verdict import Answer, passed, review


def check(green_claims: Known[tuple[Found[GreenClaim], ...]]) -> Answer:
    claims = of_kind(green_claims, "future")
    if not claims:
        return passed("none", *silent(green_claims))
    bad = [c for c in claims if not c.value.specified]
    if not bad:
        return passed("planned", *claims, quote=claims[0].evidence.quote)
    return review("seen", *bad, quote=bad[0].evidence.quote)
