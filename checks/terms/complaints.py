"""What the shop says of complaints."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, passed, review


def check(complaints: Known[str]) -> Answer:
    if isinstance(complaints, Absent):
        return review("silent", complaints)
    return passed("told", complaints, quote=complaints.evidence.quote)
