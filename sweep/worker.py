"""One worker process: it takes shops from the queue, visits and judges them, and says what became of each."""

from __future__ import annotations

import contextlib
import queue
import resource
import threading
import time
import traceback
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from sweep import processes, remembered, turns
from sweep.errors import SweepError
from sweep.plan import Plan
from sweep.run import Sweep, give_up, sweep_again, sweep_shop
from sweep.targets import Target
from sweep.workspace import Workspace

MEMORY = 4 << 30  # address space of one worker, bytes
JUDGING_SECONDS = 120.0  # for reading and judging one shop, beyond its visit
BEAT = 5.0  # seconds: so often it says that it lives
ALIVE = "alive"


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker process needs to make its own `Sweep`."""

    workspace: Path
    name: str
    plan: Plan
    day: date
    worker: str
    threads: int
    attempts: int  # 0: fresh shops; else shops over which so many workers died
    again: bool = False  # shops that were put aside for a second try

    def sweep(self) -> Sweep:
        return Sweep(Workspace(self.workspace), self.name, self.plan, self.day)

    @property
    def lease_seconds(self) -> float:
        return self.plan.budget.minutes * 60 + JUDGING_SECONDS


def work(job: Job, pipe: Connection) -> None:
    """Until no shop is left: sends ALIVE, what became of each shop, a SweepError that ends all, and None at its end."""
    with contextlib.suppress(ValueError, OSError):
        # The soft limit only: a browser that a visit starts reserves far more than it uses, and lifts it for itself.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    turns.one_heap()
    threading.Thread(target=processes.die_with_parent, args=(pipe,), daemon=True).start()
    sweep = job.sweep()
    try:
        # Made once, before the threads share them.
        _ = sweep.store, sweep.checks, sweep.matcher
    except SweepError as error:
        pipe.send(error)
        return
    outbox: queue.SimpleQueue[object] = queue.SimpleQueue()
    threading.Thread(target=_beat, args=(outbox,), daemon=True).start()
    for _number in range(job.threads):
        threading.Thread(target=_take_shops, args=(sweep, job, outbox), daemon=True).start()
    left = job.threads
    while left:
        message = outbox.get()
        if message is None:
            left -= 1
            continue
        pipe.send(message)
        if isinstance(message, SweepError):
            return
    pipe.send(None)


def _beat(outbox: queue.SimpleQueue[object]) -> None:
    # Says nothing for as long as a call anywhere in this process keeps the interpreter to itself.
    while True:
        outbox.put(ALIVE)
        time.sleep(BEAT)


def _take_shops(sweep: Sweep, job: Job, outbox: queue.SimpleQueue[object]) -> None:
    memory = remembered.Memory()
    try:
        while (target := _lease(sweep, job)) is not None:
            with turns.shop():
                _one_shop(sweep, job, target, outbox)
            memory.after(turns.taken())
    except SweepError as error:
        outbox.put(error)
    finally:
        outbox.put(None)


def _lease(sweep: Sweep, job: Job) -> Target | None:
    until = time.time() + job.lease_seconds
    if job.again:
        return sweep.store.lease_again(job.name, job.worker, until)
    return sweep.store.lease(job.name, job.worker, until, attempts=job.attempts)


def _one_shop(sweep: Sweep, job: Job, target: Target, outbox: queue.SimpleQueue[object]) -> None:
    try:
        result = sweep_again(sweep, target) if job.again else sweep_shop(sweep, target, last=job.attempts > 0)
    except SweepError:
        raise
    # One shop must never end the sweep of the others: a fault of ours becomes its result, and an issue line.
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
        sweep.folder.issue(shop=target.key, fault=fault, traceback=traceback.format_exc())
        result = give_up(sweep, target, fault)
    outcomes = [verdict.outcome.label for verdict in result.verdicts]
    outbox.put((target.key, result.state, result.reason, outcomes.count("fail"), outcomes.count("review")))
