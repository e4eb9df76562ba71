"""A fault of ours, kept in a file with all that is needed to find its cause, so that the message can be short."""

from __future__ import annotations

import os
import platform
import re
import shlex
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sweep import __version__

_LOGIN = re.compile(r"(?<=://)[^/@\s'\"]+(?=@)")


def keep(error: BaseException, words: Sequence[str], folder: Path | None = None) -> Path | None:
    """Writes version, machine, command line and traceback, without logins in addresses, to a new file that nobody
    else can read, in `folder` (default: the system's for temporary files). None where that cannot be done."""
    with suppress(OSError):
        text = _LOGIN.sub("***", "\n".join(_lines(error, words)))
        handle, name = tempfile.mkstemp(".txt", f"sweepday-fault-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-", folder)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as out:
            out.write(text)
        return Path(name)
    return None


def short(error: BaseException) -> str:
    """The kind of an error and the first line of what it says: "KeyError: 'name'"."""
    said = _LOGIN.sub("***", str(error)).partition("\n")[0][:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _lines(error: BaseException, words: Sequence[str]) -> list[str]:
    return [
        f"sweepday {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{datetime.now(UTC).isoformat(timespec='seconds')} in {Path.cwd()}",
        f"$ sweepday {shlex.join(words)}",
        "",
        "".join(traceback.format_exception(error)),
    ]
