"""Words that French law bans on products and packaging, on the pages that sell them."""

from __future__ import annotations

from checks.claims import GreenClaim
from checks.facts import Found, Known
from checks.of_kind import of_kind, silent
from checks.verdict import Answer, passed, review


def check(green_claims: Known[tuple[Found[GreenClaim], ...]]) -> Answer:
    claims = of_kind(green_claims, "fr_banned")
    if not claims:
        return passed("none", *silent(green_claims))
    return review("seen", *claims, quote=claims[0].evidence.quote)
