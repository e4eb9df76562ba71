"""Many shops at once on this machine: worker processes that take shops from the queue, watched and replaced.

A page is parsed where it was fetched. A worker that hangs, falls silent or dies is replaced; the shops it held are
tried once more, each alone, a last time at the end, and then given up as not measurable. Shops whose trouble may pass
are visited once more when all others are done. The parent only supervises.
"""

from __future__ import annotations

import math
import multiprocessing.connection
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from sweep import processes
from sweep.errors import SweepError
from sweep.plan import Plan
from sweep.results import ShopState
from sweep.run import Sweep, give_up
from sweep.worker import ALIVE, Job, work

THREADS = 8  # per process; more cost more than they bring
ALONE = 4  # processes, or as many as the plan has workers, in which shops are tried alone
SILENCE = 60.0  # seconds: a worker that says nothing for so long hangs (`worker.BEAT`)

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


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    job: Job
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
        job = Job(
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
        process, pipe = processes.begin(work, job)
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
            if message == ALIVE:
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
