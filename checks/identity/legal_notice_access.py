"""The page that identifies the trader: reachable from the home page, and filled in."""

from __future__ import annotations

from checks.facts import Absent, Known, LegalNotice
from checks.verdict import Answer, failed, graded, passed, review


def check(legal_notice: Known[LegalNotice], max_clicks: int) -> Answer:
    if isinstance(legal_notice, Absent):
        return failed("absent", legal_notice)
    notice = legal_notice.value
    if notice.placeholders:
        return graded(failed("unfilled", legal_notice, placeholder=notice.placeholders[0]), "major")
    if notice.clicks > max_clicks:
        return review("far", legal_notice, clicks=notice.clicks)
    return passed("reachable", legal_notice, clicks=notice.clicks)
