"""Second looks in processes of their own: a page that hangs or kills its reader costs that look, and nothing else."""

from __future__ import annotations

import contextlib
import multiprocessing.connection
import resource
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sweep import processes
from sweep.errors import SweepError
from sweep.plan import Plan
from sweep.run import Sweep, look_again
from sweep.targets import Target
from sweep.worker import JUDGING_SECONDS, MEMORY
from sweep.workers import ALONE
from sweep.workspace import Workspace

Look = tuple[Target, tuple[str, ...]]  # a shop and the pages to be seen again

_STARTING = 240.0  # seconds that a process on a busy machine may take until it says a first word


@dataclass(frozen=True, slots=True)
class _Job:
    workspace: Path
    name: str
    plan: Plan
    day: date
    looks: tuple[Look, ...]


@dataclass(slots=True)
class _Worker:
    """One process and the looks it has left, the first of them under way once `begun`."""

    process: Any
    pipe: Connection
    left: list[Look]
    begun: bool = False
    until: float = field(default_factory=lambda: time.monotonic() + _STARTING)


def look_all(sweep: Sweep, looks: Sequence[Look], done: Callable[[str], None]) -> None:
    """Takes every look and judges its shop anew; `done` hears of each shop. Raises SweepError where nothing is written.

    A look over which its process dies, or that takes longer than a whole shop may, is left out, with an issue line.
    """
    count = min(len(looks), max(ALONE, sweep.plan.pace.workers))
    workers = [_started(sweep, looks[n::count]) for n in range(count)]
    try:
        while workers:
            multiprocessing.connection.wait([w.pipe for w in workers], timeout=0.5)
            workers = [after for w in workers if (after := _after(sweep, w, done)) is not None]
    finally:
        for worker in workers:
            worker.process.kill()
            worker.process.join()


def _started(sweep: Sweep, looks: Sequence[Look]) -> _Worker:
    job = _Job(sweep.workspace.path, sweep.name, sweep.plan, sweep.day, tuple(looks))
    process, pipe = processes.begin(_worker_main, job)
    return _Worker(process, pipe, list(looks))


def _after(sweep: Sweep, worker: _Worker, done: Callable[[str], None]) -> _Worker | None:
    """The worker, or the one that takes its place, once it was heard; None where nothing is left to do."""
    try:
        while worker.pipe.poll():
            message = worker.pipe.recv()
            if isinstance(message, SweepError):
                raise message
            worker.begun = message == "begun"
            worker.until = time.monotonic() + sweep.plan.budget.minutes * 60 + JUDGING_SECONDS
            if message == "done":
                done(worker.left.pop(0)[0].key)
    except (EOFError, ConnectionResetError):
        worker.process.join()
        return _instead(sweep, worker) if worker.left else None
    if time.monotonic() > worker.until:
        worker.process.kill()  # its pipe ends, and it is replaced
    return worker


def _instead(sweep: Sweep, dead: _Worker) -> _Worker | None:
    """A process for what a dead one has left, without the look over which it died."""
    if not dead.begun:
        raise SweepError(
            f"processes for second looks end as soon as they start (exit code {dead.process.exitcode}): "
            "too little memory or a damaged installation; see `sweepday doctor`, then run the same command again"
        )
    target, urls = dead.left.pop(0)
    sweep.folder.issue(shop=target.key, pages=urls, fault="the reader died over a second look; it is left out")
    return _started(sweep, dead.left) if dead.left else None


# -- in the process -----------------------------------------------------------------------------------


def _worker_main(job: _Job, pipe: Connection) -> None:
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    threading.Thread(target=processes.die_with_parent, args=(pipe,), daemon=True).start()
    sweep = Sweep(Workspace(job.workspace), job.name, job.plan, job.day)
    try:
        for target, urls in job.looks:
            pipe.send("begun")
            _take(sweep, target, urls)
            pipe.send("done")
    except SweepError as error:
        pipe.send(error)


def _take(sweep: Sweep, target: Target, urls: Sequence[str]) -> None:
    try:
        look_again(sweep, target, urls)
    except SweepError:
        raise
    # One shop must never end the looks at the others: a fault of ours becomes an issue line.
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
        sweep.folder.issue(shop=target.key, fault=fault, traceback=traceback.format_exc())
