"""Medical devices sold at a distance comply with Regulation (EU) 2017/745 (art. 6 and 14)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "medical_device")
    pages = goods.read(articles)
    if not articles:
        return not_applicable("other_goods")
    if not pages:
        return not_measurable("tile", *goods.shown(articles), title=articles[0].value.title)
    mute = goods.silent(pages, "conformity")
    if not mute:
        words = goods.quote(pages[0], "conformity")
        return passed("told", *goods.proof(pages, "conformity"), title=pages[0].value.title, quote=words)
    return review("silent", *goods.shown(mute), title=mute[0].value.title)
