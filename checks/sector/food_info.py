"""Food: the mandatory particulars before the purchase, above all ingredients (Regulation (EU) 1169/2011, art. 14)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "food")
    pages = goods.read(articles)
    if not articles:
        return not_applicable("other_goods")
    if not pages:
        return not_measurable("tile", *goods.shown(articles), title=articles[0].value.title)
    mute = goods.silent(pages, "ingredients")
    if not mute:
        words = goods.quote(pages[0], "ingredients")
        return passed("told", *goods.proof(pages, "ingredients"), title=pages[0].value.title, quote=words)
    if goods.proven(mute, pages):
        return failed("missing", *goods.shown(mute), n=len(mute), title=mute[0].value.title)
    return review("silent", *goods.shown(mute), title=mute[0].value.title)
