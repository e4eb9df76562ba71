"""A responsible person in the Union where the manufacturer sits outside (Reg. (EU) 2023/988, art. 16, 19(b))."""

from __future__ import annotations

from checks.gpsr import _pages as offers_of
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review

_SURE = 2  # whole addresses outside the Union: one may be misread


def check(safety_info: offers_of.Pages, sector_goods: offers_of.Goods) -> Answer:
    pages = offers_of.in_scope(safety_info, sector_goods)
    if not pages:
        return not_applicable("out_of_scope")
    made = [page for page in pages if page.value.maker in ("whole", "part")]
    outside = [page for page in made if page.value.country]
    if not made:
        return not_measurable("unknown_maker")
    if not outside:
        return passed("inside", *offers_of.shown(made), n=len(made))
    lacking = [page for page in outside if not page.value.responsible]
    first = (lacking or outside)[0].value
    if not lacking:
        return passed("named", *offers_of.shown(outside), title=first.title, country=first.country)
    sure = [page for page in lacking if page.value.maker == "whole"]
    if len(sure) >= _SURE:
        shown = offers_of.shown(sure)
        return failed("missing", *shown, n=len(sure), title=sure[0].value.title, country=sure[0].value.country)
    return review("perhaps", *offers_of.shown(lacking), title=first.title, country=first.country)
