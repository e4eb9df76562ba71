"""`decisions.jsonl` of a sweep's folder: every decision taken in it, one a line, each also in the custody log.

The folder is the truth: a lost database is filled again from these lines, and what a database holds and the file
does not (a server that was killed between the two) is added to it at the next start.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.report.plain import json_line
from sweep.review.ledger import Ledger
from sweep.review.model import NO_SAMPLE, Decision, Sample, decision_of
from sweep.review.standing import OPEN, Agreement, Standing, by_finding, read_twice, standing
from sweep.store.rows import fingerprint
from sweep.workspace import SweepFolder, Workspace, writing

try:
    import fcntl
except ImportError:  # pragma: no cover - not on Windows
    fcntl = None  # type: ignore[assignment]

NAME = "decisions.jsonl"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file holds: the decisions in their order, and the sample for second readers that counts."""

    decisions: tuple[Decision, ...] = ()
    sample: Sample = NO_SAMPLE


def read(folder: SweepFolder) -> Kept:
    """What people decided in a sweep, as its folder holds it. Raises SweepError with the place of a damaged line."""
    path = folder.path / NAME
    if not path.is_file():
        return Kept()
    lines = path.read_bytes().split(b"\n")
    decisions: dict[str, Decision] = {}
    sample = NO_SAMPLE
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if number == len(lines):
            break  # half a line, of a process that was killed: it is written again from the database
        try:
            data = json.loads(line)
            if data.get("kind") == "sample":
                sample = Sample(int(data["percent"]), str(data["seed"]))
            else:
                decision = decision_of(data)
                decisions[decision.id] = decision
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SweepError(
                f"{path}:{number}:1: this line is no decision ({error}); put back a copy, or take the line out"
            ) from None
    return Kept(tuple(decisions.values()), sample)


def write(folder: SweepFolder, decision: Decision) -> None:
    """Adds a decision to the file, and to the custody log in the name of who took it. Raises SweepError."""
    with held(folder) as path:
        _append(path, _line(decision))
    detail = {name: value for name, value in decision.record().items() if name not in ("by", "sweep", "at") and value}
    custody.log(folder, "decided", by=decision.by, **detail)


def write_sample(folder: SweepFolder, sample: Sample, by: str) -> None:
    """Enters which findings get a second reader from now on; the seed stands there, so that the lot can be redrawn."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with held(folder) as path:
        _append(path, json_line({"kind": "sample", "percent": sample.percent, "seed": sample.seed, "by": by, "at": at}))
    custody.log(folder, "noted", by=by, what="second readers", percent=sample.percent, seed=sample.seed)


def origin(folder: SweepFolder) -> str:
    """16 hex digits of what a sweep began with: one database may serve workspaces with sweeps of the same name."""
    parts = [path.read_bytes() for path in (folder.plan, folder.targets) if path.is_file()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def reconcile(workspace: Workspace, folder: SweepFolder, ledger: Ledger) -> tuple[int, int]:
    """Brings folder and database together; returns how many decisions the database and the folder lacked."""
    entered = ledger.bring_in((d, origin(sweep)) for sweep in _sweeps(workspace) for d in read(sweep).decisions)
    with held(folder) as path:
        there = {d.id for d in read(folder).decisions}
        missing = [d for d in ledger.taken_in(folder.path.name, origin(folder)) if d.id not in there]
        if missing:
            _append(path, "\n".join(map(_line, missing)))
    return entered, len(missing)


def decided(workspace: Workspace) -> Mapping[str, tuple[Decision, ...]]:
    """Finding -> every decision on it in any sweep of the workspace, read from their folders."""
    everything = [d for sweep in _sweeps(workspace) for d in read(sweep).decisions]
    everything.sort(key=lambda d: d.at)  # a stable sort: within one sweep the order of the file stays
    return {finding: tuple(found) for finding, found in by_finding(everything).items()}


class Standings:
    """Where the findings of one sweep stand, by the folders of the workspace; for report, exports and cases."""

    def __init__(self, workspace: Workspace, folder: SweepFolder) -> None:
        self._decided = decided(workspace)
        self.sample = read(folder).sample

    def __bool__(self) -> bool:
        return bool(self._decided)

    def of(self, shop: str, check: str, proof: str) -> Standing:
        """Where the finding of a check in a shop stands, as it is proved now (`model.proof_key`)."""
        name = fingerprint(shop, check)
        found = self._decided.get(name, ())
        return standing(found, proof, sampled=self.sample.holds(name)) if found else OPEN

    def agreement(self, proofs: Iterable[tuple[str, str, str]]) -> Agreement:
        """How far two readers agree over these findings (shop, check, proof)."""
        return read_twice(self.of(*place) for place in proofs)


def _sweeps(workspace: Workspace) -> list[SweepFolder]:
    return [SweepFolder(path.parent) for path in sorted((workspace.path / "sweeps").glob(f"*/{NAME}"))]


def _line(decision: Decision) -> str:
    return json_line({"kind": "decision", **decision.record()})


@contextmanager
def held(folder: SweepFolder) -> Iterator[Path]:
    """`decisions.jsonl`, held for one writer of the review at a time, over processes too."""
    path = folder.path / NAME
    with writing(path), path.open("ab") as handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield path


def _append(path: Path, text: str) -> None:
    """Whole lines, on the disk before this returns; half a line of a killed process is cut off first."""
    data = text.encode("utf-8", "replace") + b"\n"
    with path.open("r+b") as file:
        whole = file.read().rfind(b"\n") + 1
        file.truncate(whole)
        file.seek(whole)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
