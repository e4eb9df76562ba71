"""The evidence of a round: one archive a round, in which a page that has not changed costs one line.

The first time a page has certain bytes its answer is archived as received. When the same address gives the same bytes
again, the round notes address, moment, status and digest in a ledger (a metadata record named "unchanged") and refers
to the record that holds them.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

from sweep import __version__
from sweep.capture import Failure, Response, Screenshot
from sweep.evidence import custody
from sweep.evidence.archive import ArchiveWriter
from sweep.evidence.index import index_path, write_index
from sweep.evidence.manifest import ClosedVisit, close_visit, file_sha256
from sweep.watch import patches
from sweep.watch.clock import moment
from sweep.workspace import SweepFolder, writing

TOOL = f"sweepday {__version__}"

_LEDGER = 1000  # lines of one ledger record
LEDGER_COLUMNS = ["url", "at", "status", "sha256", "server_date", "archive"]  # sha256 in base64


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the bytes of a page lie: the archive's file name and the record in it.

    With a `base` (the number of an earlier state) the record holds only what changed since.
    """

    archive: str
    record_id: str
    offset: int = -1
    length: int = 0
    base: int = 0


@dataclass(frozen=True, slots=True)
class Base:
    """An earlier answer of an address, whole, against which a changed one is kept."""

    number: int
    record_id: str
    sha256: str
    body: bytes


class RoundArchive:
    """What fetching writes to. Safe to use from several threads. Leave its context to close the archive."""

    def __init__(
        self,
        path: Path,
        *,
        software: str,
        info: Mapping[str, str],
        known: Callable[[str, str], Kept | None],
        base: Callable[[str], Base | None] = lambda _: None,
    ) -> None:
        self._writer = ArchiveWriter(path, software=software, info=info)
        self._name, self._known, self._base = path.name, known, base
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
        """Archives an answer: whole, as a patch to an earlier one, or as a line that it is one that lies there."""
        digest = hashlib.sha256(r.body)
        kept = self.where(r.url, digest.hexdigest())
        if kept is not None:
            return self._unchanged(r, digest, kept)
        base = self._base(r.url) if 200 <= r.status < 300 and not r.truncated else None
        patch = patches.make(base.body, r.body) if base else None
        with self._lock:
            if base and patch:
                return self._patched(r, digest.hexdigest(), base, patch)
            written = self._writer.response(r)
            self._new[r.url, written.sha256] = self._place(written.record_id)
            return written

    def _place(self, record_id: str, base: int = 0) -> Kept:
        last = next(i for i in reversed(self._writer.index) if i.id == record_id)
        return Kept(self._name, record_id, last.offset, last.length, base)

    def _patched(self, r: Response, sha256: str, base: Base, patch: patches.Patch) -> Response:
        """The answer's head as received, and its body as a patch."""
        data = {
            "url": r.url, "at": r.fetched_at.isoformat(), "status": r.status, "reason": r.reason, "ip": r.ip,
            "headers": r.headers, "request_headers": r.request_headers, "sha256": sha256,
            "base": base.record_id, "base_sha256": base.sha256, **patch.data(),
        }  # fmt: skip
        self._writer.note("patch", data)
        record_id = self._writer.index[-1].id
        self._new[r.url, sha256] = self._place(record_id, base.number)
        return replace(r, sha256=sha256, record_id=record_id)

    def _unchanged(self, r: Response, digest: hashlib._Hash, kept: Kept) -> Response:
        with self._lock:
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
            self._writer.note("unchanged", {"columns": LEDGER_COLUMNS, "rows": _packed(self._ledger)})
            self._ledger = []


def _packed(rows: list[list[object]]) -> str:
    """Rows as JSON lines, deflated (zlib), in base64: there is one for every visit of every page."""
    lines = "\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return b64encode(zlib.compress(lines.encode(), 9)).decode()


def ledger_rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of an "unchanged" record. Raises ValueError for a damaged one."""
    try:
        lines = zlib.decompress(b64decode(data["rows"])).decode().split("\n")
    except (KeyError, zlib.error, UnicodeDecodeError) as error:
        raise ValueError(f"the ledger is damaged ({error})") from None
    return [dict(zip(data["columns"], json.loads(line), strict=True)) for line in lines]


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
