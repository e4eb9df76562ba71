"""Lawful sentences that no list of phrases foresees, each as all that a shop's legal notice says.

What stands there is found or left to a person, never called absent; where only the host is named, the rest is absent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.facts import Fact, Found
from checks.strict_yaml import load_text
from sweep.extract.operator import read
from sweep.extract.shop import shop_pages
from tests.extract.shops import shop
from tests.extract.test_operator_robust import COUNTRY, _shown

_FILE = Path(__file__).parent / "operator_robust" / "unforeseen.yaml"
CASES = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)
_ADHERENT = "Nous adhérons au Centre de médiation Les Saules (CMLS), 5 allée des Saules 69003 Lyon, "


def _facts(language: str, text: str, body: str = "") -> dict[str, Fact[Any]]:
    capture = shop(language, {"legal_notice": text}, bodies={"legal_notice": body})
    return read(shop_pages(capture, COUNTRY[language]))


@pytest.mark.parametrize(
    ("language", "text", "expected"), [*CASES["stated"], *CASES["absent"]], ids=lambda v: str(v)[:60]
)
def test_what_one_sentence_says(language: str, text: str, expected: dict[str, Any]) -> None:
    facts = _facts(language, text)
    assert {name: _shown(facts[name]) for name in expected} == expected


def test_the_cases_cover_every_language_on_both_sides() -> None:
    for part in ("stated", "absent"):
        assert {language for language, _, _ in CASES[part]} == set(COUNTRY)


@pytest.mark.parametrize(
    ("link", "site"),
    [
        ('<a href="https://www.cmls-saules.example">site du centre</a>', "https://www.cmls-saules.example"),
        ('<a href="https://ec.europa.eu/consumers/odr">plateforme européenne</a>', "absent"),
        ('<a href="https://shop.example/">accueil</a>', "absent"),
    ],
)
def test_a_link_beside_the_mediator_may_be_its_site(link: str, site: str) -> None:
    facts = _facts("fr", "", f"<p>{_ADHERENT}{link}.</p>")
    assert isinstance(facts["mediator_name"], Found)
    assert facts["mediator_name"].value == "Centre de médiation Les Saules (CMLS)"
    assert _shown(facts["mediator_site"]) == site
