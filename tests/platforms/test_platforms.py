"""Real shop platforms, started on loopback and swept end to end: legal pages, goods, basket, verdicts."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checks.facts import Found, Unknown
from checks.verdict import Outcome
from sweep.evidence.archive import read_capture
from sweep.results import ShopResult
from tests.platforms.installed import MissingError
from tests.platforms.running import PLATFORMS, Platform, running
from tests.platforms.sweeping import archive_of, swept
from tests.shared import skip

# What the invented pages of these shops really leave out: read one by one. None names who made its goods.
_TRUE_FAILS = {
    "django-oscar": {"withdrawal.model_form", "withdrawal.return_costs", "gpsr.manufacturer"},
    "cartridge": {"withdrawal.model_form", "withdrawal.return_costs", "gpsr.manufacturer", "gpsr.identification"},
    "vendure": {
        "withdrawal.model_form",
        "withdrawal.return_costs",
        "withdrawal.function",
        "guarantee.harmonised_notice",
        "gpsr.manufacturer",
    },
}


@pytest.fixture(scope="module", params=PLATFORMS, ids=lambda p: p.name)
def visit(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Platform, ShopResult, Path]]:
    """A platform, what its sweep brought, and the workspace."""
    platform: Platform = request.param
    if platform.needs_browser and not _browser():
        skip("browser", f"{platform.name} needs Chromium and the extra `browser`")
    folder = tmp_path_factory.mktemp(platform.name)
    try:
        with running(platform) as address:
            yield platform, swept(folder, address, platform.country), folder
    except MissingError as missing:
        skip("platform", f"{platform.name}: {missing}")


def _browser() -> bool:
    return importlib.util.find_spec("playwright") is not None and any(map(shutil.which, ("chromium", "google-chrome")))


def test_every_legal_page_is_found_and_has_its_role(visit: tuple[Platform, ShopResult, Path]) -> None:
    platform, result, _ = visit
    assert result.state == "measured", result.reason
    seen = {urlsplit(page.url).path: page.role for page in result.visit.pages if page.role}
    assert {path: seen.get(path) for path in platform.roles} == dict(platform.roles)
    named = {path: role for path, role in seen.items() if role in set(platform.roles.values())}
    assert named == dict(platform.roles), "a page has a role that it does not play"


def test_every_product_and_its_price_is_read(visit: tuple[Platform, ShopResult, Path]) -> None:
    platform, result, folder = visit
    offers = result.facts.offers
    assert isinstance(offers, Found)
    assert {(o.value.title, o.value.price) for o in offers.value} == platform.goods
    assert {o.value.currency for o in offers.value} == {"EUR"}
    exported = (folder / "sweeps/platform/exports/offers.jsonl").read_text().splitlines()
    assert len([json.loads(line) for line in exported]) == len(platform.goods)


def test_only_what_is_really_missing_is_suspected(visit: tuple[Platform, ShopResult, Path]) -> None:
    platform, result, _ = visit
    outcomes = {v.check: v.outcome for v in result.verdicts}
    assert {c for c, o in outcomes.items() if o is Outcome.FAIL} == _TRUE_FAILS[platform.name]
    for check in ("identity.name", "identity.address", "identity.email", "withdrawal.info", "terms.delivery_time"):
        assert outcomes[check] is Outcome.PASS, check
    trader = result.facts.operator_name
    assert isinstance(trader, Found)
    assert trader.value.startswith(platform.trader)


def test_one_product_is_put_into_the_basket_and_nothing_is_ordered(visit: tuple[Platform, ShopResult, Path]) -> None:
    platform, result, folder = visit
    sent = [r for r in read_capture(archive_of(folder, result)).responses if r.method == "POST"]
    if platform.needs_browser:  # its button is a script's, and is left alone
        assert sent == []
        assert isinstance(result.facts.baskets, Unknown)
        return
    assert len(sent) == 1
    assert b"csrfmiddlewaretoken=" in sent[0].request_body
    assert b"quantity=1" in sent[0].request_body
    baskets = result.facts.baskets
    assert isinstance(baskets, Found)
    (basket,) = (b.value for b in baskets.value if b.value.stage == "basket")
    assert basket.total == basket.goods
    assert basket.goods in {price for _, price in platform.goods}
    outcomes = {v.check: v.outcome for v in result.verdicts}
    assert outcomes["price.drip"] is outcomes["terms.additional_payment_optin"] is Outcome.PASS
    assert outcomes["checkout.order_button"] is Outcome.NOT_MEASURABLE
