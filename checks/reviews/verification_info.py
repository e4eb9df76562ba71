"""What is said of where reviews come from, wherever reviews are shown."""

from __future__ import annotations

from checks.claims import ReviewDisplay, ReviewStatement
from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review


def check(reviews_shown: Known[ReviewDisplay], review_statement: Fact[ReviewStatement]) -> Answer:
    if isinstance(reviews_shown, Absent):
        return not_applicable("none", reviews_shown)
    shown = reviews_shown.value
    match review_statement:
        case Found(value=said):
            quote = review_statement.evidence.quote
            if said.measures:
                return passed("told", review_statement, quote=quote)
            return review("vague", review_statement, quote=quote)
        case Absent() if shown.count:
            return failed("absent", reviews_shown, review_statement, count=shown.count)
        case Absent():
            return review("widget", reviews_shown, review_statement, provider=shown.provider)
    return not_measurable("cannot_tell", reviews_shown)
