"""Reviews that are called verified, without a word on what is done for it."""

from __future__ import annotations

from checks.claims import ReviewDisplay, ReviewStatement
from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(reviews_shown: Known[ReviewDisplay], review_statement: Fact[ReviewStatement]) -> Answer:
    if isinstance(reviews_shown, Absent) or not reviews_shown.value.verified:
        return not_applicable("not_claimed")
    match review_statement:
        case Found(value=said) if said.measures:
            return passed("measures", review_statement, quote=review_statement.evidence.quote)
        case Found() | Absent():
            return review("unproven", reviews_shown, review_statement, quote=reviews_shown.evidence.quote)
    return not_measurable("cannot_tell", reviews_shown)
