"""Picture, type and any other identifier of the product on the offer (Regulation (EU) 2023/988, art. 19(c))."""

from __future__ import annotations

from checks.gpsr import _pages as offers_of
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review


def check(safety_info: offers_of.Pages, sector_goods: offers_of.Goods) -> Answer:
    pages = offers_of.in_scope(safety_info, sector_goods)
    if not pages:
        return not_applicable("out_of_scope")
    bare = [page for page in pages if not page.value.picture and not page.value.identified]
    if len(bare) >= offers_of.ENOUGH:
        return failed("nothing", *offers_of.shown(bare), n=len(bare), title=bare[0].value.title)
    lacking = [page for page in pages if not page.value.picture or not page.value.identified]
    if lacking and len(pages) < offers_of.ENOUGH:
        return not_measurable("few", *offers_of.shown(lacking), n=len(pages))
    if lacking:
        return review("partly", *offers_of.shown(lacking), title=lacking[0].value.title)
    return passed("identified", *offers_of.shown(pages), n=len(pages))
