"""Prescription-only medicines sold freely."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, graded, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "prescription")
    if not articles:
        return passed("none", *goods.sources(sector_goods))
    telling = tuple(a for a in articles if a.value.tells("prescription_only"))
    if len(telling) == len(articles):
        first = telling[0]
        words = goods.quote(first, "prescription_only")
        proof = goods.proof(telling, "prescription_only")
        return graded(review("seen_told", *proof, title=first.value.title, quote=words), "major")
    silent = goods.silent(articles, "prescription_only")
    return review("seen", *goods.shown(silent), title=silent[0].value.title)
