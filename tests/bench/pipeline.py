"""The whole way of a page, from the socket to the verdict, beside Scrapy with parsel and extruct, in one run.

2,000 generated pages of 80 to 200 kB, served over loopback by a process of its own; each side is a process, one after
the other, with the same settings. "Pages per CPU second" counts the processor time of the client alone. The sides take
turns, and of each its best run counts: a machine that others share runs at half its speed for minutes. What a side does
once, before its first page, is told apart: one side reads fewer pages, and a sweep does it once for all its workers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import pytest

from tests.bench.table import table

SHOPS = 42  # of 48 pages
FEW = 16  # shops, two a language, for the side that takes several times longer
ROUNDS = 2
POLITE_SHOPS, DELAY = 2, 0.1


@dataclass(frozen=True)
class Run:
    """What one side did: pages read, processor seconds for them and before the first of them (imports, what is read
    once), the most memory it held (bytes), offers found."""

    pages: int
    seconds: float
    start: float
    memory: int
    offers: int

    @property
    def rate(self) -> float:
        return self.pages / self.seconds


@contextmanager
def served(shops: int) -> Iterator[tuple[dict[str, Any], subprocess.Popen[str]]]:
    """The shops while they are served: their addresses, number of pages and bytes."""
    command = [sys.executable, "-m", "tests.bench.race.server", str(shops)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield json.loads(server.stdout.readline()), server
        finally:
            server.kill()


def seen(server: subprocess.Popen[str]) -> list[dict[str, float]]:
    """What each shop saw so far: requests, the most connections at once, the shortest gap between two requests."""
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write("\n")
    server.stdin.flush()
    told: list[dict[str, float]] = json.loads(server.stdout.readline())
    return told


def race(side: str, urls: list[str], delay: float = 0.0) -> Run:
    """Lets `side` ("ours", "scrapy_side") read all shops, in a process whose processor time is taken."""
    command = [sys.executable, "-m", f"tests.bench.race.{side}", str(delay)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdin is not None
        assert client.stdout is not None
        client.stdin.write(json.dumps(urls))
        client.stdin.close()
        answer = client.stdout.read()
        _, status, usage = os.wait4(client.pid, 0)
        client.returncode = os.waitstatus_to_exitcode(status)
    told = json.loads(answer)
    whole = usage.ru_utime + usage.ru_stime
    return Run(told["pages"], whole - told["start"], told["start"], usage.ru_maxrss * 1024, told["offers"])


def measure(shops: int = SHOPS) -> dict[str, Run]:
    """Side -> what it did on the same shops, its best run; the last side on a few of them only."""
    with served(shops) as (told, _):
        sides = {"ours": told["urls"], "scrapy_side": told["urls"], "scrapy_more": told["urls"][:FEW]}
        runs = [{side: race(side, urls) for side, urls in sides.items()} for _ in range(ROUNDS)]
    return {side: max((run[side] for run in runs), key=lambda run: run.rate) for side in sides}


def polite() -> tuple[float, float]:
    """(most connections at once to one shop, shortest pause between two requests to one in seconds) with a delay."""
    with served(POLITE_SHOPS) as (told, server):
        race("ours", told["urls"], DELAY)
        shops = seen(server)
    return max(s["most"] for s in shops), min(s["gap"] for s in shops)


_NAMES = {
    "ours": "sweepday: visit, archive, parse, all facts, judge",
    "scrapy_side": "Scrapy + parsel + extruct + cache",
    "scrapy_more": "the same, with RDFa, telephone numbers in E.164 and valid VAT numbers",
}


def main() -> None:
    if find_spec("scrapy") is None or find_spec("extruct") is None:
        pytest.skip("Scrapy is not installed: pip install -e '.[bench]'")
    runs = measure()
    rows = [
        (
            _NAMES[side],
            r.pages,
            f"{r.rate:.0f}",
            f"{1000 / r.rate:.1f}",
            f"{r.start:.1f}",
            f"{r.memory / 1e6:.0f}",
            r.offers,
        )
        for side, r in runs.items()
    ]
    head = ("2,000 pages over loopback", "pages", "pages per CPU second", "CPU ms", "start, s", "peak MB", "offers")
    print(table(head, rows))
    most, gap = polite()
    lean, more = (runs["ours"].rate / runs[side].rate for side in ("scrapy_side", "scrapy_more"))
    print(
        f"\n{lean:.1f} times Scrapy, {more:.1f} times where it reads more of the same facts. "
        f"With a delay of {DELAY} s each shop saw {most:.0f} connection at once and no two requests within {gap:.3f} s."
    )


if __name__ == "__main__":
    main()
