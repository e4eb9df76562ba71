"""The contact point for product safety."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(marketplace: Known[str], safety_contact: Fact[str]) -> Answer:
    if isinstance(marketplace, Absent):
        return not_applicable("not_platform", marketplace)
    match safety_contact:
        case Found():
            return passed("told", safety_contact, quote=safety_contact.evidence.quote)
        case Absent():
            return review("absent", safety_contact, marketplace)
    return not_measurable("cannot_tell", marketplace)
