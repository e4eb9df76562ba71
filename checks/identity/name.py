"""The legal name of the trader: a name with a legal form, or next to a registration number."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known, Registration, Unknown
from checks.verdict import Answer, failed, not_measurable, passed, review


def check(
    operator_name: Known[str],
    operator_legal_form: Fact[str],
    operator_registrations: Fact[tuple[Registration, ...]],
) -> Answer:
    signs = [fact for fact in (operator_legal_form, operator_registrations) if isinstance(fact, Found)]
    if isinstance(operator_name, Found) and signs:
        return passed("named", operator_name, *signs, name=operator_name.value)
    if signs:
        return review("name_missing", operator_name, *signs)
    if isinstance(operator_legal_form, Unknown) or isinstance(operator_registrations, Unknown):
        return not_measurable("cannot_tell")
    missing = (operator_legal_form, operator_registrations)
    if isinstance(operator_name, Absent):
        return failed("absent", operator_name, *missing)
    return review("brand_only", operator_name, *missing, name=operator_name.value)
