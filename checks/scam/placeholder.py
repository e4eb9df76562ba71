"""Signal: placeholders of a template in the legal notice, or links to social networks that lead nowhere."""

from __future__ import annotations

from checks.facts import Fact, Found, LegalNotice, Unknown
from checks.verdict import Answer, not_measurable, passed, review

_LEAST = 2  # dead links: a single one is a slip


def check(legal_notice: Fact[LegalNotice], dead_links: Fact[tuple[Found[str], ...]], points: int) -> Answer:
    if isinstance(legal_notice, Found) and legal_notice.value.placeholders:
        words = ", ".join(legal_notice.value.placeholders)
        return review("placeholders", legal_notice, words=words, points=points)
    dead = dead_links.value if isinstance(dead_links, Found) else ()
    if len(dead) >= _LEAST:
        return review("dead_links", *dead, words=", ".join(found.value for found in dead), points=points)
    if isinstance(legal_notice, Unknown) or isinstance(dead_links, Unknown):
        return not_measurable("unseen")
    return passed("finished", legal_notice, dead_links)
