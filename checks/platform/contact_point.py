"""The points of contact that a platform names."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(marketplace: Known[str], platform_contact: Fact[str]) -> Answer:
    if isinstance(marketplace, Absent):
        return not_applicable("not_platform", marketplace)
    match platform_contact:
        case Found():
            return passed("told", platform_contact, quote=platform_contact.evidence.quote)
        case Absent():
            return review("absent", platform_contact, marketplace)
    return not_measurable("cannot_tell", marketplace)
