"""The seal of a sweep: a hash tree over everything in its folder, its root in a small manifest that can be stamped.

`seal/0001/` holds the first one, `seal/0002/` the next: what is legitimately written later (a report made anew, a
case) gets a seal of its own that points back to the one before, and no seal is ever changed. In each folder:

    manifest.json   the root, the versions, the seal before, how far the custody log had come; this is time-stamped
    leaves.jsonl    one line a leaf: the exact bytes that were hashed
    salt.key        from which the salts of the leaves come; without it the neighbours in a proof cannot be guessed
    *.tsq *.tsr     requests to and answers of time-stamp authorities, as sent and received; *.pem their certificates
    stamps.json     which answer is whose
    SHA256SUMS      of all of these, for `sha256sum --check`
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from sweep.errors import SweepError
from sweep.evidence import custody, tree
from sweep.evidence.manifest import NAME as VISITS
from sweep.evidence.manifest import ClosedVisit, closed_visits, file_sha256
from sweep.workspace import SweepFolder, alone, write_atomically, writing

FOLDER = "seal"
MANIFEST, LEAVES, SALT, STAMPS, SUMS = "manifest.json", "leaves.jsonl", "salt.key", "stamps.json", "SHA256SUMS"
FINDINGS = "exports/findings.jsonl"
FORM = "RFC 6962, SHA-256"
MARK = 8  # hex digits
# What a sweep begins with and what it received never changes again, whatever is sealed later.
_LASTING = ("plan.yaml", "targets.csv", "lists.json")
_LASTING_FOLDERS = ("supplied/", "watchlists/")  # an authority's own tables and lists, as used
# What Word and LibreOffice put beside a document for as long as somebody has it open.
_OPENED = re.compile(r"(?:^|/)(?:~\$[^/]*|\.~lock\.[^/]*#)$")


@dataclass(frozen=True)
class Seal:
    """One seal, as it lies in its folder."""

    path: Path

    @property
    def number(self) -> int:
        return int(self.path.name)

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """Raises SweepError where it cannot be read."""
        data = _json(self.path / MANIFEST)
        if not isinstance(data, dict):
            raise SweepError(f"{self.path / MANIFEST}: was changed; put back a copy")
        return data

    @cached_property
    def lines(self) -> tuple[bytes, ...]:
        """The leaves, as they are hashed. Raises SweepError where they cannot be read."""
        try:
            return tuple((self.path / LEAVES).read_bytes().split(b"\n")[:-1])
        except OSError as error:
            raise SweepError(f"{self.path / LEAVES}: cannot be read ({error.strerror or error})") from None

    @cached_property
    def leaves(self) -> tuple[Mapping[str, Any], ...]:
        """The leaves as data. Raises SweepError where one is none."""
        try:
            return tuple(_leaf(line) for line in self.lines)
        except (ValueError, TypeError, RecursionError):
            raise SweepError(f"{self.path / LEAVES}: was changed; put back a copy") from None

    @cached_property
    def files(self) -> Mapping[str, Mapping[str, Any]]:
        """The sealed files by their path inside the sweep folder."""
        return {leaf["file"]: leaf for leaf in self.leaves if "file" in leaf}

    @property
    def key(self) -> bytes:
        return bytes.fromhex((self.path / SALT).read_text(encoding="ascii").strip())

    @property
    def stamps(self) -> tuple[Mapping[str, str], ...]:
        """Authority, file and certificates of each stamp. Raises SweepError where they cannot be read."""
        found = _json(self.path / STAMPS) if (self.path / STAMPS).is_file() else []
        keys = ("authority", "file", "certificates")
        if not isinstance(found, list) or not all(isinstance(f, dict) and all(k in f for k in keys) for f in found):
            raise SweepError(f"{self.path / STAMPS}: was changed; put back a copy")
        return tuple(
            {key: Path(str(f[key])).name if key != "authority" else str(f[key]) for key in keys} for f in found
        )


def _leaf(line: bytes) -> Mapping[str, Any]:
    leaf: dict[str, Any] = dict(json.loads(line))
    strings = ("file", "sha256") if "file" in leaf else ("findings", "root", "marks")
    if not all(isinstance(leaf.get(key), str) for key in strings):
        raise ValueError(line)
    return leaf


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise SweepError(f"{path}: cannot be read ({error.strerror or error})") from None
    except (ValueError, RecursionError):
        raise SweepError(f"{path}: was changed and cannot be read; put back a copy") from None


def seals(folder: SweepFolder) -> tuple[Seal, ...]:
    """All seals of a sweep that were finished, the oldest first."""
    found = sorted((folder.path / FOLDER).glob(f"[0-9][0-9][0-9][0-9]/{MANIFEST}"))
    return tuple(Seal(path.parent) for path in found)


def lasting(path: str) -> bool:
    """Whether a sealed file must be the same in every later seal: what was received, and what the sweep began with."""
    if path in _LASTING or path.startswith(_LASTING_FOLDERS):
        return True
    return path.startswith("captures/") and not path.endswith(f"/{VISITS}")


def sealable(folder: SweepFolder) -> Iterator[str]:
    """The files that a seal covers: all but the seals, the log that goes on, and what is being written."""
    for place, folders, names in os.walk(folder.path):
        folders.sort()
        inside = Path(place).relative_to(folder.path)
        if inside == Path():
            folders[:] = [name for name in folders if name != FOLDER]
        for name in sorted(names):
            path = inside / name
            if str(path) not in (custody.NAME, ".lock") and not name.endswith(".part"):
                yield path.as_posix()


def make_seal(folder: SweepFolder, *, authority: str, tool: str, rules: str) -> Seal:
    """Seals the sweep as it lies there; where nothing changed since the last seal, that one stays the newest.

    Raises SweepError where the folder cannot be written or a manifest in it is damaged.
    """
    with alone(folder.path / FOLDER):
        before = seals(folder)
        last = before[-1] if before else None
        files = _files(folder)
        if last and _unsalted(last.files.values()) == _unsalted(files):
            return last
        key = secrets.token_bytes(32)
        leaves = [*files, *_findings(folder, key)]
        lines = [_salted(key, leaf) for leaf in leaves]
        text = _manifest(folder, lines, last, {"authority": authority, "tool": tool, "rules": rules})
        seal = _write(folder, last.number + 1 if last else 1, key, lines, text)
    custody.log(folder, "sealed", seal=seal.number, root=seal.manifest["root"], manifest_sha256=_sha256(text.encode()))
    return seal


def _unsalted(leaves: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(leaf["file"], leaf["sha256"]) for leaf in leaves]


def _files(folder: SweepFolder) -> list[dict[str, Any]]:
    """A leaf a file. An archive's digest is the one taken while it was written, not one of what lies there now."""
    visits = _visits(folder)
    leaves = []
    for name in sealable(folder):
        if _OPENED.search(name):
            continue
        if visit := visits.get(name):
            leaf: dict[str, Any] = {"file": name, "sha256": visit.sha256, "size": visit.size}
            if visit.records:
                leaf |= {"records": visit.records, "records_root": visit.records_root}
            leaves.append(leaf)
            continue
        path = folder.path / name
        with suppress(FileNotFoundError):  # a case that is being written anew takes its old files away
            leaves.append({"file": name, "sha256": file_sha256(path), "size": path.stat().st_size})
    return leaves


