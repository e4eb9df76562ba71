"""Cosmetics that claim to heal, or name a banned ingredient (Regulation (EC) 1223/2009)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(sector_goods: goods.Goods, tpo_banned: bool) -> Answer:
    articles = goods.of(sector_goods, "cosmetic")
    pages = goods.read(articles)
    if not articles:
        return not_applicable("other_goods")
    if not pages:
        return not_measurable("tile", *goods.shown(articles), title=articles[0].value.title)
    for article in pages:
        title = article.value.title
        if tpo_banned and (words := goods.quote(article, "banned_substance")):
            return review("banned", *goods.proof((article,), "banned_substance"), title=title, quote=words)
        if words := goods.quote(article, "medical_claim"):
            return review("claim", *goods.proof((article,), "medical_claim"), title=title, quote=words)
    return passed("clean", *goods.shown(pages), n=len(pages))
