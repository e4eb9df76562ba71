"""Recall notices use the template and no word that lessens the risk (Regulation (EU) 2023/988, art. 36)."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.goods_facts import RecallPage
from checks.verdict import Answer, not_applicable, passed, review


def check(recall_page: Known[RecallPage]) -> Answer:
    if isinstance(recall_page, Absent):
        return not_applicable("none", recall_page)
    notice = recall_page.value
    if notice.softened:
        return review("softened", recall_page, headline=notice.headline, words=notice.softened)
    return passed("plain", recall_page, headline=notice.headline)
