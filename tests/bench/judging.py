"""Judging alone: 10,000 shops in a workspace's database, read from it and judged by every rule, on two processes.

The shops are the faultless shops of eleven countries and their faulty twins, each kept under a name of its own, so that
every one has all its facts to be read and judged. `python -m tests.bench.judging 500` takes fewer.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from checks.catalogue import load
from checks.judge import judge_shop
from sweep.results import ShopResult, Visit
from sweep.store.store import Store
from sweep.targets import Funnel, Target
from tests.bench.table import table
from tests.countries import COUNTRIES, DAY, facts, judged

SHOPS, PROCESSES = 10_000, 2
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


def fill(path: Path, count: int) -> None:
    """A database with one sweep of `count` judged shops."""
    store, results = Store(path), list(_results(count))
    store.begin_sweep("bench", DAY, Funnel(count, count, count), [result.target for result in results], NOW)
    for result in results:
        store.save("bench", result, rules_version="", tool_version="", now=NOW)
    store.close()


def _judge(path: Path, first: int, end: int) -> tuple[int, float]:
    """Reads and judges the shops `first`..`end`; how many verdicts that made, and the seconds of CPU."""
    store, checks, verdicts = Store(path), list(load().values()), 0
    started = time.process_time()
    for number in range(first, end):
        for shop in store.results("bench", f"shop-{number:05}.example"):
            verdicts += len(judge_shop(shop.facts, country=shop.country, day=DAY, checks=checks))
    store.close()
    return verdicts, time.process_time() - started


def run(path: Path, count: int) -> tuple[float, float, int]:
    """Seconds on the clock with the start of the processes, seconds of CPU, verdicts."""
    began = time.perf_counter()
    borders = [count * n // PROCESSES for n in range(PROCESSES + 1)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(_judge, [path] * PROCESSES, borders[:-1], borders[1:]))
    return time.perf_counter() - began, sum(cpu for _, cpu in parts), sum(verdicts for verdicts, _ in parts)


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
        path = Path(name) / "sweepday.sqlite"
        fill(path, count)
        size = path.stat().st_size
        seconds, cpu, verdicts = run(path, count)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    rows = (
        (f"{count:,} stored shops x {len(load())} rules, {PROCESSES} processes", f"{seconds:.0f} s", "< 100 s"),
        ("CPU of both", f"{cpu:.0f} s", ""),
        ("verdicts", f"{verdicts:,}", ""),
        ("the database", f"{size / 1e6:,.0f} MB", ""),
        ("memory of a process", f"{memory:.0f} MB", ""),
        ("`rules list`", f"{rules_list():.2f} s", "< 0.5 s"),
    )
    print(table(("Judging alone", "measured", "wanted"), rows))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
