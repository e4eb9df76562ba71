"""Pictograms or words for the materials of shoes; words reserved for leather (Directive 94/11/EC)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "footwear")
    pages = goods.read(articles)
    if not articles:
        return not_applicable("other_goods")
    if not pages:
        return not_measurable("tile", *goods.shown(articles), title=articles[0].value.title)
    mute = goods.silent(pages, "materials")
    if not mute:
        words = goods.quote(pages[0], "materials")
        return passed("told", *goods.proof(pages, "materials"), title=pages[0].value.title, quote=words)
    return review("silent", *goods.shown(mute), title=mute[0].value.title)
