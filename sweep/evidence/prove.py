"""The proof of one finding: the finding, the records it rests on, and the chains that lead to a stamped root.

Of other shops it shows nothing: their leaves are present only as salted hashes.
"""

from __future__ import annotations

import gzip
import json
import re
import shlex
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sweep.errors import SweepError
from sweep.evidence.chains import Chain, Link, link
from sweep.evidence.connection import CONNECTION
from sweep.evidence.index import Indexed, digest_at, index_path, indexed, read_index
from sweep.evidence.manifest import closed_visits, file_sha256
from sweep.evidence.seal import FINDINGS, Seal, finding_leaves, findings_by_shop, seals
from sweep.workspace import SweepFolder

_POINTER = re.compile(rb"\r\n" + CONNECTION.encode() + rb": (<urn:uuid:[0-9a-f-]{36}>)\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the proof: its name in there, its bytes, and its links up to the root of `seal`."""

    name: str
    data: bytes
    links: tuple[Link, ...]
    seal: Seal

    def chain(self, manifest: str) -> Chain:
        return Chain(self.name, self.links, manifest)


def command(sweep: str, shop: str, check: str) -> str:
    """The command line that packs the proof of one finding."""
    return f"sweepday prove {shlex.quote(sweep)} {shlex.quote(f'{shop}/{check}')}"


def find(folder: SweepFolder, wanted: str) -> tuple[str, int, list[bytes]]:
    """Shop, place among its findings, and all of them, for an id or "shop/check". Raises SweepError."""
    for shop, lines in findings_by_shop(folder):
        for place, line in enumerate(lines):
            data = json.loads(line)
            if wanted in (data["id"], f"{shop}/{data['check']}"):
                return shop, place, lines
    raise SweepError(
        f"{folder.path.name}: no finding {wanted!r} in exports/findings.jsonl; give its id, or SHOP/CHECK as in "
        "shop-one.example/identity.name (every verdict can be proved, whatever its outcome)"
    )


def sealed_with(folder: SweepFolder, digest: str) -> Seal:
    """The first time-stamped seal over these findings, else the newest without a stamp. Raises SweepError."""
    fitting = [s for s in seals(folder) if s.files.get(FINDINGS, {}).get("sha256") == digest]
    stamped = [s for s in fitting if s.stamps]
    if not fitting:
        raise SweepError(f"{folder.path.name}: its findings are not sealed as they stand; run `sweepday seal` first")
    return stamped[0] if stamped else fitting[-1]


def finding_piece(folder: SweepFolder, wanted: str) -> Piece:
    """The finding itself, exactly as exported. Raises SweepError where it is not there or not sealed."""
    shop, place, lines = find(folder, wanted)
    seal = sealed_with(folder, file_sha256(folder.path / FINDINGS))
    in_shop = link(finding_leaves(seal.key, lines), place)
    top = next((i for i, leaf in enumerate(seal.leaves) if leaf.get("findings") == shop), None)
    if top is None:
        raise SweepError(f"seal/{seal.path.name}: does not know {shop}; see `sweepday verify`")
    return Piece("finding.json", lines[place], (in_shop, link(seal.lines, top)), seal)


def record_pieces(folder: SweepFolder, finding: Mapping[str, Any]) -> tuple[list[Piece], set[str]]:
    """The records on which a finding rests, and those ids of records that lie in no archive of this workspace.

    Records of earlier sweeps of the same shop (an observed price) are proved by the seals of those sweeps.
    """
    quoted = {e["record_id"] for e in finding["evidence"] if e["record_id"]}
    read = {e["sha256"] for e in (*finding["evidence"], *finding["pages_read"])}
    pieces: list[Piece] = []
    missing = set(quoted)
    for sweep in [folder, *_siblings(folder)]:
        wanted = missing if sweep is not folder else quoted
        if sweep is not folder and not missing:
            break
        for archive in _archives(sweep, str(finding["shop"])):
            found = _of_archive(sweep, archive, wanted, read if sweep is folder else set(), len(pieces))
            pieces += found
            missing -= {_id(piece) for piece in found}
    return pieces, missing


def _id(piece: Piece) -> str:
    return str(json.loads(piece.links[0].leaf)["id"])


def _siblings(folder: SweepFolder) -> Iterator[SweepFolder]:
    for path in sorted(folder.path.parent.iterdir()):
        if path.is_dir() and path != folder.path:
            yield SweepFolder(path)


def _archives(folder: SweepFolder, shop: str) -> list[Path]:
    captures = folder.captures(shop)
    return [folder.path / v.archive for v in closed_visits(captures)] if captures.is_dir() else []


def _of_archive(folder: SweepFolder, archive: Path, ids: set[str], payloads: set[str], before: int) -> list[Piece]:
    if not archive.is_file() or not index_path(archive).is_file():
        return []
    lines = read_index(index_path(archive))
    records = [indexed(line) for line in lines]
    hit = [i for i, r in enumerate(records) if r.id in ids or (r.payload and r.payload in payloads)]
    if not hit:
        return []
    sealed = archive_link(folder, archive.relative_to(folder.path).as_posix())
    if sealed is None:
        raise SweepError(f"{archive}: is in no seal; run `sweepday seal {folder.path.name}` first")
    seal, above = sealed
    wanted = sorted({*hit, *_companions(archive, records, hit)})
    return [
        Piece(
            f"records/{before + n:03}-{records[i].type}.warc.gz",
            _bytes(archive, records[i]),
            (link(lines, i), above),
            seal,
        )
        for n, i in enumerate(wanted, start=1)
    ]


def archive_link(folder: SweepFolder, archive: str) -> tuple[Seal, Link] | None:
    """The first stamped seal over an archive (else the newest), and the archive's link to its root."""
    found = seals(folder)
    for seal in (*(s for s in found if s.stamps), *reversed(found)):
        if archive in seal.files:
            top = next(i for i, leaf in enumerate(seal.leaves) if leaf.get("file") == archive)
            return seal, link(seal.lines, top)
    return None


def _companions(archive: Path, records: Sequence[Indexed], hit: Sequence[int]) -> set[int]:
    """What belongs to the records: who made the archive, the requests, and the connections they came over."""
    by_id = {r.id: i for i, r in enumerate(records)}
    companions = {0}
    for i in hit:
        before = next((j for j in range(i - 1, -1, -1) if records[j].type == "request"), None)
        if before is not None and records[before].url == records[i].url:
            companions.add(before)
        pointer = _POINTER.search(_unpacked(_bytes(archive, records[i])))
        if pointer and (connection := by_id.get(pointer[1].decode())) is not None:
            companions.add(connection)
    return companions


def _unpacked(data: bytes) -> bytes:
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return b""


def _bytes(archive: Path, record: Indexed) -> bytes:
    if digest_at(archive, record) != record.sha256:
        raise SweepError(f"{archive}: record {record.id} was changed; see `sweepday verify`")
    with archive.open("rb") as file:
        file.seek(record.offset)
        return file.read(record.length)
