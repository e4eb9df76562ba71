"""Name, postal and electronic address of the manufacturer on the offer (Regulation (EU) 2023/988, art. 19(a))."""

from __future__ import annotations

from checks.gpsr import _pages as offers_of
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review


def check(safety_info: offers_of.Pages, sector_goods: offers_of.Goods) -> Answer:
    pages = offers_of.in_scope(safety_info, sector_goods)
    if not pages:
        return not_applicable("out_of_scope")
    lacking = [page for page in pages if page.value.maker != "whole"]
    if not lacking:
        return passed("whole", *offers_of.shown(pages), n=len(pages))
    bare = [page for page in lacking if page.value.maker == "none"]
    if len(bare) == len(pages) and len(bare) >= offers_of.ENOUGH:
        return failed("nothing", *offers_of.shown(bare), n=len(bare), title=bare[0].value.title)
    if len(bare) == len(pages):
        return not_measurable("few", *offers_of.shown(bare), n=len(bare))
    title = lacking[0].value.title
    if all(page.value.maker == "linked" for page in lacking):
        return review("linked", *offers_of.shown(lacking), title=title)
    return review("partly", *offers_of.shown(lacking), title=title)
