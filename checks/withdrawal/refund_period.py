"""The refund after withdrawal: within 14 calendar days."""

from __future__ import annotations

from checks.contract_facts import UnfairClause
from checks.facts import Absent, Fact, Found, Known, Period
from checks.verdict import Answer, failed, passed, review

Clauses = Fact[tuple[Found[UnfairClause], ...]]


def _credit(clauses: Clauses) -> Found[UnfairClause] | None:
    """A sentence of the page on withdrawal by which there is only a voucher."""
    told = clauses.value if isinstance(clauses, Found) else ()
    return next(
        (c for c in told if c.value.kind == "credit" and c.value.alone and c.evidence.role == "withdrawal"), None
    )


def check(refund_period: Known[Period], unfair_clauses: Clauses, maximum_days: int) -> Answer:
    if isinstance(refund_period, Absent):
        if (credit := _credit(unfair_clauses)) is not None:
            return review("credit", credit, refund_period, quote=credit.value.text)
        return review("silent", refund_period)
    period = refund_period.value
    if period.days > maximum_days:  # so many working days are even more calendar days
        return failed("too_long", refund_period, days=period.days, maximum=maximum_days)
    if period.unit == "business":
        return review("business_days", refund_period, days=period.days, maximum=maximum_days)
    return passed("in_time", refund_period, days=period.days)
