"""The evidence of a round: one archive a round, in which a page that has not changed costs one line.

The first time a page has certain bytes its answer is archived as received. When the same address gives the same bytes
again, the round notes address, moment, status and digest in a ledger (a metadata record named "unchanged") and refers
to the record that holds them.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from types import TracebackType

from sweep import __version__
from sweep.capture import Failure, Response, Screenshot
from sweep.evidence import custody
from sweep.evidence.archive import ArchiveWriter
from sweep.evidence.index import index_path, write_index
from sweep.evidence.manifest import ClosedVisit, close_visit, file_sha256
from sweep.watch.clock import moment
from sweep.workspace import SweepFolder, writing

TOOL = f"sweepday {__version__}"

_LEDGER = 1000  # lines of one ledger record


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the bytes of a page lie: the archive's file name and the record in it."""

    archive: str
    record_id: str


class RoundArchive:
    """What fetching writes to. Safe to use from several threads. Leave its context to close the archive."""

    def __init__(
        self, path: Path, *, software: str, info: Mapping[str, str], known: Callable[[str, str], Kept | None]
    ) -> None:
        self._writer = ArchiveWriter(path, software=software, info=info)
        self._name, self._known = path.name, known
        self._lock = Lock()
        self._new: dict[tuple[str, str], Kept] = {}
        self._ledger: list[list[object]] = []

    def __enter__(self) -> RoundArchive:
        self._writer.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.flush()
        self._writer.__exit__(kind, error, at)

    @property
    def writer(self) -> ArchiveWriter:
        return self._writer

    def response(self, r: Response) -> Response:
        """Archives an answer, or notes that it is the one that lies there already."""
        digest = hashlib.sha256(r.body)
        kept = self.where(r.url, digest.hexdigest())
        with self._lock:
            if kept is None:
                written = self._writer.response(r)
                self._new[r.url, written.sha256] = Kept(self._name, written.record_id)
                return written
            at, packed = round(r.fetched_at.timestamp()), b64encode(digest.digest()).decode()
            self._ledger.append([r.url, at, r.status, packed, r.header("date"), kept.archive])
            if len(self._ledger) >= _LEDGER:
                self._write_ledger()
        return replace(r, sha256=digest.hexdigest(), record_id=kept.record_id)

    def failure(self, f: Failure) -> None:
        with self._lock:
            self._writer.failure(f)

    def note(self, name: str, data: object) -> None:
        with self._lock:
            self._writer.note(name, data)

    def screenshot(self, shot: Screenshot) -> str:
        with self._lock:
            return self._writer.screenshot(shot)

    def where(self, url: str, sha256: str) -> Kept | None:
        """Where the answer of `url` with these bytes lies: in this round's archive, or in an earlier one."""
        with self._lock:
            new = self._new.get((url, sha256))
        return new or self._known(url, sha256)

    def written(self) -> dict[tuple[str, str], Kept]:
        """(address, digest) -> place of every answer written since the beginning."""
        with self._lock:
            return dict(self._new)

    def flush(self) -> None:
        """Writes the ledger so far: what the database is told next stands in the archive before."""
        with self._lock:
            self._write_ledger()

    def _write_ledger(self) -> None:
        if self._ledger:
            columns = ["url", "at", "status", "sha256", "server_date", "archive"]
            self._writer.note("unchanged", {"columns": columns, "rows": self._ledger})
            self._ledger = []


def close_round(folder: SweepFolder, path: Path, started: float, finished: float, writer: ArchiveWriter | None) -> None:
    """Enters a round's archive into the manifest and the custody log.

    Without a `writer` the round was cut off: what it had archived is kept as it lies there, under its digest.
    """
    records, root = write_index(index_path(path), writer.index) if writer else (0, "")
    visit = ClosedVisit(
        id=f"{folder.path.name}/{path.parent.name}/{path.name.split('.')[0]}",
        started=moment(started).isoformat(timespec="seconds"),
        finished=moment(finished).isoformat(timespec="seconds"),
        archive=str(path.relative_to(folder.path)),
        sha256=writer.sha256 if writer else file_sha256(path),
        size=path.stat().st_size,
        tool=TOOL,
        records=records,
        records_root=root,
    )
    close_visit(path.parent, path.parent.name, visit)
    custody.log(folder, "collected", archive=visit.archive, sha256=visit.sha256, records=records)


def salvage(folder: SweepFolder, captures: Path) -> list[Path]:
    """Gives the archives of rounds that were cut off their final name; returns them."""
    saved = []
    for part in sorted(captures.glob("*.warc.gz.part")):
        path = part.with_suffix("")
        with writing(path):
            part.rename(path)
        seconds = path.stat().st_mtime
        close_round(folder, path, seconds, seconds, None)
        saved.append(path)
    return saved
