"""Many shops in one sweep: what each costs, and the memory of the processes, as the list grows.

Small shops of three pages, served on loopback by a process of its own, swept by `sweepday run` at no pace. A second run
finds all done: what it takes goes into exports, report and seal.
SWEEPDAY_SCALE="1000 3000 10000" sets the numbers of shops (some minutes each).
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sweep.demo.spec import shops
from tests.bench.race.server import Shop
from tests.bench.table import table
from tests.hostile.village import House, Measured, lay_out, routes, run

SIZES = tuple(int(number) for number in os.environ.get("SWEEPDAY_SCALE", "100 300").split())
PAGES = 3


@contextmanager
def served(number: int) -> Iterator[tuple[House, ...]]:
    """So many shops, each at an address of its own, for as long as they are needed."""
    command = [sys.executable, "-m", "tests.bench.scale", str(number)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield tuple(House(*line) for line in json.loads(server.stdout.readline()))
        finally:
            server.kill()


async def _serve(number: int) -> None:
    """Starts the shops, says where they are, and serves them until the input ends."""
    loop, names = asyncio.get_running_loop(), sorted(shops())
    houses = []
    for i in range(number):
        shop = partial(
            Shop, routes(names[i % len(names)]), {"open": 0, "most": 0, "requests": 0, "gap": 1e9, "last": 0}
        )
        server = await loop.create_server(shop, f"127.2.{i // 250}.{i % 250 + 1}", 0, backlog=4)
        host, port = server.sockets[0].getsockname()[:2]
        houses.append((f"http://{host}:{port}/", shops()[names[i % len(names)]].country))
    print(json.dumps(houses), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def measure(number: int) -> tuple[Measured, Measured]:
    """What the sweep took, and what its exports, report and seal took afterwards."""
    with tempfile.TemporaryDirectory() as folder, served(number) as houses:
        plan = lay_out(Path(folder) / "many", houses, at_once=16, pages=PAGES, second_try=False)
        swept, told = run(plan), run(plan, report=True)
        assert (swept.code, told.code) == (0, 0), swept.said + told.said
        return swept, told


def main() -> None:
    rows = []
    for number in SIZES:
        swept, told = measure(number)
        rows.append(
            (
                number,
                f"{swept.cpu:.0f}",
                f"{1000 * swept.cpu / number:.0f}",
                f"{swept.worker / 1e3:.0f}",
                f"{swept.own / 1e3:.0f}",
                f"{1000 * told.cpu / number:.0f}",
                f"{told.peak / 1e3:.0f}",
            )
        )
    head = ("shops of three pages", "CPU s", "CPU ms a shop", "peak MB of a worker", "peak MB of the run")
    print(table((*head, "exports, report, seal: CPU ms a shop", "peak MB"), rows))


if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # a listener a shop
    asyncio.run(_serve(int(sys.argv[1])))
