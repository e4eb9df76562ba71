"""The trader's registration number: its presence where a company trades, and its check digit."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known, Registration
from checks.verdict import Answer, failed, not_measurable, passed, review

# People, not companies: whether they are registered depends on their trade.
_SOLE = ("ei", "eirl", "entrepreneur individuel", "micro", "auto", "einzelunternehm", "eenmanszaak", "autónom")


def _sole(form: str) -> bool:
    folded = form.strip().lower()
    return folded in _SOLE[:2] or folded.startswith(_SOLE[2:])


def _judged(found: Found[tuple[Registration, ...]]) -> Answer:
    wrong = [r.number for r in found.value if r.valid is False]
    if not wrong:
        return passed("given", found, number=", ".join(r.number for r in found.value))
    if len(wrong) == len(found.value):
        return failed("check_digit", found, number=", ".join(wrong))
    return review("one_wrong", found, number=", ".join(wrong))


def check(
    operator_registrations: Known[tuple[Registration, ...]],
    operator_legal_form: Fact[str],
) -> Answer:
    match operator_registrations, operator_legal_form:
        case Found() as found, _:
            return _judged(found)
        case _, Found(value=form) if not _sole(form):
            return failed("absent", operator_registrations, operator_legal_form, form=form)
        case _, Found():
            return review("perhaps_exempt", operator_registrations, operator_legal_form)
        case _, Absent():
            return review("perhaps_exempt", operator_registrations, operator_legal_form)
    return not_measurable("cannot_tell", operator_registrations)
