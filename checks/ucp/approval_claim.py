"""Claims of approval by an authority."""

from __future__ import annotations

from checks.claims import SalesClaim
from checks.facts import Found, Known
from checks.of_kind import of_kind, silent
from checks.verdict import Answer, passed, review


def check(sales_claims: Known[tuple[Found[SalesClaim], ...]]) -> Answer:
    claims = of_kind(sales_claims, "approval")
    if not claims:
        return passed("none", *silent(sales_claims))
    return review("seen", *claims, quote=claims[0].evidence.quote)
