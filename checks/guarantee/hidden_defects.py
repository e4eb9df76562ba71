"""The guarantee against hidden defects, which French terms of sale mention beside the legal guarantee."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, failed, passed


def check(hidden_defects: Known[str]) -> Answer:
    if isinstance(hidden_defects, Absent):
        return failed("absent", hidden_defects)
    return passed("mentioned", hidden_defects, quote=hidden_defects.evidence.quote)
