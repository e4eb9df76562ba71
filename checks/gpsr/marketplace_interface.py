"""Marketplaces show the safety information that their traders give (Regulation (EU) 2023/988, art. 22(9))."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.gpsr import _pages as offers_of
from checks.verdict import Answer, not_applicable, passed, review


def check(marketplace: Known[str], safety_info: offers_of.Pages, sector_goods: offers_of.Goods) -> Answer:
    pages = offers_of.in_scope(safety_info, sector_goods)
    if isinstance(marketplace, Absent) or not pages:
        return not_applicable("no_marketplace")
    lacking = [page for page in pages if page.value.maker != "whole"]
    if lacking:
        return review("lacking", marketplace, *offers_of.shown(lacking), title=lacking[0].value.title)
    return passed("given", *offers_of.shown(pages), n=len(pages))
