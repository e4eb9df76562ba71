"""The trader's e-mail address; a form alone is not one, and a free mail service is a sign to look closer."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, failed, graded, not_measurable, passed, review

_FREE = frozenset(
    "gmail googlemail outlook hotmail live msn yahoo ymail icloud gmx web aol proton protonmail mail "
    "qq 163 126 sina foxmail orange wanadoo free laposte sfr yandex".split()
)
_ENDINGS = frozenset("at be ch cn com de es eu fr it me net nl pl pt ru uk".split())


def is_free_mail(email: str) -> bool:
    """Whether the mail domain is a free service's own: "gmail.com", "yahoo.co.uk", but not "mail.shop.example"."""
    labels = email.rpartition("@")[2].lower().split(".")
    short = len(labels) == 2 or (len(labels) == 3 and labels[1] in ("co", "com"))
    return short and labels[0] in _FREE and labels[-1] in _ENDINGS


def check(operator_emails: Known[tuple[str, ...]], contact_form: Fact[str]) -> Answer:
    match operator_emails, contact_form:
        case Found(value=emails), _:
            own = [email for email in emails if not is_free_mail(email)]
            if own:
                return passed("given", operator_emails, email=own[0])
            return graded(review("free_mail", operator_emails, email=", ".join(emails)), "info")
        case Absent(), Found():
            return review("form_only", operator_emails, contact_form)
        case Absent(), Absent():
            return failed("absent", operator_emails, contact_form)
    return not_measurable("cannot_tell", operator_emails)
