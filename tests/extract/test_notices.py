"""What shops tell consumers, in eight languages: short texts and what must be read in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.facts import Absent, Fact, Found, Guarantee, Period, Unknown
from checks.strict_yaml import load_text
from sweep.capture import Capture
from sweep.extract import notices
from sweep.extract.visit.visits import shop_pages_of
from tests.extract.shops import shop

_FILE = Path(__file__).with_name("notices.yaml")
CASES: list[list[Any]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)


def read(capture: Capture) -> dict[str, Fact[Any]]:
    pages = shop_pages_of(capture, "", lambda _page, _response: None)
    facts = notices.read(pages)
    texts = {page.url: (page.text, page.html) for page in pages.pages}
    for fact in facts.values():
        for proof in fact.proof if isinstance(fact, Found) else ():
            assert any(proof.quote in text for text in texts[proof.url])
    return facts


def told(fact: Fact[Any], expected: object) -> object:
    """The fact in the terms of the case."""
    match fact:
        case Absent():
            return "absent"
        case Unknown():
            return "unknown" if expected == "unknown" else fact
        case Found(value=Period() as period):
            return period.days if period.unit == "calendar" else f"{period.days} business"
        case Found(value=Guarantee() as guarantee):
            return guarantee.months
    return "found" if expected == "found" else fact.value


@pytest.mark.parametrize(("language", "role", "text", "fact", "expected"), CASES)
def test_statement(language: str, role: str, text: str, fact: str, expected: object) -> None:
    texts = {"terms": "", role: text}
    found = read(shop(language, texts))[fact]
    assert told(found, expected) == expected


def test_there_are_cases_of_every_language_and_a_counter_case_of_every_fact() -> None:
    assert {case[0] for case in CASES} == {"fr", "nl", "de", "en", "es", "it", "pt", "pl"}
    for fact in {case[3] for case in CASES}:
        expected = {str(case[4]) for case in CASES if case[3] == fact}
        assert "absent" in expected, fact
        assert len(expected) > 1, fact


def test_the_cost_of_delivery_is_what_is_paid_not_from_when_nothing_is() -> None:
    text = "Livraison offerte dès 60 €.\nLa livraison coûte 5,90 €."
    assert told(read(shop("fr", {"delivery": text}))["delivery_cost"], "") == "La livraison coûte 5,90 €."
    free = "Livraison offerte dès 60 €."
    assert told(read(shop("fr", {"delivery": free}))["delivery_cost"], "") == free
