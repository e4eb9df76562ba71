"""The whole label of a dangerous mixture on the offer of a distance sale (Regulation (EC) 1272/2008, art. 48a)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "mixture")
    pages = goods.read(articles)
    if not articles:
        return not_applicable("other_goods")
    if not pages:
        return not_measurable("tile", *goods.shown(articles), title=articles[0].value.title)
    mute = goods.silent(pages, "hazard")
    if not mute:
        words = goods.quote(pages[0], "hazard")
        return passed("told", *goods.proof(pages, "hazard"), title=pages[0].value.title, quote=words)
    return review("silent", *goods.shown(mute), title=mute[0].value.title)
