"""Signal: no name, no address and no registration number of the trader anywhere."""

from __future__ import annotations

from checks.facts import Absent, Address, Fact, Found, Registration
from checks.verdict import Answer, not_measurable, passed, review


def check(
    operator_name: Fact[str],
    operator_address: Fact[Address],
    operator_registrations: Fact[tuple[Registration, ...]],
    points: int,
) -> Answer:
    facts = (operator_name, operator_address, operator_registrations)
    for fact in facts:
        if isinstance(fact, Found):
            return passed("named", fact, seen=fact.evidence.quote)
    read = [fact for fact in facts if isinstance(fact, Absent) and fact.read]
    if len(read) < len(facts):
        return not_measurable("unseen")
    return review("nobody", *read, points=points)
