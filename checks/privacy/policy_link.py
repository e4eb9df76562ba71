"""A page on privacy that can be reached (Regulation (EU) 2016/679, art. 13): for the data protection authority."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, passed, review


def check(privacy_policy: Known[str]) -> Answer:
    if isinstance(privacy_policy, Absent):
        return review("silent", privacy_policy)
    return passed("found", privacy_policy, quote=privacy_policy.evidence.quote)
