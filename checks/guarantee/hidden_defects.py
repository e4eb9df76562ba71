"""The guarantee against hidden defects, which French terms of sale mention beside the legal guarantee."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, failed, passed, review


def check(hidden_defects: Known[str], trader_country: Fact[str], country: str) -> Answer:
    if isinstance(hidden_defects, Absent):
        if isinstance(trader_country, Found) and trader_country.value != country:
            return review("absent_abroad", hidden_defects, trader_country, seat=trader_country.value)
        return failed("absent", hidden_defects)
    return passed("mentioned", hidden_defects, quote=hidden_defects.evidence.quote)
