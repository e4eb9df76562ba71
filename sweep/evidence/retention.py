"""Retention: what of a sweep is old enough to be deleted, and deleting it so that verify can still tell why.

The log says first what will go, then it goes: a purge that is killed leaves nothing unexplained. Digests of what is
gone stay in the manifests and seals.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.index import index_path
from sweep.evidence.manifest import NAME, closed_visits, file_sha256
from sweep.evidence.seal import findings_by_shop, seals
from sweep.workspace import SweepFolder, writing

Class = Literal[
    "without_findings",  # captures of shops of which nothing is suspected and nothing is left to review
    "captures",
    "cases",
    "reports",  # report and exports
]
CLASSES: tuple[Class, ...] = get_args(Class)
_AT_ONCE = 200  # files in one entry of the log


@dataclass(frozen=True, slots=True)
class Old:
    """A file that may go. `file` is its path inside the sweep folder, `days` how old it is."""

    file: str
    sha256: str
    kind: Class
    days: int


def old_files(
    folder: SweepFolder, keep_days: Mapping[Class, int], now: datetime, *, shops: Collection[str] = ()
) -> tuple[Old, ...]:
    """What is older than its class may be kept; of `shops` only, where some are named.

    Raises SweepError where it cannot be told which shops are without findings.
    """
    found: dict[str, Old] = {}
    for kind, days in keep_days.items():
        for file, sha256, since in _of(folder, kind, shops):
            age = (now - since).days
            if age >= days:
                found.setdefault(file, Old(file, sha256, kind, age))
    return tuple(found.values())


def _of(folder: SweepFolder, kind: Class, shops: Collection[str]) -> Iterator[tuple[str, str, datetime]]:
    match kind:
        case "captures":
            yield from _captures(folder, lambda shop: not shops or shop in shops)
        case "without_findings":
            clean = _without_findings(folder)
            yield from _captures(folder, lambda shop: shop in clean and (not shops or shop in shops))
        case "cases":
            for case in sorted(folder.cases.glob("*")):
                if not shops or case.name in shops:
                    yield from _files(folder, case, _case_made(case))
        case "reports":
            if not shops:  # a report is about all of them
                made = _sealed_first(folder)
                for place in (folder.report, folder.exports):
                    yield from _files(folder, place, made)


def _captures(folder: SweepFolder, wanted: object) -> Iterator[tuple[str, str, datetime]]:
    for manifest in sorted(folder.path.glob(f"captures/*/{NAME}")):
        if not wanted(manifest.parent.name):  # type: ignore[operator]
            continue
        for visit in closed_visits(manifest.parent):
            archive = folder.path / visit.archive
            index = index_path(archive)
            _, finished = visit.moments()
            if archive.is_file():
                yield visit.archive, visit.sha256, finished
            if index.is_file():
                yield index.relative_to(folder.path).as_posix(), file_sha256(index), finished


def _without_findings(folder: SweepFolder) -> set[str]:
    suspected = ("fail", "review")
    told: dict[str, bool] = {}
    for shop, lines in findings_by_shop(folder):
        told[shop] = told.get(shop, False) or any(json.loads(line)["outcome"] in suspected for line in lines)
    if not told:
        raise SweepError(f"{folder.path.name}: no exports/findings.jsonl; run `sweepday export` to tell shops apart")
    return {shop for shop, suspect in told.items() if not suspect}


def _files(folder: SweepFolder, place: Path, since: datetime) -> Iterator[tuple[str, str, datetime]]:
    for path in sorted(place.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder.path).as_posix(), file_sha256(path), since


def _case_made(case: Path) -> datetime:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        created = json.loads((case / "case.json").read_text(encoding="utf-8"))["created"]
        return datetime.fromisoformat(created).replace(tzinfo=UTC)
    return datetime.fromtimestamp(case.stat().st_mtime, UTC)


def _sealed_first(folder: SweepFolder) -> datetime:
    found = seals(folder)
    if not found:
        raise SweepError(f"{folder.path.name}: no seal tells how old its report is; run `sweepday seal` first")
    return datetime.fromisoformat(found[0].manifest["made"])


def purge(folder: SweepFolder, old: Sequence[Old], reason: str) -> None:
    """Logs and deletes. Raises SweepError where the folder cannot be written."""
    for kind in CLASSES:
        files = [o for o in old if o.kind == kind]
        for at in range(0, len(files), _AT_ONCE):
            part = files[at : at + _AT_ONCE]
            listed = [{"file": o.file, "sha256": o.sha256} for o in part]
            custody.log(folder, "purged", kind=kind, reason=reason, files=listed)
            for o in part:
                with writing(folder.path / o.file):
                    (folder.path / o.file).unlink(missing_ok=True)
