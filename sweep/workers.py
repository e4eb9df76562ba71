"""Many shops at once on this machine: worker processes that take shops from the queue, watched and replaced.

A page is parsed where it was fetched. A worker that hangs, falls silent or dies is replaced; the shops it held are
tried once more, each alone, a last time at the end, and then given up as not measurable. Shops whose trouble may pass
are visited once more when all others are done. The parent only supervises.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing.connection
import os
import queue
import resource
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sweep import processes, remembered, turns
from sweep.errors import SweepError
from sweep.plan import Plan
from sweep.results import ShopState
from sweep.run import Sweep, give_up, sweep_again, sweep_shop
from sweep.targets import Target
from sweep.workspace import Workspace

MEMORY = 4 << 30  # address space of one worker, bytes
JUDGING_SECONDS = 120.0  # for reading and judging one shop, beyond its visit
THREADS = 8  # per process; more cost more than they bring
ALONE = 4  # processes, or as many as the plan has workers, in which shops are tried alone
BEAT, SILENCE = 5.0, 60.0  # seconds: a worker says so often that it lives; one that says nothing for so long hangs

_ALIVE = "alive"
_STILLBORN = 10  # workers in a row that may die before one is heard


@dataclass(frozen=True, slots=True)
class ShopDone:
    """One shop has its result; counts of this sweep so far."""

    shop: str
    state: ShopState
    reason: str
    fails: int
    reviews: int
    done: int
    total: int
    again: bool = False  # this was its second try


Progress = Callable[[ShopDone], None]


@dataclass(frozen=True, slots=True)
class _Job:
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


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    job: _Job
    finished: bool = False
    # When it last said anything; it has the time of a few silences to begin.
    heard: float = field(default_factory=lambda: time.monotonic() + 4 * SILENCE)


@dataclass(slots=True)
class _Pool:
    sweep: Sweep
    progress: Progress
    total: int
    done: int
    workers: list[_Worker] = field(default_factory=list)
    made: int = 0
    stillborn: int = 0

    def start(self, threads: int, attempts: int, *, again: bool = False) -> None:
        self.made += 1
        job = _Job(
            self.sweep.workspace.path,
            self.sweep.name,
            self.sweep.plan,
            self.sweep.day,
            f"{os.getpid()}-{self.made}",
            threads,
            attempts,
            again,
        )
        if self.sweep.workspace.alerts.exists():
            processes.share("product_alerts.index_file")  # numpy, which workers without alerts do not need
        process, pipe = processes.begin(_worker_main, job)
        self.workers.append(_Worker(process, pipe, job))

    def note_death(self, worker: _Worker) -> None:
        """Raises SweepError where workers die before they say a word: to start more of them would never end."""
        self.stillborn += worker.heard > time.monotonic()
        if self.stillborn >= _STILLBORN:
            raise SweepError(
                f"workers end as soon as they start (exit code {worker.process.exitcode}): "
                "too little memory or a damaged installation; see `sweepday doctor`, then run the same command again"
            )

    def stop(self) -> None:
        for worker in self.workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
        self.workers.clear()


def run_all(sweep: Sweep, progress: Progress) -> None:
    """Sweeps every shop that has no result yet. Raises SweepError when nothing more can be written."""
    store = sweep.store
    store.release_leases(sweep.name)
    pool = _Pool(sweep, progress, total=len(store.sweep_targets(sweep.name)), done=store.done(sweep.name))
    pool.done += store.put_aside(sweep.name)
    try:
        _all_at_once(pool, store.pending(sweep.name).get(0, 0))
        # What killed a worker is tried alone, so that it can take nothing else with it.
        _alone(pool, attempts=1)
        _all_at_once(pool, store.put_aside(sweep.name), again=True)
        _alone(pool, attempts=2)
        while (target := store.lease(sweep.name, "give-up", math.inf, attempts=3)) is not None:
            result = give_up(sweep, target, "page could not be parsed: the reader died over this shop three times")
            _report(pool, target.key, result.state, result.reason, 0, 0)
    finally:
        pool.stop()


def _all_at_once(pool: _Pool, waiting: int, *, again: bool = False) -> None:
    for threads in _shape(pool.sweep.plan, waiting):
        pool.start(threads, attempts=0, again=again)
    _supervise(pool)


def _alone(pool: _Pool, attempts: int) -> None:
    """Each shop alone in its process; several such processes, as most of the shops only had a bad neighbour."""
    while waiting := pool.sweep.store.pending(pool.sweep.name).get(attempts):
        for _number in range(min(waiting, max(ALONE, pool.sweep.plan.pace.workers))):
            pool.start(threads=1, attempts=attempts)
        _supervise(pool)


def _shape(plan: Plan, waiting: int) -> tuple[int, ...]:
    """Threads of each worker process."""
    at_once = min(plan.pace.shops_at_once, waiting)
    if at_once == 0:
        return ()
    wanted = plan.pace.workers or max(os.cpu_count() or 1, math.ceil(at_once / THREADS))
    processes = min(wanted, at_once)
    return tuple(at_once // processes + (1 if i < at_once % processes else 0) for i in range(processes))


def _supervise(pool: _Pool) -> None:
    """Until every worker has finished: passes on what they report, replaces those that died or hang."""
    checked = time.monotonic()
    while any(not worker.finished for worker in pool.workers):
        pipes = [w.pipe for w in pool.workers if not w.finished]
        multiprocessing.connection.wait(pipes, timeout=0.5)
        for worker in [w for w in pool.workers if not w.finished]:
            _listen(pool, worker)
        if time.monotonic() - checked > 1:
            checked = time.monotonic()
            hanging = {name for name, _ in pool.sweep.store.expired(pool.sweep.name, time.time())}
            for worker in [w for w in pool.workers if not w.finished]:
                if worker.job.worker in hanging or checked - worker.heard > SILENCE:
                    worker.process.kill()


def _listen(pool: _Pool, worker: _Worker) -> None:
    try:
        while worker.pipe.poll():
            message = worker.pipe.recv()
            worker.heard, pool.stillborn = time.monotonic(), 0
            if message == _ALIVE:
                continue
            if isinstance(message, SweepError):
                raise message
            if message is None:
                worker.finished = True
                return
            _report(pool, *message, again=worker.job.again)
    except (EOFError, ConnectionResetError):
        worker.finished = True
        worker.process.join()
        pool.note_death(worker)
        pool.sweep.store.worker_died(pool.sweep.name, worker.job.worker)
        store, job = pool.sweep.store, worker.job
        if store.put_aside(job.name) if job.again else store.pending(job.name).get(job.attempts):
            pool.start(job.threads, job.attempts, again=job.again)


def _report(
    pool: _Pool, shop: str, state: ShopState, reason: str, fails: int, reviews: int, *, again: bool = False
) -> None:
    pool.done += not again
    pool.progress(ShopDone(shop, state, reason, fails, reviews, pool.done, pool.total, again))


# -- in the worker process ----------------------------------------------------------------------------


def _worker_main(job: _Job, pipe: Connection) -> None:
    with contextlib.suppress(ValueError, OSError):
        # The soft limit only: a browser that a visit starts reserves far more than it uses, and lifts it for itself.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    turns.one_heap()
    threading.Thread(target=_die_with_parent, args=(pipe,), daemon=True).start()
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


def _die_with_parent(pipe: Connection) -> None:
    # Nothing is ever sent to a worker: the pipe becoming readable means that the parent is gone.
    with contextlib.suppress(EOFError, OSError):
        pipe.recv_bytes()
    os._exit(1)


def _beat(outbox: queue.SimpleQueue[object]) -> None:
    # Says nothing for as long as a call anywhere in this process keeps the interpreter to itself.
    while True:
        outbox.put(_ALIVE)
        time.sleep(BEAT)


def _take_shops(sweep: Sweep, job: _Job, outbox: queue.SimpleQueue[object]) -> None:
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


def _lease(sweep: Sweep, job: _Job) -> Target | None:
    until = time.time() + job.lease_seconds
    if job.again:
        return sweep.store.lease_again(job.name, job.worker, until)
    return sweep.store.lease(job.name, job.worker, until, attempts=job.attempts)


def _one_shop(sweep: Sweep, job: _Job, target: Target, outbox: queue.SimpleQueue[object]) -> None:
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
