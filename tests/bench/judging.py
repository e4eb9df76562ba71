"""Judging alone: 10,000 shops in a workspace's database, judged by every rule as the law of another day has it.

What `sweepday judge SWEEP --day DAY` does, on two processes. The shops are the faultless shops of eleven countries and
their faulty twins, each kept under a name of its own, so that every one has all its facts to be read and judged.
`python -m tests.bench.judging 500` takes fewer.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from checks.catalogue import load, rules_version
from sweep.other_day import changes
from sweep.plan import Plan
from sweep.results import ShopResult, Visit
from sweep.run import Sweep
from sweep.targets import Funnel, Target
from sweep.workspace import Workspace
from tests.bench.table import table
from tests.countries import COUNTRIES, DAY, facts, judged

SHOPS, PROCESSES = 10_000, 2
OTHER = date(2026, 6, 18)  # before the withdrawal function and the directive on the green transition
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def _judged_shops() -> list[ShopResult]:
    """One result of each faultless shop and of each twin."""
    found = []
    for country in COUNTRIES:
        for twin in (False, True):
            target = Target("", f"https://shop.example/{country}", country)
            visit = Visit("", NOW, NOW, "", "")
            verdicts = tuple(judged(country, DAY, twin=twin).values())
            found.append(ShopResult(target, country, "measured", "", visit, facts(country, twin), verdicts))
    return found


def _results(count: int) -> Iterator[ShopResult]:
    for number, result in enumerate(islice(cycle(_judged_shops()), count)):
        key = f"shop-{number:05}.example"
        target = replace(result.target, key=key, url=f"https://{key}/")
        yield replace(result, target=target, visit=replace(result.visit, id=key))


def fill(folder: Path, count: int) -> Sweep:
    """A workspace with one sweep of `count` judged shops."""
    plan = Plan.model_validate(
        {"name": "bench", "authority": "Bench", "country": "FR", "lists": ["shops.csv"], "pace": {"workers": PROCESSES}}
    )
    sweep, results = Sweep(Workspace(folder), "bench", plan, DAY), list(_results(count))
    sweep.store.begin_sweep("bench", DAY, Funnel(count, count, count), [result.target for result in results], NOW)
    for result in results:
        sweep.store.save("bench", result, rules_version=rules_version(), tool_version="", now=NOW)
    return sweep


def run(sweep: Sweep, count: int) -> tuple[float, int]:
    """Seconds on the clock with the start of the processes, and how many verdicts differ on `OTHER`."""
    began, keys = time.perf_counter(), [f"shop-{number:05}.example" for number in range(count)]
    found = sum(len(some) for some in changes(sweep, keys, OTHER))
    return time.perf_counter() - began, found


def rules_list() -> float:
    """Seconds until `sweepday rules list` has answered, the median of five."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "sweep.cli", "rules", "list"], check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    return median(times)


def main(count: int = SHOPS) -> None:
    with tempfile.TemporaryDirectory() as name:
        sweep = fill(Path(name), count)
        size = sweep.workspace.database.stat().st_size
        seconds, found = run(sweep, count)
    rows = (
        (f"{count:,} stored shops x {len(load())} rules, {PROCESSES} processes", f"{seconds:.0f} s", "< 100 s"),
        ("verdicts given", f"{count * len(load()):,}", ""),
        (f"of these other than by the law of {DAY}", f"{found:,}", ""),
        ("the database", f"{size / 1e6:,.0f} MB", ""),
        ("`rules list`", f"{rules_list():.2f} s", "< 0.5 s"),
    )
    print(table(("Judging alone", "measured", "wanted"), rows))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
