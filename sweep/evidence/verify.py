"""Checking a sweep, offline, on the folder alone: what is proved, what is not, and what was changed where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.containers import suffix_of
from sweep.evidence.index import digest_at, index_path, indexed, read_index
from sweep.evidence.manifest import NAME, ClosedVisit, closed_visits, file_sha256
from sweep.evidence.seal import FINDINGS, Seal, lasting, sealable, seals
from sweep.evidence.verify_findings import changed_findings
from sweep.evidence.verify_seal import Checked, check_seal
from sweep.workspace import SweepFolder

Purged = Mapping[str, custody.Entry]


@dataclass(frozen=True)
class _Look:
    """What the checks of one sweep share."""

    folder: SweepFolder
    log: tuple[custody.Entry, ...]
    purged: Purged  # by file and digest

    def gone(self, path: str, sha256: str) -> str:
        """Who purged this very file, in words; "" where nobody did."""
        entry = self.purged.get(f"{sha256}  {path}")
        return f"purged on {entry.at[:10]} by {entry.by} ({entry.detail.get('reason', '')})" if entry else ""


def verify_sweep(folder: SweepFolder, certificates: Path | None = None) -> Iterator[Checked]:
    """Everything that can be said about a sweep's folder, place by place.

    `certificates` (PEM) are trusted for time stamps instead of those kept with the seals.
    """
    log, problems = custody.entries(folder)
    yield from (Checked(custody.NAME, "problem", problem) for problem in problems)
    look = _Look(folder, log, custody.purged(log))
    found = seals(folder)
    yield from _captures(look, _sealed(found))
    for seal in found:
        yield from check_seal(seal, log, certificates)
    yield from _chain(look, found)
    if found:
        yield from _files(look, found[-1])
    else:
        yield Checked("seal", "note", "this sweep has no seal yet: only its captures can be checked (`sweepday seal`)")


# -- captures against the manifests of their shops


def _sealed(found: Sequence[Seal]) -> Collection[str]:
    try:
        return found[-1].files if found else ()
    except SweepError:
        return ()  # told with the seal


def _captures(look: _Look, sealed: Collection[str]) -> Iterator[Checked]:
    root = look.folder.path
    named = set()
    for manifest in sorted(root.glob(f"captures/*/{NAME}")):
        try:
            visits = closed_visits(manifest.parent)
        except SweepError as error:
            yield Checked(str(manifest.relative_to(root)), "problem", str(error))
            continue
        for visit in visits:
            named.add(visit.archive)
            yield from _capture(look, visit)
    for path in sorted(p for p in root.glob("captures/*/*") if suffix_of(p)):
        archive = str(path.relative_to(root))
        if archive in named:
            continue
        if archive in sealed:
            yield Checked(archive, "note", "stands in no manifest: its visit was cut off, and nothing is read from it")
        else:
            yield Checked(archive, "problem", "stands in no manifest: it was added, or its visit was never finished")


def _capture(look: _Look, visit: ClosedVisit) -> Iterator[Checked]:
    path = look.folder.path / visit.archive
    if not path.is_file():
        gone = look.gone(visit.archive, visit.sha256)
        yield Checked(visit.archive, "note" if gone else "problem", gone or "is missing")
    elif file_sha256(path) != visit.sha256:
        yield from changed_records(path, visit)
    else:
        yield Checked(visit.archive, "ok", "")


def changed_records(path: Path, visit: ClosedVisit) -> Iterator[Checked]:
    """Which records of a changed archive were changed, as far as its index tells."""
    changed = "was changed: its SHA-256 is not the one in the manifest"
    try:
        records = [indexed(line) for line in read_index(index_path(path))]
        wrong = [r for r in records if digest_at(path, r) != r.sha256]
    except (SweepError, ValueError, OSError):
        records, wrong = [], []
    for record in wrong:
        where = f"bytes {record.offset} to {record.offset + record.length - 1}"
        about = f" of {record.url}" if record.url else ""
        yield Checked(visit.archive, "problem", f"record {record.id} ({record.type}{about}, {where}) was changed")
    if not wrong:
        longer = "bytes were added to it" if records and path.stat().st_size > visit.size else changed
        yield Checked(visit.archive, "problem", longer)


# -- the seals against one another and against the folder


def _chain(look: _Look, found: tuple[Seal, ...]) -> Iterator[Checked]:
    """Each seal names the one before, and what was received is the same in all of them."""
    for number, seal in enumerate(found, start=1):
        if seal.number != number:
            yield Checked(f"seal/{seal.path.name}", "problem", f"seal {number:04} is missing before it")
            return
    for before, seal in pairwise(found):
        try:
            yield from _link(look, before, seal)
        except (SweepError, KeyError, TypeError, AttributeError) as error:
            yield Checked(f"seal/{seal.path.name}", "problem", f"cannot be compared with the one before: {error}")


def _link(look: _Look, before: Seal, seal: Seal) -> Iterator[Checked]:
    if seal.manifest["previous_sha256"] != file_sha256(before.path / "manifest.json"):
        place = f"seal/{seal.path.name}/manifest.json"
        yield Checked(place, "problem", f"does not point back to seal {before.path.name} as it lies there")
    for path, leaf in before.files.items():
        later = seal.files.get(path)
        if not lasting(path) or (later and later["sha256"] == leaf["sha256"]):
            continue
        if later:
            yield Checked(path, "problem", f"is another file in seal {seal.path.name} than in seal {before.path.name}")
        elif not look.gone(path, leaf["sha256"]):
            lost = f"is missing since seal {seal.path.name}, and no purge is logged"
            yield Checked(path, "problem", lost)


def _files(look: _Look, seal: Seal) -> Iterator[Checked]:
    """What lies there against the newest seal."""
    try:
        sealed = dict(seal.files)
    except (SweepError, TypeError) as error:
        yield Checked(f"seal/{seal.path.name}", "problem", str(error))
        return
    archives = {path for path in sealed if suffix_of(Path(path)) and _visit_of(look, path)}
    for path in sealable(look.folder):
        leaf = sealed.pop(path, None)
        if leaf is None:
            yield _unsealed(path, seal)
        elif path not in archives:
            yield from _file(look, seal, path, leaf)
        elif (visit := _visit_of(look, path)) and visit.sha256 != leaf["sha256"]:
            yield Checked(path, "problem", "has another digest in the manifest of its shop than in the seal")
    for path, leaf in sealed.items():
        gone = look.gone(path, leaf["sha256"])
        if gone or path not in archives:  # a missing archive was told with its manifest
            yield Checked(path, "note" if gone else "problem", gone or "is missing")


def _unsealed(path: str, seal: Seal) -> Checked:
    hidden = any(part.startswith((".", "~$")) for part in Path(path).parts)
    text = f"was added after seal {seal.path.name}; if it belongs there, `sweepday seal` makes a new seal"
    return Checked(path, "note" if hidden else "problem", text)


def _file(look: _Look, seal: Seal, path: str, leaf: Mapping[str, Any]) -> Iterator[Checked]:
    if file_sha256(look.folder.path / path) == leaf["sha256"]:
        yield Checked(path, "ok", "")
        return
    text = f"was changed after seal {seal.path.name}"
    if not lasting(path):
        text += "; if that was you, `sweepday seal` makes a new seal, and the old one stays"
    if path == FINDINGS:
        text += "".join(f"; finding {changed}" for changed in changed_findings(look.folder, seal) if changed)
    yield Checked(path, "problem", text)


def _visit_of(look: _Look, archive: str) -> ClosedVisit | None:
    """The visit that an archive belongs to, by the manifest beside it."""
    try:
        visits = closed_visits((look.folder.path / archive).parent)
    except SweepError:
        return None  # told with the manifest
    return next((visit for visit in visits if visit.archive == archive), None)
