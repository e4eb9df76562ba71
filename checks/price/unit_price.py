"""The price per kilogram, litre or metre of goods sold by measure."""

from __future__ import annotations

from checks.contract_facts import UnitPricing
from checks.facts import Absent, Found, Known
from checks.verdict import Answer, failed, not_applicable, passed, review


def check(unit_pricing: Known[tuple[Found[UnitPricing], ...]], least: int) -> Answer:
    if isinstance(unit_pricing, Absent):
        return not_applicable("none", unit_pricing)
    missing = [found for found in unit_pricing.value if not found.value.shown]
    if not missing:
        return passed("shown", *unit_pricing.value[:3], shown=unit_pricing.value[0].value.shown)
    sure = [found for found in missing if found.value.sure]
    titles = "; ".join(found.value.title for found in (sure or missing)[:3])
    if len(sure) >= least:
        return failed("missing", *sure[:5], titles=titles, count=len(sure))
    return review("some_missing", *missing, titles=titles)
