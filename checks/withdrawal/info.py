"""The right of withdrawal: that it is named, with at least 14 calendar days, and not denied."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Period, Unknown
from checks.verdict import Answer, failed, not_measurable, passed, review


def _named(right: Found[str], period: Fact[Period]) -> Answer:
    match period:
        case Found(value=Period(days=days)):
            return passed("explained", right, period, days=days)
        case Absent():
            return review("no_period", right, period)
    return not_measurable("cannot_tell", right)


def _not_named(right: Absent, period: Fact[Period]) -> Answer:
    match period:
        case Found(value=Period(days=days)):
            return review("commercial_only", right, period, days=days)
        case Absent():
            return failed("absent", right, period)
    return not_measurable("cannot_tell")


def check(
    withdrawal_right: Fact[str],
    withdrawal_period: Fact[Period],
    withdrawal_denial: Fact[str],
    minimum_days: int,
) -> Answer:
    if isinstance(withdrawal_denial, Found):
        return failed("denied", withdrawal_denial, quote=withdrawal_denial.evidence.quote)
    if isinstance(withdrawal_period, Found):
        period = withdrawal_period.value
        if period.unit == "business":
            return review("business_days", withdrawal_period, days=period.days, minimum=minimum_days)
        if period.days < minimum_days:
            return failed("too_short", withdrawal_period, days=period.days, minimum=minimum_days)
    if isinstance(withdrawal_right, Unknown):
        return not_measurable("cannot_tell")
    if isinstance(withdrawal_right, Absent):
        return _not_named(withdrawal_right, withdrawal_period)
    if isinstance(withdrawal_denial, Unknown) and withdrawal_denial.kind == "unclear":
        return review("perhaps_denied", withdrawal_right, quote=withdrawal_denial.detail)
    return _named(withdrawal_right, withdrawal_period)
