"""Worker processes that die: replaced while the sweep goes on, and given up after the third death over a shop."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from sweep.plan import Plan
from sweep.workers import _shape
from tests.sweep.children import kill, workers_of
from tests.sweep.conftest import Swept
from tests.sweep.test_resilience import COMMAND, make, results, start, under_way


def leased(plan: Path) -> bool:
    """Whether a worker holds a shop at this moment."""
    database = plan.parent / "sweepday.sqlite"
    if not database.exists():
        return False
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    # The tables may not be there yet.
    with contextlib.closing(connection), contextlib.suppress(sqlite3.OperationalError):
        return bool(connection.execute("SELECT 1 FROM targets WHERE state = 'leased'").fetchall())
    return False


def test_a_worker_that_dies_is_replaced_and_its_shops_are_swept(swept: Swept, tmp_path: Path) -> None:
    plan = make(tmp_path / "w", swept, "replaced", delay=0.1)
    run = start(plan)
    deadline = time.monotonic() + 300
    while not leased(plan) and time.monotonic() < deadline:
        time.sleep(0.05)
    kill(workers_of(run)[0])
    output, _ = run.communicate(timeout=600)
    assert run.returncode == 0, output
    result = results(plan)
    assert result.info.finished
    assert {shop.state for shop in result.shops} == {"measured"}


def test_a_shop_over_which_every_worker_dies_is_given_up_and_the_run_ends(swept: Swept, tmp_path: Path) -> None:
    plan = make(tmp_path / "w", swept, "hopeless", shops=2, delay=1)
    run = start(plan)
    deadline = time.monotonic() + 600
    while run.poll() is None and time.monotonic() < deadline:
        if leased(plan):
            for pid in workers_of(run):
                kill(pid)
        time.sleep(0.05)
    output, _ = run.communicate(timeout=60)
    assert run.returncode == 0, output
    for shop in results(plan).shops:
        assert shop.state == "not_measurable"
        assert "died over this shop three times" in shop.reason
        assert shop.verdicts == ()


def test_a_worker_that_falls_silent_is_replaced(swept: Swept, tmp_path: Path) -> None:
    plan = make(tmp_path / "w", swept, "silent", delay=0.1)
    # With little patience: the stopped worker is alive and deaf, as one that never comes back from a call.
    command = COMMAND.replace("from sweep.cli", "import sweep.workers\nsweep.workers.SILENCE = 15.0\nfrom sweep.cli")
    run = start(plan, command)
    under_way(run, plan)
    os.kill(workers_of(run)[0], signal.SIGSTOP)
    output, _ = run.communicate(timeout=600)
    assert run.returncode == 0, output
    assert {shop.state for shop in results(plan).shops} == {"measured"}


@pytest.mark.parametrize(
    ("at_once", "workers", "waiting", "shape"),
    [(16, 2, 100, (8, 8)), (5, 2, 100, (3, 2)), (16, 4, 3, (1, 1, 1)), (1, 4, 9, (1,)), (8, 2, 0, ())],
)
def test_the_shape_of_the_pool(at_once: int, workers: int, waiting: int, shape: tuple[int, ...]) -> None:
    plan = Plan.model_validate(
        {
            "name": "p",
            "authority": "a",
            "country": "FR",
            "lists": "x.csv",
            "pace": {"shops_at_once": at_once, "workers": workers},
        }
    )
    assert _shape(plan, waiting) == shape
