"""Pictogram and label of the common charger near the price (Directive 2014/53/EU, art. 3(4) and 10(8))."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "phone")
    pages = goods.read(articles)
    if not articles:
        return not_applicable("other_goods")
    if not pages:
        return not_measurable("tile", *goods.shown(articles), title=articles[0].value.title)
    mute = goods.silent(pages, "charger_label")
    if not mute:
        words = goods.quote(pages[0], "charger_label")
        return passed("told", *goods.proof(pages, "charger_label"), title=pages[0].value.title, quote=words)
    return review("silent", *goods.shown(mute), title=mute[0].value.title)