def _visits(folder: SweepFolder) -> dict[str, ClosedVisit]:
    manifests = folder.path.glob(f"captures/*/{VISITS}")
    return {visit.archive: visit for manifest in manifests for visit in closed_visits(manifest.parent)}


def _findings(folder: SweepFolder, key: bytes) -> list[dict[str, Any]]:
    """A leaf a shop, with the root of the tree over its findings."""
    found = ((shop, finding_leaves(key, lines)) for shop, lines in findings_by_shop(folder))
    return [
        {"findings": shop, "count": len(leaves), "root": tree.root(leaves), "marks": marks(leaves)}
        for shop, leaves in found
    ]


def marks(leaves: Iterable[bytes]) -> str:
    """The first bytes of every leaf's hash: they prove nothing, and tell which leaf was changed."""
    return "".join(tree.leaf_hash(leaf).hex()[:MARK] for leaf in leaves)


def findings_by_shop(folder: SweepFolder) -> Iterator[tuple[str, list[bytes]]]:
    """Shops with the lines of their findings, as exported, one after the other: of all shops they take gigabytes.

    Raises SweepError for a line that is none.
    """
    path = folder.path / FINDINGS
    if not path.is_file():
        return
    try:
        with path.open("rb") as found:
            whole = (line[:-1] for line in found if line.endswith(b"\n"))
            for shop, lines in groupby(whole, key=lambda line: str(json.loads(line)["shop"])):
                yield shop, list(lines)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SweepError(f"{path}: is no export of findings any more; `sweepday export` writes it anew") from None


