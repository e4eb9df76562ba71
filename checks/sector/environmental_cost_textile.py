"""The environmental cost of clothing: voluntary, but regulated where it is shown (décret n° 2025-957)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, not_applicable, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    clothing = goods.read(goods.of(sector_goods, "clothing"))
    if not clothing:
        return not_applicable("other_goods")
    for article in clothing:
        if words := goods.quote(article, "environmental_cost"):
            proof = goods.proof((article,), "environmental_cost")
            return review("shown", *proof, title=article.value.title, quote=words)
    return passed("voluntary", *goods.shown(clothing))
