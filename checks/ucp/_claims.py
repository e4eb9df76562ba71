"""Claims of one kind among all that were read."""

from __future__ import annotations

from checks.claims import SalesClaim, SalesKind
from checks.countries import EEA
from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, not_measurable, passed, review


def of_kind(claims: Known[tuple[Found[SalesClaim], ...]], kind: SalesKind) -> tuple[Found[SalesClaim], ...]:
    """The claims of `kind`, in their order; none where no claim at all was read."""
    return tuple(c for c in claims.value if c.value.kind == kind) if isinstance(claims, Found) else ()


def silent(claims: Known[tuple[Found[SalesClaim], ...]]) -> tuple[Absent, ...]:
    """The pages on which no claim was read; claims of another kind prove nothing here."""
    return (claims,) if isinstance(claims, Absent) else ()


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
