"""Where this machine's Chromium is, what keeps us from using it, and how many may run at once."""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PROGRAM = "SWEEPDAY_CHROMIUM"  # environment: the program to use instead of the one that is found

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_PLACES = (
    "/usr/lib/chromium/chromium",
    "/usr/lib/chromium-browser/chromium-browser",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def program() -> str:
    """The path of a Chromium, "" where there is none. Nothing is downloaded."""
    named = os.environ.get(PROGRAM)
    if named is not None:
        return shutil.which(named) or ""
    found = (shutil.which(name) for name in (*_NAMES, *_PLACES))
    return next((path for path in found if path), "")


def missing() -> str:
    """What this installation lacks to run scripts, and what to do about it; "" where it lacks nothing."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed: pip install 'sweepday[browser]'"
    if not program():
        return f"no Chromium was found: install one (apt-get install chromium), or name it in {PROGRAM}"
    return ""


@contextlib.contextmanager
def place(seconds: float) -> Iterator[bool]:
    """One of the places for a browser on this machine; False where none becomes free. Two a core, over all processes:
    most of the time a browser waits for its shop, but each takes some hundred megabytes.

    A place is a lock on a file, so that a process which dies leaves none behind.
    """
    end = time.monotonic() + seconds
    with contextlib.ExitStack() as stack:
        handles = [_lock_file(number) for number in range(2 * (os.cpu_count() or 1))]
        for handle in handles:
            stack.callback(os.close, handle)
        while not (taken := any(_locked(handle) for handle in handles)) and time.monotonic() < end:
            time.sleep(0.1)
        yield taken


def _lock_file(number: int) -> int:
    path = Path(tempfile.gettempdir()) / f"sweepday-{os.getuid()}-browser-{number}"
    # Never through a link that somebody else laid there, and nothing is ever written.
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
