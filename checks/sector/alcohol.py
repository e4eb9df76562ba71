"""Alcohol sold online: the health message (France) and the words on minors."""

from __future__ import annotations

from checks.facts import Absent, Fact, Unknown
from checks.sector import _articles as goods
from checks.verdict import Answer, failed, graded, not_applicable, not_measurable, passed, review


def check(
    sector_goods: goods.Goods, alcohol_message: Fact[str], minors_notice: Fact[str], message_required: bool
) -> Answer:
    drinks = goods.of(sector_goods, "alcohol")
    if not drinks:
        return not_applicable("other_goods")
    title = drinks[0].value.title
    if message_required and isinstance(alcohol_message, Absent) and alcohol_message.read:
        if len(drinks) >= goods.ENOUGH:
            return failed("no_message", *goods.shown(drinks), alcohol_message, n=len(drinks), title=title)
        return review("few", *goods.shown(drinks), alcohol_message, title=title)
    if (message_required and not _seen(alcohol_message)) or not _seen(minors_notice):
        if isinstance(minors_notice, Absent) and minors_notice.read:
            return graded(review("no_age", *goods.shown(drinks), minors_notice, title=title), "major")
        return not_measurable("unseen")
    return _shown(minors_notice)


def _seen(notice: Fact[str]) -> bool:
    return not isinstance(notice, Absent | Unknown)


def _shown(notice: Fact[str]) -> Answer:
    assert not isinstance(notice, Absent | Unknown)
    return passed("shown", notice, quote=notice.evidence.quote)
