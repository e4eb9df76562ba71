"""The worker processes of a run that a test has started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

from tests.shared import skip


def workers_of(run: subprocess.Popen[str]) -> list[int]:
    """Their numbers: they are children of the server that they are forked from, which is a child of the run."""
    if not Path("/proc/self/task").exists():
        run.kill()
        skip("proc", "this system has no /proc to see child processes with")
    servers = [pid for pid in _children(run.pid) if b"forkserver" in _command(pid)]
    return [pid for server in servers for pid in _children(server)]


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
