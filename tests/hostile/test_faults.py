"""A sweep under which everything breaks: connections, workers, the run itself, the disk, the time-stamp authority.

Nothing is lost and nobody is accused falsely: every shop ends with one result, every closed capture is whole, and what
a shop is accused of it is also accused of when nothing breaks. SWEEPDAY_FAULT_SHOPS=300 runs it over three hundred
shops (some minutes); SWEEPDAY_SEED chooses other moments.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sweep.cli import main
from sweep.evidence.manifest import closed_visits, file_sha256
from sweep.results import ShopResult
from tests.hostile.village import accused, findings, lay_out, result, run, village
from tests.servers import Route, page, reset
from tests.sweep.children import kill, workers_of
from tests.sweep.test_resilience import COMMAND, remount, small_disk
from tests.sweep.test_workers import leased

SHOPS = int(os.environ.get("SWEEPDAY_FAULT_SHOPS", "16"))
SEED = int(os.environ.get("SWEEPDAY_SEED", "20261121"))
KILLS = 2 + SHOPS // 20  # workers killed in each start of the run
ROOM = 60_000  # bytes a shop that the disk has at first: too few for all
NOBODY = "evidence: {timestamps: ['http://127.0.0.1:9/']}"


def spoil(number: int, routes: dict[str, Route]) -> dict[str, Route]:
    """Every third shop cuts connections or is overwhelmed, at random but for its home page not always."""
    chance = random.Random(SEED + number)
    if number % 3:
        return routes
    return {path: _sometimes(route, chance.random() * 0.4, chance) for path, route in routes.items()}


def _sometimes(route: Route, often: float, chance: random.Random) -> Route:
    busy = page("<h1>Busy</h1>", status="503 Busy", headers={"Retry-After": "1"})
    lock = threading.Lock()

    def say(connection: socket.socket, path: str) -> None:
        with lock:
            fate = chance.random()
        if fate < often / 2:
            reset(connection, path)
        else:
            connection.sendall(busy if fate < often else route)  # type: ignore[arg-type]
            connection.close()

    return say


@contextmanager
def assassin(plan: Path, process: subprocess.Popen[str], chance: random.Random, whole: bool) -> Iterator[list[int]]:
    """Kills now and then a worker of the run, at work on a shop; in the end the `whole` run. The list tells whom."""
    killed: list[int] = []
    over = threading.Event()

    def strike() -> None:
        # A machine under load takes long to start a worker: only what is at work is killed, and not for ever.
        while len(killed) < KILLS and not over.wait(chance.uniform(1, 4)):
            if leased(plan) and (workers := workers_of(process)):
                killed.append(chance.choice(workers))
                kill(killed[-1])
                if whole and len(killed) >= KILLS // 2:
                    with suppress(ProcessLookupError):
                        os.killpg(process.pid, signal.SIGKILL)
                    return

    thread = threading.Thread(target=strike, daemon=True)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def start(plan: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", COMMAND, "run", str(plan)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )


def until_done(plan: Path, disk: Path, chance: random.Random) -> tuple[list[str], int]:
    """Starts the run again and again, as a person would, until it ends well; what was said, how many were killed."""
    said: list[str] = []
    deaths = 0
    for attempt in range(12):
        process = start(plan)
        with assassin(plan, process, chance, whole=attempt in (1, 2)) as killed:
            output, _ = process.communicate(timeout=1500)
        deaths += len(killed)
        said.append(output)
        if attempt == 0:
            remount(disk, "size=4g")
        if process.returncode == 0:
            break
    return said, deaths


def test_everything_breaks_and_nothing_is_lost(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    disk = tmp_path / "disk"
    with village(SHOPS) as houses:
        calm = lay_out(tmp_path / "calm", houses)
        assert run(calm).code == 0
    quiet = result(calm)
    addresses = {house.url.split(":")[1]: house for house in houses}
    with small_disk(disk, f"{SHOPS * ROOM}"), village(SHOPS, spoil) as broken:
        plan = lay_out(disk / "broken", broken, more=NOBODY)
        said, deaths = until_done(plan, disk, chance)
        loud = result(plan)
        assert main(["verify", "broken", "--workspace", str(plan.parent)]) == 0
        _check_captures(plan)
    assert loud.info.finished
    assert "full" in said[0], said[0][-2000:]
    assert "no time stamp by" in said[-1]
    assert not [output for output in said if "Traceback" in output]
    # The ports differ from one village to the other; a shop keeps its address.
    same = {new.key: addresses[new.url.split(":")[1]].key for new in broken}
    assert len(loud.shops) == SHOPS == len({s.target.key for s in loud.shops})
    assert {(same[key], check) for key, check in accused(loud)} <= accused(quiet)
    expected = {s.target.key: s for s in quiet.shops}
    lost = [s for s in loud.shops if _differs(s, expected[same[s.target.key]])]
    assert not [s.reason for s in lost if not s.visit.failures and "died over this shop three times" not in s.reason]
    funnel = loud.info.funnel
    print(
        f"{SHOPS} shops, {deaths} workers and {len(said) - 1} runs killed or stopped: {funnel.alive} alive, "
        f"{funnel.measured} measured, {funnel.tried_again} tried again, {funnel.recovered} recovered, "
        f"{sum('died over' in s.reason for s in loud.shops)} given up"
    )
    assert findings(loud, broken)


def _differs(shop: ShopResult, calm: ShopResult) -> bool:
    return [(v.check, v.outcome) for v in shop.verdicts] != [(v.check, v.outcome) for v in calm.verdicts]


def _check_captures(plan: Path) -> None:
    """Every capture that a manifest names is whole, and nothing half-written lies beside it."""
    sweep = plan.parent / "sweeps" / plan.stem
    for folder in (sweep / "captures").iterdir():
        visits = closed_visits(folder)
        assert 1 <= len(visits) <= 2
        assert all(file_sha256(sweep / visit.archive) == visit.sha256 for visit in visits)
        assert not list(folder.glob("*.part"))
