"""The model withdrawal form names the trader, its postal address and its e-mail address."""

from __future__ import annotations

from checks.contract_facts import FormAddressee
from checks.facts import Absent, Known
from checks.verdict import Answer, failed, not_applicable, passed, review


def check(form_addressee: Known[FormAddressee]) -> Answer:
    if isinstance(form_addressee, Absent):
        return not_applicable("no_form", form_addressee)
    form = form_addressee.value
    if form.placeholder:
        return failed("placeholder", form_addressee, quote=" ".join(form.placeholder.split()))
    text = " ".join(form.text.split())
    if form.email and form.address:
        return passed("filled", form_addressee, text=text)
    if form.address:
        return review("no_email", form_addressee, text=text)
    return review("no_address", form_addressee, text=text)
