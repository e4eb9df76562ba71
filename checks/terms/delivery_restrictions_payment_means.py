"""Means of payment and restrictions of delivery, told at the latest at the beginning of the order."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found
from checks.verdict import Answer, failed, not_measurable, passed, review


def check(payment_means: Fact[tuple[str, ...]], delivery_area: Fact[str]) -> Answer:
    match payment_means, delivery_area:
        case Found(), Found():
            means = ", ".join(payment_means.value)
            return passed("both", payment_means, delivery_area, means=means, area=delivery_area.evidence.quote)
        case Absent(), Absent():
            return failed("none", payment_means, delivery_area)
        case Found(), Absent():
            return review("no_area", payment_means, delivery_area, means=", ".join(payment_means.value))
        case Absent(), Found():
            return review("no_means", delivery_area, payment_means, area=delivery_area.evidence.quote)
    return not_measurable("cannot_tell")
