"""Articles of a kind, and which of them leave out what a rule asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checks.facts import Absent, Evidence, Found, Known
from checks.goods_facts import GoodsKind, Particular, SectorGoods
from checks.verdict import Answer, not_applicable, not_measurable, passed, review

Article = Found[SectorGoods]
Goods = Known[tuple[Article, ...]]
ENOUGH = 3  # pages: fewer may be slips, or exceptions of which we do not know
_MOST = 5  # articles shown as proof


def of(goods: Goods, *kinds: GoodsKind) -> tuple[Article, ...]:
    """The articles of these kinds."""
    return () if isinstance(goods, Absent) else tuple(a for a in goods.value if a.value.kind in kinds)


def read(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Those whose own page was read: only of these can be said what they leave out."""
    return tuple(a for a in articles if a.value.page)


def silent(articles: Sequence[Article], *what: Particular) -> tuple[Article, ...]:
    """Those whose page gives none of these particulars."""
    return tuple(a for a in articles if not a.value.tells(*what))


def proven(mute: Sequence[Article], articles: Sequence[Article]) -> bool:
    """Whether silence is certain: on at least three pages that hide nothing in pictures, and no page tells."""
    return len(mute) == len(articles) and sum(a.value.bare for a in mute) >= ENOUGH


def shown(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The first few, as proof."""
    return tuple(articles[:_MOST])


def quote(article: Article, *what: Particular) -> str:
    """The page's own words for the first of these particulars that it gives."""
    return next((told.quote for told in article.value.told if told.what in what), "")


def proof(articles: Sequence[Article], *what: Particular) -> tuple[Evidence, ...]:
    """The words for these particulars as evidence of their pages; the title where a page does not give them."""
    return tuple(replace(a.evidence, quote=quote(a, *what) or a.evidence.quote) for a in shown(articles))


def sources(goods: Goods) -> tuple[Absent | Article, ...]:
    """What was looked at where no article of the kind was among it."""
    return (goods,) if isinstance(goods, Absent) else shown(goods.value)


def told_on_pages(goods: Goods, kind: GoodsKind, what: Particular) -> Answer:
    """Whether the pages of the articles of `kind` give a particular; silence is a question for a person."""
    articles = of(goods, kind)
    pages = read(articles)
    if not articles:
        return not_applicable("other_goods")
    if not pages:
        return not_measurable("tile", *shown(articles), title=articles[0].value.title)
    mute = silent(pages, what)
    if not mute:
        return passed("told", *proof(pages, what), title=pages[0].value.title, quote=quote(pages[0], what))
    return review("silent", *shown(mute), title=mute[0].value.title)
