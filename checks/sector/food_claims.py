"""Food supplements: daily dose, warnings (Directive 2002/46/EC, art. 6), claims (Regulation (EC) 1924/2006)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, not_applicable, not_measurable, passed, review


def check(sector_goods: goods.Goods) -> Answer:
    articles = goods.of(sector_goods, "supplement")
    pages = goods.read(articles)
    if not articles:
        return not_applicable("other_goods")
    if not pages:
        return not_measurable("tile", *goods.shown(articles), title=articles[0].value.title)
    for article in pages:
        if words := goods.quote(article, "health_claim", "medical_claim"):
            proof = goods.proof((article,), "health_claim", "medical_claim")
            return review("claim", *proof, title=article.value.title, quote=words)
    if mute := goods.silent(pages, "supplement_warning"):
        return review("silent", *goods.shown(mute), title=mute[0].value.title)
    words = goods.quote(pages[0], "supplement_warning")
    return passed("told", *goods.proof(pages, "supplement_warning"), title=pages[0].value.title, quote=words)
