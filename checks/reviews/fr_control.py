"""What French law asks of reviews: their dates and whether they are controlled."""

from __future__ import annotations

from checks.claims import ReviewDisplay, ReviewStatement
from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review


def check(reviews_shown: Known[ReviewDisplay], review_statement: Fact[ReviewStatement]) -> Answer:
    if isinstance(reviews_shown, Absent):
        return not_applicable("none", reviews_shown)
    shown = reviews_shown.value
    if not shown.count:
        return review("elsewhere", reviews_shown, provider=shown.provider)
    if not shown.dated:
        return failed("undated", reviews_shown, count=shown.count)
    match review_statement:
        case Found():
            return passed("complete", review_statement, quote=review_statement.evidence.quote)
        case Absent():
            return failed("no_control", reviews_shown, review_statement, count=shown.count)
    return not_measurable("cannot_tell", reviews_shown)
