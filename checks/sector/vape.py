"""Nicotine above 20 mg/ml, banned disposables, pouches, vaping goods at a distance (Directive 2014/40/EU, art. 20)."""

from __future__ import annotations

from checks.sector import _articles as goods
from checks.verdict import Answer, failed, passed, review

_MOST = 20  # mg of nicotine in a millilitre


def check(sector_goods: goods.Goods, disposables_banned: bool) -> Answer:
    vapes = goods.of(sector_goods, "vape")
    for article in vapes:
        strength = article.value.strength
        if strength is not None and strength > _MOST:
            return failed("too_strong", article, title=article.value.title, strength=f"{strength:g}")
    disposable = goods.of(sector_goods, "disposable_vape")
    if disposable and disposables_banned:
        return failed("disposable", *goods.shown(disposable), title=disposable[0].value.title)
    if pouches := goods.of(sector_goods, "nicotine_pouch"):
        return review("pouch", *goods.shown(pouches), title=pouches[0].value.title)
    if sold := (*vapes, *disposable):
        return review("sold", *goods.shown(sold), title=sold[0].value.title)
    return passed("none", *goods.sources(sector_goods))
