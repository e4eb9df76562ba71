"""To which countries a shop directs its activities, by the signs that courts count (CJEU C-585/08, Pammer).

None of them decides alone: each is told with its words, and a person weighs them. A language or currency that several
countries share names none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from checks.countries import EEA, normal
from checks.facts import Absent, Direction, Fact, Found, Unknown
from product_alerts.model import Offer
from sweep.extract.lexicon import lexicon
from sweep.extract.page import Page
from sweep.extract.shop_pages import ShopPages
from sweep.extract.sieves import sieve
from sweep.extract.text import fold

_COUNTRIES = EEA | {"GB", "CH"}
_ONE_COUNTRY = {  # languages spoken in one country of the Union above all
    "bg": "BG", "cs": "CZ", "da": "DK", "et": "EE", "fi": "FI", "hr": "HR", "hu": "HU", "is": "IS", "lt": "LT",
    "lv": "LV", "mt": "MT", "no": "NO", "pl": "PL", "ro": "RO", "sk": "SK", "sl": "SI",
}  # fmt: skip
_CURRENCIES = {
    "BGN": "BG", "CHF": "CH", "CZK": "CZ", "DKK": "DK", "GBP": "GB", "HUF": "HU", "ISK": "IS", "NOK": "NO",
    "PLN": "PL", "RON": "RO", "SEK": "SE",
}  # fmt: skip
_LOCALE = re.compile(r"([a-z]{2})[-_]([A-Za-z]{2})")
# A sentence that leaves a country out, in any of the languages read, is no sign for any.
_EXCEPT = re.compile(
    r"(?<!\w)(?:ne|pas|sauf|hors|excepte|not?|except|excluding|outside|nicht|kein\w*|ausser|ausgenommen|niet|geen|behalve|"
    r"buiten|salvo|excepto|fuera|non|tranne|eccetto|esclus\w+|nao|exceto|nie|oprocz|poza|z wyjatkiem)(?!\w)"
)
_MOST = 40


def directed_to(
    shop: ShopPages, offers: Fact[tuple[Found[Offer], ...]], area: Fact[str]
) -> Fact[tuple[Found[Direction], ...]]:
    """All signs, each once; `area` is the fact `delivery_area`."""
    home = next(iter(shop.of("home")), None)
    if home is None:
        return Unknown("not fetched", "no home page could be read")
    found: dict[Direction, Found[Direction]] = {}
    for sign in (*_of_page(shop, home), *_of_prices(offers), *_of_delivery(shop, area)):
        found.setdefault(sign.value, sign)
    signs = tuple(found.values())[:_MOST]
    return Found(signs, signs[0].evidence) if signs else Absent((home.evidence(),))


def _of_page(shop: ShopPages, home: Page) -> Iterator[Found[Direction]]:
    """The ending of the address, the languages, and the countries that the markup names beside a language."""
    host = (urlsplit(home.url).hostname or "").lower()
    if (country := normal(host.rpartition(".")[2])) in _COUNTRIES:
        yield Found(Direction(country, "domain", host), home.evidence())
    for language in shop.languages[:3]:
        page = next((p for p in shop.pages if p.language == language), home)
        yield Found(Direction(_ONE_COUNTRY.get(language, ""), "language", language), page.evidence())
    for sign, words in _locales(home):
        match = _LOCALE.fullmatch(words)
        if match and (country := normal(match[2])) in _COUNTRIES and words in home.html:
            yield Found(Direction(country, sign, words), home.evidence(words))


def _locales(page: Page) -> Iterator[tuple[Literal["locale", "alternate"], str]]:
    root = page.tree.root
    yield "locale", ((root.attributes.get("lang") or "") if root is not None else "").strip()
    head = page.head
    for i in head.of("meta"):
        if (head.attributes[i].get("property") or "") in ("og:locale", "og:locale:alternate"):
            yield "locale", (head.attributes[i].get("content") or "").strip()
    for i in head.of("link"):
        yield "alternate", (head.attributes[i].get("hreflang") or "").strip()


def _of_prices(offers: Fact[tuple[Found[Offer], ...]]) -> Iterator[Found[Direction]]:
    for offer in offers.value if isinstance(offers, Found) else ():
        if code := offer.value.currency:
            yield Found(Direction(_CURRENCIES.get(code, ""), "currency", code), offer.evidence)


def _of_delivery(shop: ShopPages, area: Fact[str]) -> Iterator[Found[Direction]]:
    """The countries that sentences on delivery name, unless they leave some out."""
    for proof in area.proof if isinstance(area, Found) else ():
        flat = fold(proof.quote)
        if _EXCEPT.search(flat):
            continue
        for country in _named(flat, shop.languages):
            yield Found(Direction(country, "delivery", country), proof)


def _named(flat: str, languages: Iterable[str]) -> Iterator[str]:
    for language in languages:
        for country, key in _country_keys(language):
            names = sieve("operator", (key,), (language,))
            if country in _COUNTRIES and names and names.search(flat):
                yield country


@cache
def _country_keys(language: str) -> tuple[tuple[str, str], ...]:
    return tuple((k.rpartition(".")[2], k) for k in lexicon(language).get("operator", {}) if k.startswith("country."))
