"""Processes of our own beside this one: forked from a server that has read already what all of them need.

To import everything and to read the law takes seconds of a processor; on Linux it is done once, in a process that has
no threads and does nothing else, and each worker is forked from it at once. Elsewhere every process begins anew.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.resource_tracker
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

_FORKED = sys.platform == "linux"  # elsewhere libraries of the system may not be forked
_context: Any = multiprocessing.get_context("forkserver" if _FORKED else "spawn")
if _FORKED:
    _context.set_forkserver_preload(["sweep.warmed"])


def share(module: str) -> None:
    """Has `module` imported once for all processes to come; without effect once the first has begun."""
    if _FORKED:
        _context.set_forkserver_preload(["sweep.warmed", module])


def begin(work: Callable[..., None], job: object) -> tuple[Any, Connection]:
    """A process that does `work(job, pipe)`, and our end of its pipe. Ctrl-C passes it by: it is for us to end it."""
    ours, theirs = _context.Pipe()
    process = _context.Process(target=_run, args=(dict(os.environ), work, job, theirs), daemon=True)
    with _uninterrupted():
        process.start()
    theirs.close()
    return process, ours


def pool(size: int, begin: Callable[..., None], *given: object) -> ProcessPoolExecutor:
    """So many processes for short jobs, each of which does `begin(*given)` first. Ctrl-C passes them by, too."""
    first = (dict(os.environ), begin, given)
    return ProcessPoolExecutor(size, mp_context=_context, initializer=_first, initargs=first)


def _first(environment: dict[str, str], begin: Callable[..., None], given: tuple[object, ...]) -> None:
    _as_here(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begin(*given)


def _run(environment: dict[str, str], work: Callable[..., None], job: object, pipe: Connection) -> None:
    _as_here(environment)
    work(job, pipe)


def _as_here(environment: dict[str, str]) -> None:
    # The server has the environment of the time when it was started.
    os.environ.clear()
    os.environ.update(environment)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C reaches every process of the terminal: processes made in here leave it to their parent."""
    # It would unblock the signals again if it were first needed inside.
    multiprocessing.resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def die_with_parent(pipe: Connection) -> None:
    """Ends this process when the one that began it is gone; nothing is ever sent to it, so its pipe tells."""
    with contextlib.suppress(EOFError, OSError):
        pipe.recv_bytes()
    os._exit(1)
