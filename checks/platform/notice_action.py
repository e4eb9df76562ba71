"""The way to report illegal content."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(marketplace: Known[str], notice_action: Fact[str]) -> Answer:
    if isinstance(marketplace, Absent):
        return not_applicable("not_platform", marketplace)
    match notice_action:
        case Found():
            return passed("told", notice_action, quote=notice_action.evidence.quote)
        case Absent():
            return review("absent", notice_action, marketplace)
    return not_measurable("cannot_tell", marketplace)
