"""The pages of a price watch in a browser: nothing loaded from the net, readable by everyone, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from sweep.cli import main
from tests.report.browser import chromium, watch
from tests.watch.site import FIRST, Tag, at, days, go, lay_out, market

HOSTILE = "<img src=x onerror=alert(1)> Cruche"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaign")
    with market({"honest": Tag("1"), "inflater": Tag("1"), "<b>x": Tag("5.00")}) as shop:
        del shop.tags["<b>x"]
        plan = lay_out(folder, shop)
        for n, day in enumerate(days(FIRST, 12)):
            shop.tags["honest"] = Tag("59.00", "99.00", HOSTILE.replace("<", "&lt;")) if n > 8 else Tag("99.00")
            shop.tags["inflater"] = Tag("59.00", "99.00") if n > 8 else Tag("59.00")
            if n not in (3, 4):
                go(plan, shop, at(day))
    assert main(["watch", str(plan), "--report"]) == 0
    return folder / "watches/campaign/report"


def test_the_pages_load_nothing_and_pass_axe(report: Path) -> None:
    pages = [report / "index.html", report / "fr/index.html", *sorted((report / "products").glob("*.html"))]
    assert len(pages) == 4
    with chromium() as browser:
        for path in pages:
            seen = watch(browser, path)
            assert seen.requests == []
            assert seen.complaints == []
            assert seen.violations() == [], path


def test_gaps_window_claim_and_minimum_stand_in_the_chart_and_beside_it(report: Path) -> None:
    page = next(p.read_text() for p in (report / "products").glob("*.html") if "Cruche inflater" in p.read_text())
    for name in ("window", "gap", "claimed", "lowest", "price"):
        assert f'class="{name}' in page, name
    assert "at most EUR 59.00" in page
    assert "10 of 12 days" in page
