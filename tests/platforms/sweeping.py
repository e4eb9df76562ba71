"""A platform swept end to end, as an investigator would: a plan, a list, `sweepday run`."""

from __future__ import annotations

from pathlib import Path

from sweep.cli import main
from sweep.results import ShopResult
from sweep.sweeps import collect, find
from sweep.workspace import Workspace

_PLAN = """\
name: platform
day: 2026-11-21
authority: Test authority
country: {country}
languages: [{languages}]
lists: [shops.csv]
pace: {{delay_seconds: 0, workers: 1}}
network: {{allow: [127.0.0.0/8]}}
basket: {basket}
browser: {browser}
"""


def swept(folder: Path, address: str, country: str, *, basket: str = "add", browser: str = "auto") -> ShopResult:
    """The one shop at `address`, visited and judged in a workspace in `folder`."""
    (folder / "shops.csv").write_text(f"url\n{address}\n")
    languages = {"DE": "de, en"}.get(country, "en")
    plan = _PLAN.format(country=country, languages=languages, basket=basket, browser=browser)
    (folder / "plan.yaml").write_text(plan)
    assert main(["run", str(folder / "plan.yaml")]) == 0
    (result,) = collect(find(Workspace(folder), "platform")).shops
    return result


def archive_of(folder: Path, result: ShopResult) -> Path:
    """The WARC file of that visit."""
    return folder / "sweeps" / "platform" / result.visit.archive
