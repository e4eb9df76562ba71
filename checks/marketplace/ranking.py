"""The main parameters by which a marketplace ranks offers."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(marketplace: Known[str], ranking_info: Fact[str]) -> Answer:
    if isinstance(marketplace, Absent):
        return not_applicable("not_platform", marketplace)
    match ranking_info:
        case Found():
            return passed("told", ranking_info, quote=ranking_info.evidence.quote)
        case Absent():
            return review("absent", ranking_info, marketplace)
    return not_measurable("cannot_tell", marketplace)
