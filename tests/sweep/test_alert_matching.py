"""Offers of the demonstration and of the benchmark pages against thousands of real alerts: brand alone is nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from checks.facts import Found
from product_alerts.match import Matcher
from product_alerts.model import Offer
from product_alerts.store import AlertStore
from product_alerts.update import import_file
from sweep.extract.offers import page_offers
from tests.bench.offers import _pages
from tests.shared import shared
from tests.sweep.conftest import Swept

# A match needs one of these; that brands agree, or the kind of thing, is never enough.
IDENTIFYING = {"same_gtin", "same_short_gtin", "same_store_code", "same_item_id", "same_model", "words_overlap"}


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    alerts = shared("alerts")
    store = AlertStore(tmp_path_factory.mktemp("alerts") / "alerts.sqlite")
    for name in (
        "safety-gate-rapex-2009-2012/full.original.csv",
        "safety-gate-samples-2025-2026/weekly_report_excerpt.xml",
        "safety-gate-samples-2025-2026/notification_10119096.json",
    ):
        import_file(alerts / name, store, datetime(2026, 11, 21, tzinfo=UTC))
    assert store.count() == 5_983 + 2
    return Matcher(store.alerts())


def benchmark_offers() -> list[Offer]:
    return [found.value for _, page in _pages(shared("product_pages")) for found in page_offers(page)]


def test_no_offer_of_the_benchmark_pages_is_matched_by_its_brand(matcher: Matcher) -> None:
    offers = benchmark_offers()
    assert len(offers) >= 71
    for match in matcher.matches(offers):
        assert {r.feature for r in match.reasons if r.agrees} & IDENTIFYING, (match.offer.title, match.alert.number)


def test_no_offer_of_the_demonstration_matches_a_real_alert(matcher: Matcher, swept: Swept) -> None:
    offers = [
        found.value
        for shop in swept.result.shops
        if isinstance(shop.facts.offers, Found)
        for found in shop.facts.offers.value
    ]
    assert len(offers) > 50
    assert matcher.matches(offers) == ()


def test_a_brand_of_real_alerts_alone_raises_nothing(matcher: Matcher) -> None:
    # Each product is there, under an alert of that brand; this offer is another product.
    for brand in ("Philips", "Sony", "Lego", "Samsung", "Disney", "Nike", "Mini"):
        offer = Offer(url=f"https://shop.example/{brand}", title=f"{brand} greeting card with envelope", brand=brand)
        assert matcher.matches([offer]) == (), brand
