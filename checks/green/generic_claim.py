"""Generic environmental claims ("eco-friendly"), banned where Directive (EU) 2024/825 is in force."""

from __future__ import annotations

from checks.claims import GreenClaim
from checks.facts import Found, Known
from checks.of_kind import of_kind, silent
from checks.verdict import Answer, failed, passed, review


def check(green_claims: Known[tuple[Found[GreenClaim], ...]], banned: bool) -> Answer:
    claims = of_kind(green_claims, "generic")
    if not claims:
        return passed("none", *silent(green_claims))
    open_claims = [c for c in claims if not c.value.certified]
    if not open_claims:
        return passed("certified", *claims, quote=claims[0].evidence.quote)
    sure = [c for c in open_claims if not c.value.doubtful]
    if not sure:
        return review("whose", *open_claims, quote=open_claims[0].evidence.quote)
    bare = [c for c in sure if not c.value.specified]
    if not bare:
        return review("specified", *sure, quote=sure[0].evidence.quote)
    quote = bare[0].evidence.quote
    if banned:
        return failed("generic", *bare, quote=quote)
    return review("perhaps_misleading", *bare, quote=quote)
