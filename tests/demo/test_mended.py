"""The demonstration after the letters: the same shops at the same addresses, some of them mended."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from sweep.commands.demo import mended_server
from sweep.demo.render import site
from sweep.demo.server import DemoServer
from sweep.demo.spec import FAULTS, shops
from sweep.demo.targets import addresses, targets_csv
from sweep.errors import SweepError


def test_the_shops_come_back_at_their_addresses() -> None:
    with DemoServer("sale") as first:
        listed, urls = targets_csv(first), {shop.key: shop.url for shop in first.shops}
    with DemoServer("mended", addresses(listed)) as second:
        assert {shop.key: shop.url for shop in second.shops} == urls
        with urllib.request.urlopen(urls["be-lampadelle"], timeout=30) as answer:
            assert answer.status == 200
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(urls["fr-vacant"], timeout=30)


def test_an_address_that_is_taken_is_said_to_be_taken() -> None:
    with DemoServer("sale") as first:
        taken = addresses(targets_csv(first))
        with pytest.raises(SweepError, match="taken by another program"), DemoServer("mended", taken):
            pass


def test_some_are_mended_some_in_part_some_not_and_one_has_a_new_fault() -> None:
    changed = {
        key for key, shop in shops().items() if site(shop, "http://x", "sale") != site(shop, "http://x", "mended")
    }
    assert changed == {"be-lampadelle", "fr-brindelune", "fr-brindesolde", "ie-wickerharrow"}
    for key in changed:
        assert set(shops()[key].in_season("mended").faults) <= set(FAULTS)
    assert shops()["fr-brindelune"].in_season("mended").faults == ("no mediator",)
    assert shops()["fr-brindelune"].in_season("sale").faults == ()


def test_without_a_demonstration_there_is_nothing_to_mend(tmp_path: Path) -> None:
    with pytest.raises(SweepError, match="run `sweepday demo"):
        mended_server(tmp_path)
