"""Whole product pages in the ways of shops never seen: what is read of them, and of the pages that only look alike."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from checks.strict_yaml import load_text
from product_alerts.model import Offer
from sweep.capture import Response
from sweep.extract.offers import page_offers
from sweep.extract.page import parse_page

_FILE = Path(__file__).parent / "cases" / "offer_pages.yaml"
CASES: dict[str, dict[str, Any]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def offers(case: dict[str, Any]) -> list[dict[str, str]]:
    """What is read of the page of `case`, every offer with the fields that are not empty."""
    url = case.get("url", "https://brumelin.example/p/quorbel-7")
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    body = f'<html lang="{case["language"]}">{case["html"]}</html>'.encode()
    page = parse_page(Response(url, 200, "OK", headers, body, NOW))
    page.role = case.get("role", "product")
    found = page_offers(page)
    assert all(e.quote in page.text or e.quote in page.html for one in found for e in one.proof)
    return [_fields(one.value) for one in found]


def _fields(offer: Offer) -> dict[str, str]:
    shown = {
        "title": offer.title,
        "price": offer.price,
        "currency": offer.currency,
        "tax": "" if offer.tax == "unstated" else offer.tax,
        "prior": offer.prior_price,
        "kind": offer.prior_price_kind,
        "discount": offer.discount_text,
        "sku": offer.sku,
        "brand": offer.brand,
        "gtin": offer.gtin,
        "mpn": offer.mpn,
        "availability": offer.availability,
        "per": offer.per,
    }
    return {name: str(value) for name, value in shown.items() if value}


@pytest.mark.parametrize("name", CASES)
def test_a_page(name: str) -> None:
    case = CASES[name]
    expected = case["offers"]
    assert offers(case) == expected
