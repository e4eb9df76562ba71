"""Currency signs and codes, and which of several currencies a shared sign may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable

CODES = frozenset(
    "AED ARS AUD BAM BGN BHD BRL BYN CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HRK HUF IDR ILS INR ISK JOD JPY "
    "KRW KWD KZT MAD MDL MKD MXN MYR NOK NZD OMR PEN PHP PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD "
    "UYU VND ZAR".split()
)

# An amount in folded sentences, in the currencies of the languages whose sentences are read.
AMOUNT = re.compile(r"(?:€|£|\$)\s?\d|\d[\d.,]{0,9}\s?(?:€|£|\$|(?:eur|euros?|zl|pln)(?!\w))")

# Signs and words as shops write them, by what they mean; a meaning "*x" is several currencies.
_WRITTEN = {
    "EUR": "€ Euro euro Euros euros Eur eur EURO",
    "GBP": "£",
    "USD": "US$",
    "CAD": "CA$ C$",
    "AUD": "AU$ A$",
    "NZD": "NZ$",
    "HKD": "HK$",
    "TWD": "NT$",
    "SGD": "S$",
    "BRL": "R$",
    "MXN": "MX$",
    "*$": "$",
    "PLN": "zł zl ZŁ Zł złotych pln",
    "CZK": "Kč kč",
    "HUF": "Ft",
    "RON": "lei Lei LEI",
    "BGN": "лв лв.",
    "*kr": "kr kr. Kr Kr.",
    "HRK": "kn Kn",
    "CHF": "SFr. sFr. Fr.",
    "RUB": "₽ руб руб.",
    "BYN": "б.р.",
    "KZT": "₸ тг тг.",
    "UAH": "₴ грн",
    "TRY": "₺ TL",
    "INR": "₹ Rs.",
    "*¥": "¥ ￥",
    "JPY": "円",
    "*元": "元",
    "KRW": "₩ 원",
    "SAR": "ر.س",
    "AED": "د.إ",
    "ILS": "₪",
    "THB": "฿",
    "VND": "₫",
    "RSD": "din.",
}
SYMBOLS: dict[str, str] = {code: code for code in CODES} | {
    sign: meaning for meaning, signs in _WRITTEN.items() for sign in signs.split()
}

AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "*$": ("USD", "CAD", "AUD", "NZD", "HKD", "TWD", "SGD", "ARS", "MXN", "CLP", "COP", "UYU"),
    "*kr": ("SEK", "DKK", "NOK", "ISK"),
    "*¥": ("JPY", "CNY"),
    "*元": ("CNY", "TWD"),
}

# In front of a number these words mean something else ("Fr. 20" is a Friday, "kr" a start of a word).
FOLLOWS_ONLY = frozenset({"kr", "kr.", "ft", "lei", "kn", "tl", "kč", "zł", "zl", "din.", "euro", "euros"})

THREE_DECIMALS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})

NO_DECIMALS = frozenset({"CLP", "ISK", "JPY", "KRW", "VND"})

# The currency of the country that a language tag ("en-CA") or a site's ending (".ca") names.
BY_SITE: dict[str, str] = dict(
    pair.split(":")
    for pair in (
        "us:USD ca:CAD au:AUD nz:NZD hk:HKD tw:TWD sg:SGD ar:ARS mx:MXN cl:CLP uy:UYU se:SEK dk:DKK no:NOK is:ISK "
        "jp:JPY cn:CNY"
    ).split()
)

# What the crown of a language is: "kr" in Danish is no Swedish one.
BY_LANGUAGE = {"sv": "SEK", "da": "DKK", "no": "NOK", "nb": "NOK", "nn": "NOK", "is": "ISK"}

# Countries by the ending of a site or the region of a language tag, where shops ask one currency; Bulgaria changes its.
_HOME = {
    **dict.fromkeys("de at nl be fr it es pt ie fi ee lv lt gr sk si hr lu mt cy".split(), "EUR"),
    **dict.fromkeys(("ch", "li"), "CHF"),
    **dict(pair.split(":") for pair in "se:SEK dk:DKK no:NOK is:ISK pl:PLN cz:CZK hu:HUF ro:RON".split()),
}
_EVERYWHERE = frozenset("eu io co me tv ai sh cc".split())  # endings that shops of all countries use
# Languages that one country speaks, for a site whose address and tag name none.
_SPOKEN_AT_HOME = BY_LANGUAGE | {"pl": "PLN", "cs": "CZK", "hu": "HUF"}


def home_currency(stated: Iterable[str], places: Iterable[str], languages: Iterable[str], shown: Iterable[str]) -> str:
    """The currency of amounts that a page writes without a sign, "" where its own marks do not agree on one.

    `stated` are the codes of its data, `places` its countries, `shown` the currencies that stand on it.
    """
    codes = {c for c in stated if c}
    named = {_HOME.get(place, "?") for place in places if len(place) == 2 and place not in _EVERYWHERE}
    spoken = {_SPOKEN_AT_HOME[tag[:2].lower()] for tag in languages if tag[:2].lower() in _SPOKEN_AT_HOME}
    told = codes or named or spoken
    home = next(iter(told)) if len(told) == 1 else "?"
    return home if home in CODES and {home}.issuperset(shown) else ""
