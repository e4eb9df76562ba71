"""By how much a repair prolongs the legal guarantee, where the shop speaks of it."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, not_applicable, passed, review


def check(repair_extension: Known[int], repair_months: int) -> Answer:
    if isinstance(repair_extension, Absent):
        return not_applicable("silent", repair_extension)
    months, quote = repair_extension.value, repair_extension.evidence.quote
    if months < repair_months:
        return review("too_short", repair_extension, months=months, minimum=repair_months, quote=quote)
    return passed("stated", repair_extension, months=months, quote=quote)
