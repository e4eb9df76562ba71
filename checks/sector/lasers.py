"""Laser pointers of a class that the public may not have."""

from __future__ import annotations

import re

from checks.sector import _articles as goods
from checks.verdict import Answer, passed, review

_STRONG = re.compile(r"(?:class[e]?|klass[ea]|clase)\W{0,3}(?:laser\W{0,2})?(?:3|4)", re.IGNORECASE)


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "laser")
    if not articles:
        return passed("none", *goods.sources(sector_goods))
    for article in articles:
        words = goods.quote(article, "laser_class")
        if _STRONG.search(words):
            return review("strong", *goods.proof((article,), "laser_class"), title=article.value.title, quote=words)
    silent = goods.silent(articles, "laser_class")
    if silent:
        return review("unstated", *goods.shown(silent), title=silent[0].value.title)
    first = articles[0]
    proof = goods.proof(articles, "laser_class")
    return passed("weak", *proof, title=first.value.title, quote=goods.quote(first, "laser_class"))
