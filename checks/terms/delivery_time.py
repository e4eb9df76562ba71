"""The date or period of delivery."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, failed, passed


def check(delivery_time: Known[str]) -> Answer:
    if isinstance(delivery_time, Absent):
        return failed("absent", delivery_time)
    return passed("given", delivery_time, quote=delivery_time.evidence.quote)
