"""To which countries a shop directs its activities, by the signs that courts count (CJEU C-585/08, Pammer).

None of them decides alone: each is told with its words, and a person weighs them. A language or currency that several
countries share names none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

from checks.countries import normal
from checks.facts import Absent, Direction, Fact, Found, Phone, Unknown
from product_alerts.model import Offer
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader.delivery_countries import chosen_from, delivered_to
from sweep.extract.words.country_names import COUNTRIES

_ONE_COUNTRY = {  # languages spoken in one country of the Union above all
    "bg": "BG", "cs": "CZ", "da": "DK", "et": "EE", "fi": "FI", "hr": "HR", "hu": "HU", "is": "IS", "lt": "LT",
    "lv": "LV", "mt": "MT", "no": "NO", "pl": "PL", "ro": "RO", "sk": "SK", "sl": "SI",
}  # fmt: skip
_CURRENCIES = {
    "BGN": "BG", "CHF": "CH", "CZK": "CZ", "DKK": "DK", "GBP": "GB", "HUF": "HU", "ISK": "IS", "NOK": "NO",
    "PLN": "PL", "RON": "RO", "SEK": "SE",
}  # fmt: skip
_LOCALE = re.compile(r"([a-z]{2})[-_]([A-Za-z]{2})")
_DIALLED_FROM_ABROAD = ("+", "00", "(+", "(00")
_MOST_LANGUAGES = 3
_MOST = 40


def directed_to(
    shop: ShopPages,
    offers: Fact[tuple[Found[Offer], ...]],
    area: Fact[str],
    phones: Fact[tuple[Phone, ...]],
) -> Fact[tuple[Found[Direction], ...]]:
    """All signs, each once; `area` is the fact `delivery_area`, `phones` are the operator's."""
    home = next(iter(shop.of("home")), None)
    if home is None:
        return Unknown("not fetched", "no home page could be read")
    found: dict[Direction, Found[Direction]] = {}
    signs = (*_of_page(shop, home), *_of_prices(offers), *delivered_to(shop, area), *chosen_from(shop))
    for sign in (*signs, *_of_phones(phones)):
        found.setdefault(sign.value, sign)
    told = tuple(found.values())[:_MOST]
    return Found(told, told[0].evidence) if told else Absent((home.evidence(),))


def _of_page(shop: ShopPages, home: Page) -> Iterator[Found[Direction]]:
    """The ending of the address, the languages, and the countries that the markup names beside a language."""
    host = (urlsplit(home.url).hostname or "").lower()
    if (country := normal(host.rpartition(".")[2])) in COUNTRIES:
        yield Found(Direction(country, "domain", host), home.evidence())
    counts = Counter(code for page in shop.pages if (code := language_of(page)))
    for language in sorted(counts, key=lambda code: (-counts[code], code))[:_MOST_LANGUAGES]:
        page = next((p for p in shop.pages if language_of(p) == language), home)
        yield Found(Direction(_ONE_COUNTRY.get(language, ""), "language", language), page.evidence())
    for sign, words in _locales(home):
        match = _LOCALE.fullmatch(words)
        if match and (country := normal(match[2])) in COUNTRIES and words in home.html:
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


def _of_phones(phones: Fact[tuple[Phone, ...]]) -> Iterator[Found[Direction]]:
    """A number with its international code is given for callers from abroad; from where, it does not say."""
    if not isinstance(phones, Found):
        return
    for phone in phones.value:
        proof = next((proof for proof in phones.proof if phone.text in proof.quote), None)
        if proof is not None and phone.text.strip().startswith(_DIALLED_FROM_ABROAD):
            yield Found(Direction("", "phone", phone.text), proof)
