"""A real shop platform, started on loopback and swept end to end: catalogue, product, basket, legal pages."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.facts import Found
from checks.verdict import Outcome
from sweep.cli import main
from sweep.sweeps import collect, find
from sweep.workspace import Workspace
from tests.platforms.oscar.products import PRODUCTS
from tests.shared import ROOT, skip

PLAN = """\
name: platform
day: 2026-11-21
authority: Test authority
country: IE
languages: [en]
lists: [shops.csv]
pace: {delay_seconds: 0, workers: 1}
network: {allow: [127.0.0.0/8]}
"""


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    """The address of the running shop."""
    if not all(importlib.util.find_spec(name) for name in ("oscar", "whoosh")):
        skip("platform", "django-oscar and whoosh are not installed (make test installs them)")
    command = [sys.executable, "-m", "tests.platforms.oscar.shop"]
    # Its log goes to a file: a pipe that nobody empties would stop the shop.
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True) as server,
    ):
        assert server.stdout
        address = server.stdout.readline().strip()
        if not address:
            log.seek(0)
            pytest.fail(f"the shop did not start: {log.read()[-2000:]}")
        yield address
        server.kill()


def test_the_platform_is_swept_from_catalogue_to_basket(shop: str, tmp_path: Path) -> None:
    (tmp_path / "shops.csv").write_text(f"url\n{shop}\n")
    (tmp_path / "plan.yaml").write_text(PLAN)
    assert main(["run", str(tmp_path / "plan.yaml")]) == 0
    (result,) = collect(find(Workspace(tmp_path), "platform")).shops
    assert result.state == "measured"

    roles: dict[str, set[str]] = {}
    for page in result.visit.pages:
        roles.setdefault(page.role, set()).add(page.url.removeprefix(shop))
    assert roles["legal_notice"] == {"legal-notice/"}
    assert roles["terms"] == {"terms/"}
    assert roles["privacy"] == {"privacy/"}
    assert roles["basket"] == {"basket/"}
    assert "catalogue/" in roles["home"] | roles["listing"]
    assert len(roles["product"]) == len(PRODUCTS)

    offers = result.facts.offers
    assert isinstance(offers, Found)
    read = {(o.value.title, o.value.price, o.value.currency) for o in offers.value}
    assert read == {(title, price, "EUR") for title, _, price in PRODUCTS}
    assert isinstance(result.facts.operator_name, Found)
    assert result.facts.operator_name.value.startswith("Brindlewick Goods")

    # What this shop's invented texts leave out is suspected or asked for; what they state is not.
    outcomes = {v.check: v.outcome for v in result.verdicts}
    assert outcomes["withdrawal.model_form"] is Outcome.FAIL
    assert outcomes["withdrawal.function"] is outcomes["withdrawal.refund_period"] is Outcome.REVIEW
    for check in ("identity.name", "identity.address", "identity.email", "withdrawal.info", "terms.delivery_time"):
        assert outcomes[check] is Outcome.PASS, check
    exported = (tmp_path / "sweeps/platform/exports/offers.jsonl").read_text().splitlines()
    assert len([json.loads(line) for line in exported]) == len(PRODUCTS)
