"""How seller and marketplace share the duties from the contract."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(marketplace: Known[str], duty_split: Fact[str]) -> Answer:
    if isinstance(marketplace, Absent):
        return not_applicable("not_platform", marketplace)
    match duty_split:
        case Found():
            return passed("told", duty_split, quote=duty_split.evidence.quote)
        case Absent():
            return review("absent", duty_split, marketplace)
    return not_measurable("cannot_tell", marketplace)
