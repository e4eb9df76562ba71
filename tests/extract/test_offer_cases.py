"""Product pages in all languages, a line each, with what only looks like it; and what must never change an offer."""

from __future__ import annotations

import html
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from checks.strict_yaml import load_text
from product_alerts.model import Offer
from sweep.capture import Response
from sweep.extract.lexicon import all_languages
from sweep.extract.offers import page_offers
from sweep.extract.page import parse_page
from tests.extract.markup import in_elements

_FILE = Path(__file__).parent / "cases" / "offers.yaml"
CASES: list[tuple[str, str, dict[str, str]]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)

NOISE = '<nav><ul><li><a href="/a">Quorbel 1</a></li><li><a href="/b">Quorbel 2</a> 99,90 €</li></ul></nav>'
FOOT = '<footer><p>SKU: 000</p><p>Hotline 0,12 €</p><a href="/c">Quorbel 3</a></footer>'


def read(language: str, block: str, *, charset: str = "utf-8", before: str = "", behind: str = "") -> dict[str, str]:
    """The fields of the only offer of a page that are not empty."""
    title = "<title>Quorbel 7 | Brumelin</title>"
    head = f'<html lang="{language}"><meta charset="{charset}">{title}'
    text = f"{head}{before}<main><h1>Quorbel 7</h1>{block}</main>{behind}"
    headers = (("Content-Type", f"text/html; charset={charset}"),)
    body = text.encode(charset, "xmlcharrefreplace")
    page = parse_page(
        Response("https://quorbel.example/p/seven", 200, "OK", headers, body, datetime(2026, 11, 21, tzinfo=UTC))
    )
    page.role = "product"
    (found,) = page_offers(page)
    assert all(e.quote in page.text or e.quote in page.html for e in found.proof)
    return _fields(found.value)


def _fields(offer: Offer) -> dict[str, str]:
    shown: dict[str, Any] = {
        "price": offer.price,
        "currency": offer.currency,
        "prior": offer.prior_price,
        "kind": offer.prior_price_kind,
        "sku": offer.sku,
        "brand": offer.brand,
        "gtin": offer.gtin,
        "mpn": offer.mpn,
        "availability": offer.availability,
    }
    return {name: str(value) for name, value in shown.items() if value}


@pytest.mark.parametrize(("language", "block", "expected"), CASES, ids=lambda v: str(v)[:60])
def test_a_product_page(language: str, block: str, expected: dict[str, str]) -> None:
    assert read(language, block) == expected


def test_every_language_of_the_single_market_has_cases() -> None:
    assert {language for language, _, _ in CASES} >= set(all_languages()) - {"ga", "is", "no"}


@pytest.mark.parametrize("seed", range(3))
def test_what_stands_round_a_product_never_changes_it(seed: int) -> None:
    dice = random.Random(seed)
    for language, block, expected in dice.sample(CASES, 40):
        parts = dice.choice([(NOISE, ""), ("", FOOT), (NOISE, FOOT), (FOOT, NOISE)])
        assert read(language, block, before=parts[0], behind=parts[1]) == expected, block


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-2", "utf-16", "ascii"])
def test_charset_and_entities_never_change_an_offer(charset: str) -> None:
    for language, block, expected in random.Random(charset).sample(CASES, 25):
        assert read(language, block, charset=charset) == expected, block


def test_entities_for_every_letter_never_change_an_offer() -> None:
    for language, block, expected in random.Random(5).sample(CASES, 25):
        hidden = "".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in block)
        assert html.unescape(hidden) == block
        assert read(language, hidden) == expected, block


def test_markup_never_changes_an_offer() -> None:
    for language, block, expected in CASES:
        assert read(language, in_elements(block)) == expected, block
