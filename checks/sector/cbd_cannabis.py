"""Cannabis, CBD and banned cannabinoids."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "cannabis")
    if not articles:
        return passed("none", *goods.sources(sector_goods))
    return review("seen", *goods.shown(articles), title=articles[0].value.title)
