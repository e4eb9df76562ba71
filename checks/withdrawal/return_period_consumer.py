"""At least 14 days for sending goods back, counted from the withdrawal."""

from __future__ import annotations

from checks.contract_facts import ReturnPeriod
from checks.facts import Absent, Known
from checks.verdict import Answer, failed, not_applicable, passed, review


def check(return_period: Known[ReturnPeriod], minimum_days: int) -> Answer:
    if isinstance(return_period, Absent):
        return not_applicable("silent", return_period)
    period = return_period.value
    if period.days >= minimum_days:
        return passed("enough", return_period, days=period.days)
    if period.business:
        return review("business_days", return_period, days=period.days, minimum=minimum_days)
    if period.start == "withdrawal":
        return failed("short", return_period, days=period.days, minimum=minimum_days)
    return review("unclear", return_period, days=period.days, minimum=minimum_days)
