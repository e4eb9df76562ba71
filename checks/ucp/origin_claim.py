"""Claims of origin that the trader's seat or the place of dispatch speak against."""

from __future__ import annotations

from checks.claims import SalesClaim
from checks.facts import Fact, Found, Known
from checks.ucp._afar import against_afar
from checks.verdict import Answer


def check(sales_claims: Known[tuple[Found[SalesClaim], ...]], trader_country: Fact[str]) -> Answer:
    return against_afar("origin", sales_claims, trader_country)
