"""An offer of a dangerous mixture names the types of hazard (Regulation (EC) 1272/2008, art. 48(2))."""

from __future__ import annotations

from checks.sector._articles import Goods, told_on_pages
from checks.verdict import Answer


def check(sector_goods: Goods) -> Answer:
    return told_on_pages(sector_goods, "mixture", "hazard")
