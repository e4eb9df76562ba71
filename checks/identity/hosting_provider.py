"""The hosting provider whom a site established in France must name, with its contact details."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, failed, not_measurable, passed, review


def check(host_name: Known[str], host_contact: Fact[str]) -> Answer:
    if isinstance(host_name, Absent):
        return failed("absent", host_name)
    match host_contact:
        case Found():
            return passed("given", host_name, host_contact, name=host_name.value)
        case Absent():
            return review("no_contact", host_name, host_contact, name=host_name.value)
    return not_measurable("cannot_tell", host_name, name=host_name.value)
