"""Claims of a near place, held against what is far."""

from __future__ import annotations

from checks.claims import SalesClaim, SalesKind
from checks.countries import EEA
from checks.facts import Fact, Found, Known
from checks.of_kind import of_kind, silent
from checks.verdict import Answer, not_measurable, passed, review


def against_afar(
    kind: SalesKind, sales_claims: Known[tuple[Found[SalesClaim], ...]], trader_country: Fact[str]
) -> Answer:
    """Claims of `kind`, which tell of a near place, beside goods sent from afar or a seat outside the EEA."""
    claims = of_kind(sales_claims, kind)
    if not claims:
        return passed("none", *silent(sales_claims))
    quote, far = claims[0].evidence.quote, of_kind(sales_claims, "far")
    if far:
        return review("sent_from_far", *claims, *far, quote=quote, far=far[0].evidence.quote)
    match trader_country:
        case Found(value=seat) if seat not in EEA:
            return review("seat_far", *claims, trader_country, quote=quote, seat=seat)
        case Found():
            return passed("plausible", *claims, quote=quote)
    return not_measurable("cannot_tell", *claims, quote=quote)
