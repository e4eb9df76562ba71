"""The notice that consumer rights do not apply, where private persons sell."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(marketplace: Known[str], private_sellers: Fact[str], no_consumer_rights: Fact[str]) -> Answer:
    if isinstance(marketplace, Absent) or not isinstance(private_sellers, Found):
        return not_applicable("not_private")
    match no_consumer_rights:
        case Found():
            return passed("told", no_consumer_rights, quote=no_consumer_rights.evidence.quote)
        case Absent():
            return review("absent", private_sellers, no_consumer_rights)
    return not_measurable("cannot_tell", private_sellers)
