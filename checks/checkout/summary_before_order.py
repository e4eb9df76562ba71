"""Article and total directly before the button that places the order."""

from __future__ import annotations

from checks.contract_facts import OrderSummary
from checks.facts import Absent, Known
from checks.verdict import Answer, not_applicable, passed, review


def check(order_summary: Known[OrderSummary]) -> Answer:
    if isinstance(order_summary, Absent):
        return not_applicable("none", order_summary)
    seen = order_summary.value
    if seen.total and seen.names_goods:
        return passed("both", order_summary, total=" ".join(seen.total.split()))
    if seen.total:
        return review("no_goods", order_summary, total=" ".join(seen.total.split()))
    return review("no_total", order_summary)
