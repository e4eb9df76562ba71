"""A visit being recorded: its archive, the archive's index, its entry in the shop's manifest and in the custody log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from sweep.evidence import custody
from sweep.evidence.archive import ArchiveWriter
from sweep.evidence.index import index_path, write_index
from sweep.evidence.manifest import ClosedVisit, close_visit
from sweep.workspace import SweepFolder


class Recording:
    """A context manager; `archive` takes the records. A visit counts once `closed` has returned.

    `info` goes into the archive's first record. Raises SweepError where the folder cannot be written.
    """

    def __init__(
        self,
        sweep: SweepFolder,
        shop: str,
        *,
        tool: str,
        info: Mapping[str, str],
        kind: Literal["visit", "look"] = "visit",
    ) -> None:
        self._sweep, self._shop, self._tool, self._kind = sweep, shop, tool, kind
        self._started = datetime.now(UTC)
        self._path = _free(sweep.captures(shop), f"{self._started:%Y%m%dT%H%M%SZ}")
        self.archive = ArchiveWriter(self._path, software=tool, info=info)

    def __enter__(self) -> Self:
        self.archive.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.archive.__exit__(kind, error, at)

    def closed(self) -> ClosedVisit:
        """Enters the finished archive into the shop's manifest."""
        records, root = write_index(index_path(self._path), self.archive.index)
        visit = ClosedVisit(
            id=f"{self._sweep.path.name}/{self._shop}/{self._path.name.split('.')[0]}",
            started=self._started.isoformat(timespec="seconds"),
            finished=datetime.now(UTC).isoformat(timespec="seconds"),
            archive=str(self._path.relative_to(self._sweep.path)),
            sha256=self.archive.sha256,
            size=self._path.stat().st_size,
            tool=self._tool,
            records=records,
            records_root=root,
            kind=self._kind,
        )
        close_visit(self._path.parent, self._shop, visit)
        custody.log(self._sweep, "collected", archive=visit.archive, sha256=visit.sha256, records=records)
        return visit


def _free(folder: Path, stamp: str) -> Path:
    """A name that no archive has: two visits of one shop may begin in the same second."""
    names = (stamp, *(f"{stamp}-{number}" for number in range(2, 100)))
    return next(path for name in names if not (path := folder / f"{name}.warc.gz").exists())
