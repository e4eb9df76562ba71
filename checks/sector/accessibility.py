"""Information on the accessibility of the service (Directive (EU) 2019/882, art. 13); micro-enterprises are exempt."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, passed, review


def check(accessibility_statement: Known[str]) -> Answer:
    if isinstance(accessibility_statement, Absent):
        return review("silent", accessibility_statement)
    return passed("stated", accessibility_statement, quote=accessibility_statement.evidence.quote)
