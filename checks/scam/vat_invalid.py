"""Signal: a VAT or registration number of the trader whose check digits are wrong."""

from __future__ import annotations

from checks.facts import Fact, Found, Registration
from checks.verdict import Answer, not_applicable, passed, review


def check(
    operator_vat: Fact[Registration], operator_registrations: Fact[tuple[Registration, ...]], points: int
) -> Answer:
    numbers: tuple[Registration, ...] = (operator_vat.value,) if isinstance(operator_vat, Found) else ()
    numbers += operator_registrations.value if isinstance(operator_registrations, Found) else ()
    sources = [fact for fact in (operator_vat, operator_registrations) if isinstance(fact, Found)]
    wrong = next((number for number in numbers if number.valid is False), None)
    if wrong is not None:
        return review("invalid", *sources, number=wrong.number, points=points)
    if any(number.valid for number in numbers):
        return passed("valid", *sources)
    return not_applicable("no_number")
