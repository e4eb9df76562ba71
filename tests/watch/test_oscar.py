"""A real shop platform whose prices a script changes over simulated weeks: watched and judged, end to end."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from checks.verdict import Outcome
from sweep.store.prices import Product
from sweep.watch.campaign import ProductResult, judge_campaign
from sweep.watch.watch import begin, catch_up, visit
from tests.shared import ROOT, skip
from tests.watch.site import FIRST, PLAN, at, opened

DAYS, CAMPAIGN = 34, 31
GOODS = ("BRW-001", "BRW-002", "BRW-003", "BRW-004", "BRW-005", "BRW-006")


class Shop:
    def __init__(self, process: subprocess.Popen[str], address: str, paths: dict[str, str]) -> None:
        self._process, self.address, self.paths = process, address, paths

    def set(self, now: float, goods: dict[str, Any]) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"now": now, "goods": goods}) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline().strip() == "ok"


@contextmanager
def _running() -> Iterator[Shop]:
    if not all(importlib.util.find_spec(name) for name in ("oscar", "whoosh")):
        skip("platform", "django-oscar and whoosh are not installed (make test installs them)")
    command = [sys.executable, "-m", "tests.watch.oscar_shop"]
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        try:
            assert process.stdout
            line = process.stdout.readline()
            if not line:
                log.seek(0)
                pytest.fail(f"the shop did not start: {log.read()[-2000:]}")
            said = json.loads(line)
            yield Shop(process, said["address"], said["paths"])
        finally:
            process.kill()


def _goods(n: int) -> dict[str, dict[str, Any]]:
    """What the shop charges and claims on day `n`."""
    on = n >= CAMPAIGN
    return {
        "BRW-001": {"price": "15.90", "was": "€20.90"} if on else {"price": "20.90"},  # honest
        "BRW-002": {"price": "21.90", "was": "€39.90"} if on else {"price": "21.90"},  # nothing was ever reduced
        "BRW-003": {"price": "18.90", "was": "€22.90"} if on else {"price": "17.90" if n == 12 else "22.90"},
        "BRW-004": {"price": "23.90", "note": "10 % off with the voucher code HARBOUR10" if on else ""},
        "BRW-005": {"price": "20.90", "was": "€24.90"} if on else {"price": "24.90", "public": not 5 <= n < 7},
        "BRW-006": {"price": "25.90"},
    }


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ProductResult]:
    folder = tmp_path_factory.mktemp("oscar")
    plan = folder / "watch.yaml"
    plan.write_text(PLAN.format(days=60, first=FIRST, country="IE").replace("[fr]", "[en]"))
    with _running() as shop:
        urls = {shop.address + shop.paths[upc]: upc for upc in GOODS}
        (folder / "products.csv").write_text("\n".join(["url", *urls]) + "\n")
        before: dict[str, Any] = {}
        for n in range(DAYS):
            now = at(FIRST + timedelta(n))
            goods = _goods(n)
            shop.set(now, {upc: said for upc, said in goods.items() if before.get(upc) != said})
            before = goods
            watch = begin(plan, now)
            due = catch_up(watch, now)
            assert due.slot is not None
            visit(watch, due.slot, wall=lambda now=now: now)
            watch.book.close()
    watch = opened(plan)
    judged = judge_campaign(watch.book, watch.products, country="IE", zone="Europe/Paris")
    return {urls[r.product.url]: r for r in judged}


def _true(result: ProductResult) -> Outcome:
    return next(j.verdict.outcome for j in result.judged if j.verdict.check == "reduction.prior_price_true")


def test_the_platforms_reductions_are_judged_by_what_it_charged(results: dict[str, ProductResult]) -> None:
    outcomes = {upc: _true(result) for upc, result in results.items()}
    assert outcomes == {
        "BRW-001": Outcome.PASS,
        "BRW-002": Outcome.FAIL,
        "BRW-003": Outcome.FAIL,
        "BRW-004": Outcome.PASS,  # the voucher counts from a price that was never lower
        "BRW-005": Outcome.REVIEW,  # two days on which the shop itself had no such page
        "BRW-006": Outcome.NOT_APPLICABLE,
    }


def test_every_day_is_there_or_a_gap(results: dict[str, ProductResult]) -> None:
    for upc, result in results.items():
        product: Product = result.product
        days = [o.day for o in result.history.observations]
        gaps = [day for day, gap in result.history.gaps if gap.kind == "gone"]
        assert sorted({*days, *gaps}) == [FIRST + timedelta(n) for n in range(DAYS)], product.url
        assert len(gaps) == (2 if upc == "BRW-005" else 0)


def test_a_voucher_is_a_claim_of_its_own(results: dict[str, ProductResult]) -> None:
    claims = [c.value for reading in results["BRW-004"].history.readings.values() for c in reading.claims]
    assert {(c.kind, c.code) for c in claims} == {("coupon", "HARBOUR10")}
    assert all(o.offer.value.prior_price is None for o in results["BRW-004"].history.observations)
