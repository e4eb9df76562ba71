"""The terms of sale: that a page of them exists, long enough to be terms, in a language that consumers read."""

from __future__ import annotations

from checks.contract_facts import TermsPage
from checks.facts import Absent, Known
from checks.verdict import Answer, failed, passed, review

_OFFICIAL = {
    "AT": "de", "BE": "nl fr de", "BG": "bg", "CY": "el", "CZ": "cs", "DE": "de", "DK": "da", "EE": "et", "ES": "es",
    "FI": "fi sv", "FR": "fr", "GR": "el", "HR": "hr", "HU": "hu", "IE": "en ga", "IS": "is", "IT": "it de",
    "LI": "de", "LT": "lt", "LU": "fr de lb", "LV": "lv", "MT": "mt en", "NL": "nl", "NO": "no", "PL": "pl",
    "PT": "pt", "RO": "ro", "SE": "sv", "SI": "sl", "SK": "sk",
}  # fmt: skip


def check(terms_page: Known[TermsPage], minimum_characters: int, country: str) -> Answer:
    if isinstance(terms_page, Absent):
        return failed("absent", terms_page)
    terms = terms_page.value
    if terms.chars < minimum_characters:
        return review("short", terms_page, characters=terms.chars)
    if terms.language and terms.language not in _OFFICIAL.get(country, terms.language).split():
        return review("language", terms_page, language=terms.language, country=country)
    return passed("given", terms_page, characters=terms.chars)
