"""The folder of one authority: plans and lists, the database, the alerts, and a folder a sweep."""

from __future__ import annotations

import errno
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sweep.errors import SweepError

try:
    import fcntl
except ImportError:  # pragma: no cover - not on Windows
    fcntl = None  # type: ignore[assignment]

FULL = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_NO_PLACE = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG}


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """A failing write becomes a SweepError that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise SweepError(
                f"{path}: the disk is full; free some space and run the same command again (nothing gathered is lost)"
            ) from None
        if error.errno in _READ_ONLY:
            raise SweepError(f"{path}: cannot be written: {error.strerror}; choose a folder you may write to") from None
        if error.errno in _NO_PLACE:
            raise SweepError(
                f"{error.filename or path}: cannot be written: {error.strerror}; choose another name"
            ) from None
        raise


def write_atomically(path: Path, text: str) -> None:
    """Writes `text` so that a reader, or a crash, sees the old file or the new one. Raises SweepError.

    Several writers of one file do not disturb one another: the last one's text stands.
    """
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    with writing(path):
        try:
            with part.open("x", encoding="utf-8") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Holds a folder, made where it is missing, for one process at a time; the others wait. Raises SweepError."""
    with writing(path):
        path.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDONLY)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # and with it the lock


def kept_or_beside(folder: Path, word: str) -> Path:
    """A file as a plan names it beside itself, or by its name alone among those that a sweep keeps."""
    return folder / word if (folder / word).is_file() else folder / Path(word).name


@dataclass(frozen=True, slots=True)
class SweepFolder:
    """`sweeps/<name>/` of a workspace; see the README for what lies in it."""

    path: Path

    @property
    def plan(self) -> Path:
        return self.path / "plan.yaml"

    @property
    def targets(self) -> Path:
        return self.path / "targets.csv"

    @property
    def exports(self) -> Path:
        return self.path / "exports"

    @property
    def report(self) -> Path:
        return self.path / "report"

    @property
    def cases(self) -> Path:
        return self.path / "cases"

    def captures(self, shop: str) -> Path:
        return self.path / "captures" / shop

    def issue(self, **fields: object) -> None:
        """Adds one line to `issues.jsonl`: what went wrong, for the people who look after the sweep."""
        line = json.dumps(fields, ensure_ascii=False, default=str) + "\n"
        with writing(self.path), (self.path / "issues.jsonl").open("a", encoding="utf-8") as out:
            out.write(line)


@dataclass(frozen=True, slots=True)
class Workspace:
    path: Path

    @property
    def database(self) -> Path:
        return self.path / "sweepday.sqlite"

    @property
    def alerts(self) -> Path:
        return self.path / "alerts.sqlite"

    def sweep(self, name: str) -> SweepFolder:
        return SweepFolder(self.path / "sweeps" / name)

    def existing_sweep(self, name: str) -> SweepFolder:
        """The folder of a sweep that has begun. Raises SweepError with the names there are."""
        folder = self.sweep(name)
        if not folder.path.is_dir() or "/" in name or name in ("", ".", ".."):
            names = sorted(p.name for p in (self.path / "sweeps").glob("*") if p.is_dir())
            there = f"there are: {', '.join(names)}" if names else "no sweep has been run here yet"
            raise SweepError(f"{self.path}: no sweep called {name!r}; {there} (use --workspace for another folder)")
        return folder


@contextmanager
def only_run(folder: SweepFolder) -> Iterator[None]:
    """Holds the sweep for one run at a time. Raises SweepError where another run holds it."""
    lock: TextIO
    with writing(folder.path):
        lock = (folder.path / ".lock").open("w", encoding="utf-8")
    with lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise SweepError(f"{folder.path}: another run of this sweep is under way; wait for it") from None
        yield
        if fcntl is not None:
            with suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_UN)
