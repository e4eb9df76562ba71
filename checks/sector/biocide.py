"""Advertisements of biocides bear a sentence and no praise of harmlessness (Regulation (EU) 528/2012, art. 72)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "biocide")
    pages = goods.read(articles)
    if not articles:
        return not_applicable("other_goods")
    if not pages:
        return not_measurable("tile", *goods.shown(articles), title=articles[0].value.title)
    mute = goods.silent(pages, "biocide_sentence")
    if mute and goods.proven(mute, pages):
        return failed("missing", *goods.shown(mute), n=len(mute), title=mute[0].value.title)
    if mute:
        return review("silent", *goods.shown(mute), title=mute[0].value.title)
    for article in pages:
        if words := goods.quote(article, "biocide_praise"):
            proof = goods.proof((article,), "biocide_praise")
            return review("praise", *proof, title=article.value.title, quote=words)
    words = goods.quote(pages[0], "biocide_sentence")
    return passed("told", *goods.proof(pages, "biocide_sentence"), title=pages[0].value.title, quote=words)
