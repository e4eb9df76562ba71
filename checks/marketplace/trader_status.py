"""Whether a seller on a marketplace is a trader."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(marketplace: Known[str], seller_status: Fact[str]) -> Answer:
    if isinstance(marketplace, Absent):
        return not_applicable("not_platform", marketplace)
    match seller_status:
        case Found():
            return passed("told", seller_status, quote=seller_status.evidence.quote)
        case Absent():
            return review("absent", seller_status, marketplace)
    return not_measurable("cannot_tell", marketplace)
