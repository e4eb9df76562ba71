"""The refund after withdrawal: within 14 calendar days."""

from __future__ import annotations

from checks.facts import Absent, Known, Period
from checks.verdict import Answer, failed, passed, review


def check(refund_period: Known[Period], maximum_days: int) -> Answer:
    if isinstance(refund_period, Absent):
        return review("silent", refund_period)
    period = refund_period.value
    if period.days > maximum_days:  # so many working days are even more calendar days
        return failed("too_long", refund_period, days=period.days, maximum=maximum_days)
    if period.unit == "business":
        return review("business_days", refund_period, days=period.days, maximum=maximum_days)
    return passed("in_time", refund_period, days=period.days)
