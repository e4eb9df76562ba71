"""Delivery costs, stated before the consumer pays."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, failed, passed


def check(delivery_cost: Known[str]) -> Answer:
    if isinstance(delivery_cost, Absent):
        return failed("absent", delivery_cost)
    return passed("given", delivery_cost, quote=delivery_cost.evidence.quote)
