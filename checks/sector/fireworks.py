"""Fireworks: category, age, marking, and articles for professionals only (Directive 2013/29/EU)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, graded, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "firework")
    if not articles:
        return passed("none", *goods.sources(sector_goods))
    telling = tuple(a for a in articles if a.value.tells("category"))
    if len(telling) == len(articles):
        first = telling[0]
        words = goods.quote(first, "category")
        proof = goods.proof(telling, "category")
        return graded(review("seen_told", *proof, title=first.value.title, quote=words), "major")
    silent = goods.silent(articles, "category")
    return review("seen", *goods.shown(silent), title=silent[0].value.title)
