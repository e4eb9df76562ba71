"""A free trial that becomes a paid subscription."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, passed, review


def check(free_trial: Known[str]) -> Answer:
    if isinstance(free_trial, Absent):
        return passed("none", free_trial)
    return review("trial", free_trial, quote=free_trial.evidence.quote)
