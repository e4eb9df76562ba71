"""A commercial guarantee is told with its particulars; none of them beside its announcement is worth a look."""

from __future__ import annotations

from checks.claims import CommercialGuarantee
from checks.facts import Absent, Known
from checks.verdict import Answer, not_applicable, passed, review


def check(commercial_guarantee: Known[CommercialGuarantee]) -> Answer:
    if isinstance(commercial_guarantee, Absent):
        return not_applicable("none", commercial_guarantee)
    given, quote = commercial_guarantee.value, commercial_guarantee.evidence.quote
    months = given.months or 0
    if set(given.told) - {"duration"}:
        return passed("told", commercial_guarantee, months=months, quote=quote)
    return review("bare", commercial_guarantee, months=months, quote=quote)