def finding_leaves(key: bytes, lines: Iterable[bytes]) -> list[bytes]:
    """The leaves of one shop's findings: the digest of each line, and a salt."""
    return [_salted(key, {"finding": _sha256(line)}) for line in lines]


def _salted(key: bytes, leaf: Mapping[str, Any]) -> bytes:
    """A leaf's bytes. Without its salt, a neighbour's hash would tell whoever guesses what it stands for."""
    salt = hmac.digest(key, _canonical(leaf), "sha256").hex()[:32]
    return _canonical({**leaf, "salt": salt})


_ENCODER = json.JSONEncoder(separators=(",", ":"), sort_keys=True)


def _canonical(data: Mapping[str, Any]) -> bytes:
    return _ENCODER.encode(data).encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sha256_of_lines(lines: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line + b"\n")
    return digest.hexdigest()


def _manifest(folder: SweepFolder, lines: list[bytes], last: Seal | None, versions: Mapping[str, str]) -> str:
    log, _ = custody.entries(folder)
    head = log[-1] if log else None
    data = {
        "sweepday_seal": 1,
        "sweep": folder.path.name,
        "number": last.number + 1 if last else 1,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": custody.person(),
        **versions,
        "plan_sha256": file_sha256(folder.plan) if folder.plan.is_file() else "",
        "tree": FORM,
        "leaves": len(lines),
        "root": tree.root(lines),
        "leaves_sha256": _sha256_of_lines(lines),
        "custody": {"entries": head.number if head else 0, "last": head.hash if head else custody.START},
        "previous_sha256": file_sha256(last.path / MANIFEST) if last else "",
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _write(folder: SweepFolder, number: int, key: bytes, lines: list[bytes], manifest: str) -> Seal:
    seal = Seal(folder.path / FOLDER / f"{number:04}")
    with writing(seal.path):
        seal.path.mkdir(exist_ok=True)
    # What a killed process left of this seal is not part of it.
    (seal.path / SUMS).unlink(missing_ok=True)
    write_atomically(seal.path / SALT, key.hex() + "\n")
    write_atomically(seal.path / LEAVES, b"".join(line + b"\n" for line in lines).decode())
    write_atomically(seal.path / SUMS, sums(seal.path, [SALT, LEAVES], {MANIFEST: _sha256(manifest.encode())}))
    # Last: a seal counts once its manifest lies there.
    write_atomically(seal.path / MANIFEST, manifest)
    return seal


def sums(path: Path, new: Iterable[str], also: Mapping[str, str] | None = None) -> str:
    """`SHA256SUMS` of a seal with `new` files added; what stands there already is taken over, not looked at again."""
    there = path / SUMS
    lines = there.read_text(encoding="utf-8").splitlines() if there.is_file() else []
    digests = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    digests |= {name: file_sha256(path / name) for name in new} | dict(also or {})
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
