"""Work on the shops of a sweep spread over the processors of the machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TypeVar

from sweep import processes
from sweep.errors import SweepError
from sweep.run import Sweep

Job = TypeVar("Job")
Result = TypeVar("Result")


def spread(
    work: Callable[[Sweep, Job], Result], sweep: Sweep, jobs: Sequence[Job], *, few: int, at_once: int = 1
) -> Iterator[Result]:
    """`work(sweep, job)` of each job, in their order, in as many processes as the plan has workers (0: one a core).

    Up to `few` jobs are done in this process; a process takes `at_once` jobs at a time, and opens the sweep once.
    `work` is a function of a module. Raises what `work` raises, and SweepError where a process dies.
    """
    size = min(sweep.plan.pace.workers or os.cpu_count() or 1, len(jobs) // at_once)
    if size <= 1 or len(jobs) <= few:
        yield from (work(sweep, job) for job in jobs)
        return
    bare = Sweep(sweep.workspace, sweep.name, sweep.plan, sweep.day)  # without what was opened for this process
    with processes.pool(size, _begin, bare) as pool:
        try:
            yield from pool.map(partial(_there, work), jobs, chunksize=at_once)
        except BrokenProcessPool:
            raise SweepError(
                f"{sweep.name}: one of the processes that judged died, perhaps for want of memory; what they kept is "
                "kept. With `pace: {workers: 1}` in the plan the shops are judged one after the other, in one process"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_sweep: Sweep | None = None  # of a process of the pool


def _begin(sweep: Sweep) -> None:
    global _sweep  # noqa: PLW0603
    _sweep = sweep


def _there(work: Callable[[Sweep, Job], Result], job: Job) -> Result:
    assert _sweep is not None
    return work(_sweep, job)
