"""The demonstration shops swept for real, from the socket to the verdict: every fault found, nobody wronged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from checks.catalogue import load
from checks.facts import Absent, Fact, Found, PricePoint, Unknown
from checks.verdict import Outcome
from product_alerts.match import Matcher
from product_alerts.model import Grade
from product_alerts.store import AlertStore
from product_alerts.update import import_file
from sweep.capture import Capture
from sweep.demo.check import differences
from sweep.demo.server import DemoServer, DemoShop
from sweep.demo.spec import shops
from sweep.demo.truth import load_truth
from sweep.evidence.archive import ArchiveWriter, read_capture
from sweep.gather.crawl import gather
from sweep.gather.limits import Limits
from sweep.judging import judge_capture
from sweep.results import ShopResult, Visit
from sweep.targets import Target

_LIMITS = Limits(pages=60, products=20, delay=0.0, request_seconds=20, allow_networks=("127.0.0.0/8",))
_NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TRUTH = load_truth()


@dataclass(frozen=True)
class Swept:
    results: dict[str, ShopResult]
    requests: Counter[str]
    history: dict[str, tuple[Found[PricePoint], ...]]


def _visit(shop: DemoShop, season: str, folder: Path) -> Capture:
    path = folder / f"{shop.key}-{season}.warc.gz"
    with ArchiveWriter(path, software="tests", info={}) as archive:
        gather(shop.url, _LIMITS, archive)
    return read_capture(path)


def _points(offers: Fact, day: date) -> tuple[Found[PricePoint], ...]:  # type: ignore[type-arg]
    found = offers.value if isinstance(offers, Found) else ()
    return tuple(
        Found(PricePoint(o.value.key, day, o.value.price, o.value.currency, o.value.prior_price), o.evidence)
        for o in found
        if o.value.price is not None
    )


def _judged(shop: DemoShop, capture: Capture, matcher: Matcher, history: tuple[Found[PricePoint], ...]) -> ShopResult:
    checks = tuple(load().values())
    judged = judge_capture(
        capture, country=shop.country, day=TRUTH.day, checks=checks, matcher=matcher, history=history
    )
    target = Target(key=shop.key, url=shop.url, country=shop.country, note=shop.key)
    visit = Visit(shop.key, _NOW, _NOW, "", "", judged.pages)
    return ShopResult(target, shop.country, judged.state, judged.reason, visit, judged.facts, judged.verdicts)


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swept]:
    """All shops in the season "sale", after an earlier visit, a week before, of those that announce a reduction."""
    folder = tmp_path_factory.mktemp("demo")
    with as_file(files("sweep.demo") / "alerts.xml") as path, AlertStore(folder / "alerts.sqlite") as store:
        import_file(path, store, _NOW)
        matcher = Matcher(store.alerts())
    with DemoServer() as server, ThreadPoolExecutor(4) as pool:
        earlier = [
            shop for shop in server.shops if shop.kind == "shop" and any(p.sale for p in shops()[shop.key].products)
        ]
        before = dict(zip(earlier, pool.map(lambda s: _visit(s, "before", folder), earlier), strict=True))
        server.season = "sale"
        server.requests.clear()
        captures = dict(zip(server.shops, pool.map(lambda s: _visit(s, "sale", folder), server.shops), strict=True))
        requests = Counter(server.requests)
    week_ago = TRUTH.day - timedelta(days=7)
    history = {
        shop.key: _points(_judged(shop, capture, matcher, ()).facts.offers, week_ago)
        for shop, capture in before.items()
    }
    results = {
        shop.key: _judged(shop, capture, matcher, history.get(shop.key, ())) for shop, capture in captures.items()
    }
    return Swept(results, requests, history)


def test_every_planted_fault_is_found_and_no_faultless_shop_is_accused(swept: Swept) -> None:
    assert [f"{d.shop}: {d.what}" for d in differences(TRUTH, tuple(swept.results.values()))] == []


def test_nothing_is_held_against_a_shop_beyond_what_is_planted(swept: Swept) -> None:
    unplanned = {
        (key, verdict.check)
        for key, result in swept.results.items()
        for verdict in result.verdicts
        if verdict.outcome is Outcome.FAIL and verdict.check not in TRUTH.shops[key].outcomes | TRUTH.shops[key].history
    }
    assert unplanned == set()


def test_faultless_shops_pass_what_can_be_judged(swept: Swept) -> None:
    for key, shop in TRUTH.shops.items():
        if shop.faultless:
            passed = sum(v.outcome is Outcome.PASS for v in swept.results[key].verdicts)
            assert passed >= 15, key


def test_what_the_shops_say_of_themselves_is_read_word_for_word(swept: Swept) -> None:
    for key, shop in TRUTH.shops.items():
        if not shop.faultless:
            continue
        facts, said = swept.results[key].facts, shops()[key].operator
        assert isinstance(facts.operator_name, Found)
        assert facts.operator_name.value == said["name"]
        assert isinstance(facts.operator_address, Found)
        assert facts.operator_address.value.street == said["street"]
        assert facts.operator_address.value.postcode == said["postcode"]
        assert isinstance(facts.operator_phones, Found)
        assert [p.e164 for p in facts.operator_phones.value] == [said["phone_link"]]
        assert isinstance(facts.operator_emails, Found)
        assert said["email"] in facts.operator_emails.value
        assert isinstance(facts.operator_vat, Found)
        assert said["vat"].replace(" ", "").replace(".", "") in facts.operator_vat.value.number
        assert facts.operator_vat.value.valid is True
        assert isinstance(facts.trader_country, Found)
        assert facts.trader_country.value == shop.country


def test_the_prices_of_every_product_are_read(swept: Swept) -> None:
    for key, spec in shops().items():
        offers = swept.results[key].facts.offers
        assert isinstance(offers, Found), key
        read = {o.value.title: (o.value.price, o.value.prior_price) for o in offers.value}
        for product in spec.products:
            said = product.priced("sale")
            assert read.get(product.title) == (said.price, said.was), (key, product.title)


def test_alerts_meet_the_two_dangerous_products_and_nothing_else(swept: Swept) -> None:
    met = {}
    for key, result in swept.results.items():
        matches = result.facts.alert_matches
        if isinstance(matches, Found):
            met[key] = {(m.value.alert.number, m.value.grade) for m in matches.value}
    assert met == {key: {(shop.alert, Grade.SAME_PRODUCT)} for key, shop in TRUTH.shops.items() if shop.alert}


def test_what_could_not_be_seen_is_unknown_and_never_absent(swept: Swept) -> None:
    for key in ("fr-remparts", "de-skriptstube", "be-doodlopend"):
        for name, fact in swept.results[key].facts.items():
            # That a visit took place is known, whatever it saw.
            assert isinstance(fact, Unknown) or name == "visited_on", (key, name)
    vacant = swept.results["fr-vacant"].facts
    assert not isinstance(vacant.operator_name, Absent)


def test_nothing_is_asked_twice_and_nothing_is_sent(swept: Swept) -> None:
    # robots.txt of the shop to which another address leads is read for both.
    twice = {url for url, count in swept.requests.items() if count > 1 and not url.endswith("/robots.txt")}
    assert twice == set()
    assert [url for url in swept.requests if url.startswith("POST")] == []
