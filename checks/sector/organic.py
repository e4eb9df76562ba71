"""Organic food sold online: the code of the control body (Regulation (EU) 2018/848, art. 32 and 35)."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.sector import _articles as goods
from checks.verdict import Answer, not_applicable, passed, review


def check(sector_goods: goods.Goods, organic_code: Known[str]) -> Answer:
    articles = goods.of(sector_goods, "organic")
    if not articles:
        return not_applicable("other_goods")
    if isinstance(organic_code, Absent):
        return review("silent", *goods.shown(articles), organic_code, title=articles[0].value.title)
    return passed("stated", organic_code, quote=organic_code.value)
