"""The evidence annex: the archives that hold every record a form quotes, so that its folder verifies alone."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from sweep.capture import Capture
from sweep.errors import SweepError
from sweep.evidence.archive import read_capture
from sweep.evidence.index import index_path, indexed, read_index
from sweep.evidence.manifest import NAME, closed_visits, file_sha256
from sweep.results import ShopResult
from sweep.run import Sweep
from sweep.workspace import SweepFolder, writing


@dataclass(frozen=True, slots=True)
class Piece:
    """One archive. `sha256` is the digest under which it was judged."""

    sweep: SweepFolder
    shop: str
    archive: str  # path inside the sweep's folder
    sha256: str

    @property
    def path(self) -> Path:
        return self.sweep.path / self.archive

    @property
    def name(self) -> str:
        """Where it lies in the folder of a form."""
        return f"evidence/{self.sweep.path.name}/{self.shop}/{self.path.name}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies in the folder of a form, and when it was received (ISO 8601, UTC)."""

    file: str
    seen: str


def pieces(sweep: Sweep, shop: ShopResult, records: Collection[str]) -> tuple[Piece, ...]:
    """The archive of the visit, and every other one that holds one of these records."""
    key = shop.target.key
    found = [Piece(sweep.folder, key, shop.visit.archive, shop.visit.archive_sha256)]
    for visit in closed_visits(sweep.folder.captures(key)):
        piece = Piece(sweep.folder, key, visit.archive, visit.sha256)
        if piece not in found and _ids(piece) & set(records):
            found.append(piece)
    missing = set(records).difference(*map(_ids, found))
    for name, archive, digest in sweep.store.earlier_archives(missing) if missing else ():
        found.append(Piece(sweep.workspace.sweep(name), key, archive, digest))
    return tuple(dict.fromkeys(found))


def _ids(piece: Piece) -> set[str]:
    if not index_path(piece.path).is_file():
        return set()
    return {indexed(line).id for line in read_index(index_path(piece.path))}


def read(piece: Piece) -> Capture:
    """What an archive holds. Raises SweepError for one that is not as it was judged."""
    if not piece.path.is_file() or file_sha256(piece.path) != piece.sha256:
        raise SweepError(f"{piece.path}: not the archive that was judged (see `sweepday verify`); nothing was written")
    return read_capture(piece.path)


def places(captures: Iterable[tuple[Piece, Capture]]) -> Mapping[str, Place]:
    """Record id -> where it lies."""
    return {
        response.record_id: Place(
            piece.name, response.fetched_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        )
        for piece, capture in captures
        for response in capture.responses
    }


def copy(annex: Sequence[Piece], folder: Path) -> list[Path]:
    """Copies the archives and the manifests beside them; returns the files. Raises SweepError."""
    files: list[Path] = []
    for piece in annex:
        read(piece)
        target = folder / piece.name
        with writing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            for source in (piece.path, piece.path.parent / NAME):
                shutil.copy2(source, target.parent / source.name)
                files.append(target.parent / source.name)
    return list(dict.fromkeys(files))
