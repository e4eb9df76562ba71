"""Protective equipment: CE marking, standard, declaration of conformity (Regulation (EU) 2016/425)."""

from __future__ import annotations

from checks.sector._articles import Goods, told_on_pages
from checks.verdict import Answer


def check(sector_goods: Goods) -> Answer:
    return told_on_pages(sector_goods, "ppe", "conformity")
