"""The trader's VAT number: its check digit; a small business may be exempt and say so."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known, Registration
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review


def check(operator_vat: Known[Registration], vat_exemption: Fact[str]) -> Answer:
    match operator_vat, vat_exemption:
        case Found(value=vat), _:
            if vat.valid is False:
                return failed("check_digit", operator_vat, number=vat.number)
            return passed("given", operator_vat, number=vat.number)
        case Absent(), Found(value=phrase):
            return not_applicable("exempt", vat_exemption, phrase=phrase)
        case Absent(), Absent():
            return review("absent", operator_vat, vat_exemption)
    return not_measurable("cannot_tell", operator_vat)
