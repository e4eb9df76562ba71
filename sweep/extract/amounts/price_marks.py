"""What the class names round an amount call it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sweep.extract.words.needles import Sieve

_STRONG_MARK = re.compile(
    r"(?:^|[\s_-])(?:old|was|former|strike\w*|striked?|crossed\w*|barre\w*|ancien\w*|antig[ou]o?|streich\w*|durchgestrichen|"
    r"compare|previous|prev|prior|vorher|tachado|barrato|przekreslon\w*)(?:$|[\s_-])"
    r"|old-?_?price|price-?_?(?:old|was|before|strike|crossed|previous|prior|barre)|(?:was|before|strike\w*|crossed)-?_?price"
    r"|(?:stara|puvodni|povodna|poprzednia|prethodna|prejsnja)[_-]?c(?:ij)?ena"
    r"|c(?:ij)?ena[_-]{0,2}(?:stara|puvodni|povodna|poprzednia|prethodna|prejsnja)(?![a-z])"
    r"|(?<![a-z])(?:regi|eredeti)[_-]?ar(?![a-z])|(?<![a-z])ar[_-]{0,2}(?:regi|eredeti)(?![a-z])|pret[_-]{0,2}vechi"
    r"|(?:gammel|gammal|tidigare)[_-]?pris|pris[_-]{0,2}(?:gammel|gammal|tidigare|ordinarie)(?![a-z])|vanha[_-]?hinta"
    r"|oude[_-]?prijs|prijs[_-]{0,2}oud(?![a-z])|prezzo[_-]?(?:vecchio|precedente)|precio[_-]?(?:anterior|antiguo|viejo)"
    r"|preco[_-]?(?:antigo|anterior)|(?<![a-z])alt(?:er)?[_-]?preis|prix[_-]{0,2}(?:ancien|avant)(?![a-z])"
    r"|projector_prices?__maxprice(?![a-z_])"  # of one platform's themes
    r"|(?:^|\s)before(?:$|\s)|(?:^|\s)[a-z]{1,12}strike(?:$|\s)"
    r"|strikeprice|pricestrike|strikethrough|line-through"
)
_WEAK_MARK = re.compile(
    r"(?:regular|list|original|full|normal|initial|base|standard|msrp|rrp|uvp)[\s_-]?(?:price|prix|preis|prijs|precio|prezzo)"
    r"|(?:price|prix|preis|prijs|precio|prezzo|cena)[\s_-]{0,2}(?:regular|list|original|full|normal|initial|base|standard|rrp|uvp|msrp)"
)
_NET_MARK = re.compile(
    r"price-?_?tax|(?:ex|excl|without|hors)[_-]?(?:tax|vat|tva|btw|mwst)|price[_-](?:ht|net|netto)\b"
)
_RECOMMENDED_MARK = re.compile(r"(?:^|[\s_-])(?:uvp|rrp|msrp|pvpr|pvc|adviesprijs)(?:$|[\s_-])")
_COUPON_MARK = re.compile(r"(?:coupon|voucher)[\w-]{0,20}price|price[\w-]{0,20}(?:coupon|voucher)")


class Meant(NamedTuple):
    """What class names round an amount call it: net, recommended, surely a former price, perhaps one, with a coupon."""

    net: bool
    recommended: bool
    strong: bool
    weak: bool
    coupon: bool


@lru_cache(maxsize=20_000)
def meant(marks: str) -> Meant:
    """Most class names stand on all pages of their shop."""
    return Meant(
        *(bool(p.search(marks)) for p in (_NET_MARK, _RECOMMENDED_MARK, _STRONG_MARK, _WEAK_MARK, _COUPON_MARK))
    )


def is_former(marks: str) -> bool:
    """Whether class names surely call an amount a former price."""
    return meant(marks).strong


_PRICE = r"(?:precio|prix|prezzo|preco|preis|price|prijs|cena|pris|hinta)"
_NOW = Sieve(
    rf"(?<!\w)(?:{_PRICE} (?:web|online|internet|oferta|promo\w{{0,9}}|final|rebajado|actual|actuel|attuale|atual|"
    rf"scontato|remise|special|promocyjna|internetowa)|(?:online|web|internet|aktions|angebots|sonder|actie)-?(?:preis|prijs|pris)|"
    rf"(?:our|notre|nuestro|unser|onze|nasza|nostro|nosso|sale|web|online|now|current) {_PRICE})\W{{0,4}}$"
)
_SEVERAL = Sieve(
    r"(?<!\w)(?:(?:lot|pack|set|paquete|conjunto|zestaw|confezione|kit) (?:(?:de|of|di|da|von|van|z) )?\d{1,2}|"
    r"\d{1,2}er-?(?:set|pack))\W{0,4}$"
)
_LEAD = 40  # characters in front of an amount that name it


def named(folded: str, start: int) -> float:
    """What the words right in front of an amount add to its being the price: the shop's own now, or that of several."""
    before = folded[max(0, start - _LEAD) : start]
    return 1.0 * (_NOW.search(before) is not None) - 1.0 * (_SEVERAL.search(before) is not None)
