"""The share capital, where national law asks for it from companies of certain forms."""

from __future__ import annotations

import re

from checks.facts import Absent, Fact, Found, Known, Unknown
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed

_FORMS = {
    "FR": r"SARL|EURL|SASU?|SA|SCA|SELARL",
    "IT": r"S\.?\s?R\.?\s?L\.?(?:\s?S\.?|\s?UNIPERSONALE)?|S\.?\s?P\.?\s?A\.?|S\.?\s?A\.?\s?P\.?\s?A\.?",
    "PL": r"(?:SP\.?|SPÓŁKA)\s?Z\s?(?:O\.?\s?O\.?|OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ)|S\.?A\.?|SPÓŁKA AKCYJNA",
}


def check(operator_legal_form: Fact[str], share_capital: Known[str], country: str) -> Answer:
    if isinstance(share_capital, Found):
        return passed("given", share_capital, capital=share_capital.value)
    if isinstance(operator_legal_form, Unknown):
        return not_measurable("cannot_tell")
    if isinstance(operator_legal_form, Absent):
        return not_applicable("no_company", operator_legal_form)
    form = operator_legal_form.value
    if not re.fullmatch(_FORMS.get(country, r"(?!)"), form.strip().upper()):
        return not_applicable("other_form", operator_legal_form, form=form)
    return failed("absent", operator_legal_form, share_capital, form=form)
