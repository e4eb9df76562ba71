"""Warnings on the offer, in the language of the consumer (Regulation (EU) 2023/988, art. 19(d))."""

from __future__ import annotations

from checks.gpsr import _pages as offers_of
from checks.verdict import Answer, not_applicable, passed, review


def check(safety_info: offers_of.Pages, sector_goods: offers_of.Goods) -> Answer:
    expected = offers_of.titles(sector_goods, "toy", "mixture", "biocide", "ppe", "laser", "firework")
    pages = [page for page in offers_of.in_scope(safety_info, sector_goods) if page.value.title in expected]
    if not pages:
        return not_applicable("not_expected")
    silent = [page for page in pages if not page.value.warned]
    if silent:
        return review("silent", *offers_of.shown(silent), title=silent[0].value.title)
    return passed("warned", *offers_of.shown(pages), n=len(pages))
