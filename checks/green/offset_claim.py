"""Claims of neutrality for the climate that rest on offsetting."""

from __future__ import annotations

from checks.claims import GreenClaim
from checks.facts import Found, Known
from checks.of_kind import of_kind, silent
from checks.verdict import Answer, failed, passed, review


def check(green_claims: Known[tuple[Found[GreenClaim], ...]], banned: bool) -> Answer:
    claims = of_kind(green_claims, "neutral")
    if not claims:
        return passed("none", *silent(green_claims))
    offset = [c for c in claims if c.value.offset and not c.value.doubtful]
    if not offset:
        return review("basis", *claims, quote=claims[0].evidence.quote)
    quote = offset[0].evidence.quote
    if banned:
        return failed("offset", *offset, quote=quote)
    return review("not_banned", *offset, quote=quote)
