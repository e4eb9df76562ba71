"""The model withdrawal form of Directive 2011/83/EU, Annex I(B)."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, failed, passed


def check(withdrawal_model_form: Known[str]) -> Answer:
    if isinstance(withdrawal_model_form, Absent):
        return failed("absent", withdrawal_model_form)
    return passed("given", withdrawal_model_form)
