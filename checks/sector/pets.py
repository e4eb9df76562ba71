"""Dogs, cats and other animals offered online."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, graded, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "pet")
    if not articles:
        return passed("none", *goods.sources(sector_goods))
    telling = tuple(a for a in articles if a.value.tells("animal_number"))
    if len(telling) == len(articles):
        first = telling[0]
        words = goods.quote(first, "animal_number")
        proof = goods.proof(telling, "animal_number")
        return graded(review("seen_told", *proof, title=first.value.title, quote=words), "major")
    silent = goods.silent(articles, "animal_number")
    return review("seen", *goods.shown(silent), title=silent[0].value.title)
