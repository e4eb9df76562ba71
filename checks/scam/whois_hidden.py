"""Signal: a privacy service hides the holder of the domain; usual for private persons, hence of little weight."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.goods_facts import DomainRecord
from checks.verdict import Answer, not_measurable, passed, review


def check(domain_record: Known[DomainRecord], points: int) -> Answer:
    if isinstance(domain_record, Absent):
        return not_measurable("no_record")
    if domain_record.value.private is None:
        return not_measurable("untold", domain_record)
    if domain_record.value.private:
        return review("hidden", domain_record, points=points)
    return passed("open", domain_record)
