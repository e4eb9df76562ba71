"""The custody log of a sweep: who did what to the evidence, and when. JSON lines, each chained to the one before.

A line holds its own hash and that of its predecessor, so that none can be changed, removed or put between others
unnoticed; the seals keep how many there were and the hash of the last. Appending is safe for many processes at once,
and a line that a killed process left half-written is kept, as the text of the entry that follows.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import socket
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sweep.workspace import SweepFolder, writing

try:
    import fcntl
except ImportError:  # pragma: no cover - not on Windows
    fcntl = None  # type: ignore[assignment]

NAME = "custody.jsonl"
START = "0" * 64  # what the first line points back to
Event = Literal[
    "collected", "imported", "judged", "reported", "sealed", "stamped", "stamp failed",
    "viewed", "exported", "purged", "repaired", "noted", "decided",
]  # fmt: skip
_LONGEST = 1_000_000  # bytes of one entry


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `detail` are the event's own fields: the archive collected, the file purged."""

    number: int
    at: str  # ISO 8601, UTC
    event: str
    by: str
    account: str  # of the operating system: user@machine
    detail: Mapping[str, Any]
    previous: str
    hash: str


def person() -> str:
    """Who acts: SWEEPDAY_USER where it is set, else the user of the operating system."""
    return os.environ.get("SWEEPDAY_USER", "").strip() or _user()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid()) if hasattr(os, "getuid") else "unknown"


def log(folder: SweepFolder, event: Event, *, by: str = "", **detail: object) -> Entry:
    """Appends an entry and returns it; `by` is who acts where that is not `person()`, as in the review.

    Raises SweepError where the folder cannot be written.
    """
    path = folder.path / NAME
    with writing(path), _alone(path) as handle:
        last, torn = _tail(handle)
        if torn:
            size = os.fstat(handle).st_size
            os.ftruncate(handle, size - len(torn))
            repaired = {"half_written": torn.decode("utf-8", "replace")[:10_000]}
            last = _append(handle, last, "repaired", repaired, person())
        return _append(handle, last, event, detail, by or person())


@contextmanager
def _alone(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)  # and with it the lock


def _append(handle: int, last: Entry | None, event: str, detail: Mapping[str, object], by: str) -> Entry:
    fields = {
        "number": last.number + 1 if last else 1,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "event": event,
        "by": by,
        "account": f"{_user()}@{socket.gethostname()}",
        "detail": json.loads(json.dumps(detail, default=str)),
        "previous": last.hash if last else START,
    }
    entry = Entry(**fields, hash=_hash(fields))
    left = memoryview(_line(fields | {"hash": entry.hash}) + b"\n")
    while left:
        left = left[os.write(handle, left) :]
    return entry


def _line(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields, separators=(",", ":"), sort_keys=True).encode()


def _hash(fields: Mapping[str, object]) -> str:
    return hashlib.sha256(_line(fields)).hexdigest()


def _tail(handle: int) -> tuple[Entry | None, bytes]:
    """The last whole entry, and what stands after it. One that is damaged is chained to as it stands."""
    size = os.fstat(handle).st_size
    data = os.pread(handle, _LONGEST, max(0, size - _LONGEST))
    whole, _, torn = data.rpartition(b"\n")
    if not whole:
        return None, torn
    line = whole.rpartition(b"\n")[2]
    with suppress(ValueError):
        return _entry(line), torn
    number = data.count(b"\n") if size <= _LONGEST else 0
    return Entry(number, "", "", "", "", {}, "", hashlib.sha256(line).hexdigest()), torn


def _entry(line: bytes) -> Entry:
    """Raises ValueError for a line that is not exactly as it was written."""
    try:
        fields = json.loads(line)
        entry = Entry(**fields)
        if not isinstance(entry.detail, dict):
            raise ValueError("detail")
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    claimed = fields.pop("hash")
    if _line(fields | {"hash": claimed}) != line or _hash(fields) != claimed:
        raise ValueError("changed")
    return entry


def entries(folder: SweepFolder) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The whole log, and what is wrong with it (one sentence a place). A sweep without a log has an empty one."""
    path = folder.path / NAME
    if not path.is_file():
        return (), ()
    *lines, torn = path.read_bytes().split(b"\n")
    good: list[Entry] = []
    problems: list[str] = []
    expected: str | None = START
    for number, line in enumerate(lines, start=1):
        try:
            entry = _entry(line)
        except ValueError:
            problems.append(f"line {number} was changed after it was written")
            expected = None  # what it was cannot be told: the next line is believed
            continue
        if expected not in (None, entry.previous) or entry.number != number:
            problems.append(f"before line {number} something was removed, added or put into another order")
        expected = entry.hash
        good.append(entry)
    if torn:
        problems.append(f"ends with a half-written line ({len(torn)} bytes)")
    return tuple(good), tuple(problems)


def purged(log: Iterable[Entry]) -> dict[str, Entry]:
    """Who deleted what: the entries by "<sha256>  <path>" of each file that was purged."""
    return {
        f"{file.get('sha256')}  {file.get('file')}": entry
        for entry in log
        if entry.event == "purged" and isinstance(files := entry.detail.get("files"), list)
        for file in files
        if isinstance(file, dict)
    }
