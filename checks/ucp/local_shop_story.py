"""Stories of a small local shop that the trader's seat or the place of dispatch speak against."""

from __future__ import annotations

from checks.claims import SalesClaim
from checks.countries import EEA
from checks.facts import Fact, Found, Known
from checks.ucp._claims import of_kind, silent
from checks.verdict import Answer, not_measurable, passed, review


def check(sales_claims: Known[tuple[Found[SalesClaim], ...]], trader_country: Fact[str]) -> Answer:
    claims = of_kind(sales_claims, "local_story")
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
