"""Ivory, tortoiseshell, reptile leather and other goods of protected species (Regulation (EC) 338/97, art. 8)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, graded, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "wildlife")
    if not articles:
        return passed("none", *goods.sources(sector_goods))
    telling = tuple(a for a in articles if a.value.tells("certificate"))
    if len(telling) == len(articles):
        first = telling[0]
        words = goods.quote(first, "certificate")
        proof = goods.proof(telling, "certificate")
        return graded(review("seen_told", *proof, title=first.value.title, quote=words), "major")
    silent = goods.silent(articles, "certificate")
    return review("seen", *goods.shown(silent), title=silent[0].value.title)
