"""The publication director whom a site established in France must name."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, failed, passed


def check(publication_director: Known[str]) -> Answer:
    if isinstance(publication_director, Absent):
        return failed("absent", publication_director)
    return passed("given", publication_director, name=publication_director.value)
