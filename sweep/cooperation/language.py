"""In which language a trader is written to: that of its country; where a country has several, that of its shop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checks.facts import Found, ShopFacts
from sweep.capture import Capture
from sweep.cooperation.words import LANGUAGES
from sweep.extract.page import parse_page
from sweep.extract.pages.languages import language_of

_OF_COUNTRY = {
    "FR": "fr",
    "MC": "fr",
    "NL": "nl",
    "DE": "de",
    "AT": "de",
    "LI": "de",
    "IE": "en",
    "GB": "en",
    "MT": "en",
}
_SEVERAL = {"BE": ("nl", "fr", "de"), "LU": ("fr", "de"), "CH": ("de", "fr")}
_ROLES = ("legal_notice", "terms", "withdrawal", "contact", "delivery", "home")
_PAGES = 5  # pages whose language is told


@dataclass(frozen=True, slots=True)
class Chosen:
    """A language, and whether the trader reads it; `country` is where it is established, "" if unknown."""

    language: str
    theirs: bool
    country: str


def trader_language(facts: ShopFacts, shop_languages: Iterable[str]) -> Chosen:
    """The language for the trader; English, and said so, where these forms do not exist in theirs."""
    country = facts.trader_country.value if isinstance(facts.trader_country, Found) else ""
    if country in _OF_COUNTRY:
        return Chosen(_OF_COUNTRY[country], True, country)
    possible = _SEVERAL.get(country, ()) if country else LANGUAGES
    for language in shop_languages:
        if language in possible:
            return Chosen(language, True, country)
    return Chosen("en", False, country)


def shop_languages(capture: Capture, roles: dict[str, str]) -> tuple[str, ...]:
    """The languages of a shop's legal pages, the most frequent first. `roles` tells the role of each URL."""
    ranked = sorted(
        (r for r in capture.responses if r.status == 200 and roles.get(r.url) in _ROLES),
        key=lambda r: _ROLES.index(roles[r.url]),
    )
    told = Counter(language_of(parse_page(response)) for response in ranked[:_PAGES])
    return tuple(language for language, _ in told.most_common() if language)
