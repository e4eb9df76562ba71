"""What it costs to call a number that is not charged at the basic rate."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known, Phone, Unknown
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(operator_phones: Known[tuple[Phone, ...]], call_cost: Fact[str]) -> Answer:
    phones = operator_phones.value if isinstance(operator_phones, Found) else ()
    dear = next((phone for phone in phones if phone.premium), None)
    if dear is None:
        return not_applicable("basic", operator_phones)
    match call_cost:
        case Found():
            return passed("told", operator_phones, call_cost, phone=dear.text, quote=call_cost.evidence.quote)
        case Absent():
            return review("silent", operator_phones, call_cost, phone=dear.text)
        case Unknown():
            return not_measurable("cannot_tell")
