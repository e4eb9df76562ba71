"""Checking the captures of a sweep against their manifests, offline, on the folder alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sweep.errors import SweepError
from sweep.evidence.manifest import NAME, closed_visits, file_sha256
from sweep.workspace import SweepFolder


@dataclass(frozen=True, slots=True)
class Checked:
    """One archive of a sweep. `problem` is "" where its digest is the one in the manifest."""

    archive: str
    problem: str


def verify_captures(folder: SweepFolder) -> Iterator[Checked]:
    """Every archive that a manifest names, and every archive that none names."""
    named = set()
    for manifest in sorted(folder.path.glob(f"captures/*/{NAME}")):
        try:
            visits = closed_visits(manifest.parent)
        except SweepError as error:
            yield Checked(str(manifest.relative_to(folder.path)), str(error))
            continue
        for visit in visits:
            named.add(visit.archive)
            path = folder.path / visit.archive
            if not path.is_file():
                yield Checked(visit.archive, "is missing")
            elif file_sha256(path) != visit.sha256:
                yield Checked(visit.archive, "was changed: its SHA-256 is not the one in the manifest")
            else:
                yield Checked(visit.archive, "")
    for path in sorted(folder.path.glob("captures/*/*.warc.gz")):
        archive = str(path.relative_to(folder.path))
        if archive not in named:
            yield Checked(archive, "stands in no manifest: it was added, or its visit was never finished")
