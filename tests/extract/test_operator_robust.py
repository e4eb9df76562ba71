"""Ways of writing that no reader foresaw: what a shop gives is found, or left to a person; never called absent.

Each case has its counterpart: what is no address, no telephone number, no name stays absent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.facts import Absent, Fact, Found, Unknown
from checks.strict_yaml import load_text
from sweep.extract.operator import read
from sweep.extract.trader.likely_countries import _BY_LANGUAGE
from tests.extract.test_operator import page_of, shop_of

CASES = Path(__file__).parent / "operator_robust"
COUNTRY = {"fr": "FR", "de": "DE", "en": "IE", "nl": "NL", "es": "ES", "it": "IT", "pl": "PL", "pt": "PT"}
FACTS = {"phones": "operator_phones", "emails": "operator_emails"}


def _load(name: str) -> Any:
    return load_text((CASES / name).read_text(encoding="utf-8"), name)


def _by_fact(*names: str) -> list[tuple[str, str, str, Any]]:
    files = [_load(name) for name in names]
    return [(FACTS.get(f, f), *row) for file in files for f, rows in file.items() for row in rows]


def _read(fact: str, language: str, text: str) -> Fact[Any]:
    page = page_of(text, language)
    country = COUNTRY.get(language) or _BY_LANGUAGE[language][0]
    facts = read(shop_of(page, country=country, language=language))
    for found in (f for f in facts.values() if isinstance(f, Found)):
        assert all(p.quote and (p.quote in page.text or p.quote in page.html) for p in found.proof)
    return facts[fact]


def _shown(fact: Fact[Any]) -> Any:
    match fact:
        case Absent():
            return "absent"
        case Unknown():
            return fact.kind
    value = fact.value
    if hasattr(value, "postcode"):
        return [value.street, value.postcode, value.city, value.country]
    if hasattr(value, "number"):
        return value.number
    if not isinstance(value, tuple):
        return value
    if value and hasattr(value[0], "e164"):
        return [p.e164 for p in value]
    if value and hasattr(value[0], "kind"):
        return {r.kind + ("!" if r.valid is False else ""): r.number for r in value}
    return list(value)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [*_load("addresses.yaml"), *_load("more_addresses.yaml")],
    ids=lambda v: str(v)[:60],
)
def test_addresses(language: str, text: str, expected: Any) -> None:
    assert _shown(_read("operator_address", language, text)) == expected


@pytest.mark.parametrize(
    ("fact", "language", "text", "expected"),
    _by_fact(
        "contacts.yaml",
        "names.yaml",
        "numbers.yaml",
        "more.yaml",
        "who.yaml",
        "traps.yaml",
        "strangers.yaml",
        "sentences.yaml",
        "small_shops.yaml",
    ),
    ids=lambda v: str(v)[:60],
)
def test_facts(fact: str, language: str, text: str, expected: Any) -> None:
    assert _shown(_read(fact, language, text)) == expected
