"""Medical devices sold at a distance comply with Regulation (EU) 2017/745 (art. 6 and 14)."""

from __future__ import annotations

from checks.sector._articles import Goods, told_on_pages
from checks.verdict import Answer


def check(sector_goods: Goods) -> Answer:
    return told_on_pages(sector_goods, "medical_device", "conformity")
