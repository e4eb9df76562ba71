"""The manifest of a shop's captures: a visit counts once it stands here with its digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sweep.errors import CaptureError
from sweep.workspace import SweepFolder, write_atomically

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class ClosedVisit:
    """A finished capture. `archive` is a path inside the sweep folder, times are ISO 8601 in UTC."""

    id: str
    started: str
    finished: str
    archive: str
    sha256: str
    size: int
    tool: str
    records: int = 0  # how many the archive's index has, and the root of the tree over them
    records_root: str = ""
    kind: Literal["visit", "look"] = "visit"  # a second look at some pages of a visit is none itself

    def moments(self) -> tuple[datetime, datetime]:
        return datetime.fromisoformat(self.started), datetime.fromisoformat(self.finished)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def closed_visits(folder: Path) -> tuple[ClosedVisit, ...]:
    """The visits of a shop's capture folder, the oldest first. Raises CaptureError for a damaged manifest."""
    path = folder / NAME
    if not path.exists():
        return ()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return tuple(ClosedVisit(**visit) for visit in data["visits"])
    except (ValueError, KeyError, TypeError) as error:
        raise CaptureError(f"{path}: damaged ({error}); put back a copy, or move the folder away") from None


def close_visit(folder: Path, shop: str, visit: ClosedVisit) -> None:
    """Adds a finished visit to the shop's manifest, all or nothing."""
    visits = [asdict(v) for v in (*closed_visits(folder), visit)]
    write_atomically(folder / NAME, json.dumps({"shop": shop, "visits": visits}, indent=2) + "\n")


def write_sha256sums(folder: SweepFolder) -> Path:
    """`SHA256SUMS` over all archives and manifests of a sweep, in the form of `sha256sum --check`."""
    lines = []
    for manifest in sorted(folder.path.glob(f"captures/*/{NAME}")):
        lines += [f"{visit.sha256}  {visit.archive}" for visit in closed_visits(manifest.parent)]
        lines.append(f"{file_sha256(manifest)}  {manifest.relative_to(folder.path)}")
    path = folder.path / "SHA256SUMS"
    write_atomically(path, "".join(line + "\n" for line in lines))
    return path
