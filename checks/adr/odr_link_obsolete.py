"""References to the European ODR platform, which is closed; a missing link is right."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, failed, passed


def check(odr_link: Known[str]) -> Answer:
    if isinstance(odr_link, Absent):
        return passed("free", odr_link)
    return failed("outdated", odr_link, quote=odr_link.evidence.quote)
