"""Signal: a domain of less than 90 days, of less than a year, or one that lapsed and was taken up again."""

from __future__ import annotations

from datetime import date

from checks.facts import Absent, Known
from checks.goods_facts import DomainRecord
from checks.verdict import Answer, not_measurable, passed, review

_NEW, _FIRST_YEAR = 90, 365  # days


def check(
    domain_record: Known[DomainRecord], day: date, points_new: int, points_first_year: int, points_dropped: int
) -> Answer:
    if isinstance(domain_record, Absent) or domain_record.value.registered > day:
        return not_measurable("unclear")
    record = domain_record.value
    days = (day - record.registered).days
    points = points_new if days < _NEW else points_first_year if days < _FIRST_YEAR else 0
    if record.dropped:
        return review("dropped", domain_record, date=record.registered, points=points + points_dropped)
    if points:
        return review("young", domain_record, date=record.registered, days=days, points=points)
    return passed("settled", domain_record, date=record.registered)
