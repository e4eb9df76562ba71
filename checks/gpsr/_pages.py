"""Product pages on which Regulation (EU) 2023/988, art. 19, asks for information."""

from __future__ import annotations

from collections.abc import Iterable

from checks.facts import Absent, Found, Known
from checks.goods_facts import GoodsKind, SafetyInfo, SectorGoods

Pages = Known[tuple[Found[SafetyInfo], ...]]
Goods = Known[tuple[Found[SectorGoods], ...]]
ENOUGH = 3  # pages on which nothing is given
_MOST = 5  # pages shown as proof
# Out of the scope of the Regulation (art. 2): food, medicines, living animals, plant-protection products.
_EXEMPT: tuple[GoodsKind, ...] = (
    "food",
    "eaten",
    "supplement",
    "organic",
    "alcohol",
    "medicine",
    "prescription",
    "pet",
    "pesticide",
)


def in_scope(pages: Pages, goods: Goods) -> tuple[Found[SafetyInfo], ...]:
    """The product pages of goods within the scope of the Regulation."""
    exempt = titles(goods, *_EXEMPT)
    return () if isinstance(pages, Absent) else tuple(p for p in pages.value if p.value.title not in exempt)


def titles(goods: Goods, *kinds: GoodsKind) -> frozenset[str]:
    """The titles of the articles of these kinds."""
    return (
        frozenset(g.value.title for g in goods.value if g.value.kind in kinds)
        if isinstance(goods, Found)
        else frozenset()
    )


def shown(pages: Iterable[Found[SafetyInfo]]) -> tuple[Found[SafetyInfo], ...]:
    """The first few, as proof."""
    return tuple(pages)[:_MOST]
