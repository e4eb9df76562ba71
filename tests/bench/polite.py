"""Many shops politely: how long a run over shops takes that are asked once a second each, and with how much memory.

The floor is what a visit takes that waits for nothing but its own pace. A shop that swallows connections stands among
them: it may cost its own place and no more. SWEEPDAY_POLITE sets the number of shops (60).
"""

from __future__ import annotations

import os
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench.table import table
from tests.hostile.village import House, Measured, lay_out, result, run, village

SHOPS = int(os.environ.get("SWEEPDAY_POLITE", "60"))


@contextmanager
def black_holes(number: int) -> Iterator[tuple[House, ...]]:
    """Shops that take a connection and never say a word."""
    with ExitStack() as stack:
        houses = []
        for index in range(number):
            listener = stack.enter_context(socket.create_server((f"127.1.9.{index + 1}", 0), backlog=64))
            houses.append(House(f"http://127.1.9.{index + 1}:{listener.getsockname()[1]}/", "FR"))
        yield tuple(houses)


def timed(folder: Path, houses: tuple[House, ...], at_once: int) -> tuple[float, Measured]:
    plan = lay_out(folder, houses, delay=1, at_once=at_once, seconds=20, second_try=False)
    began = time.monotonic()
    done = run(plan)
    took = time.monotonic() - began
    assert done.code == 0, done.said
    measured = sum(shop.state == "measured" for shop in result(plan).shops)
    assert measured == sum(not house.url.startswith("http://127.1.9.") for house in houses)
    return took, done


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory() as name, village(SHOPS) as houses, black_holes(4) as dead:
        folder = Path(name)
        one, _ = timed(folder / "one", houses[:2], 2)
        cases = (
            ("16 at once", houses, 16),
            ("all at once", houses, SHOPS),
            ("with 4 black holes", (*dead, *houses), 16),
        )
        for number, (title, shops, at_once) in enumerate(cases):
            seconds, done = timed(folder / f"case-{number}", shops, at_once)
            rounds = -(-len(shops) // at_once)
            rows.append((title, len(shops), f"{seconds:.0f} s", f"{rounds * one:.0f} s", f"{done.peak // 1000} MB"))
    print(table(("polite shops, 1 request a second each", "shops", "took", "floor", "largest process"), rows))
