"""The producer's registration number for electrical equipment (ElektroG, § 6; Code de l'environnement, R541-173)."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.sector import _articles as goods
from checks.verdict import Answer, not_applicable, passed, review


def check(sector_goods: goods.Goods, waste_number: Known[str]) -> Answer:
    articles = goods.of(sector_goods, "appliance", "phone", "electronics")
    if not articles:
        return not_applicable("other_goods")
    if isinstance(waste_number, Absent):
        return review("silent", *goods.shown(articles), waste_number, title=articles[0].value.title)
    return passed("stated", waste_number, quote=waste_number.value)
