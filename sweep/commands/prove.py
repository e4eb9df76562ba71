"""`sweepday prove`: one finding with its proof, as a folder or a zip file, without any other shop."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sweep.commands.common import sweep_of
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.facts import visit_facts
from sweep.evidence.manifest import closed_visits
from sweep.evidence.pack import add_seal, finish, zipped
from sweep.evidence.prove import Piece, finding_piece, record_pieces
from sweep.run import Sweep
from sweep.workspace import writing


def run(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    piece = finding_piece(sweep.folder, args.finding)
    finding = json.loads(piece.data)
    records, missing = record_pieces(sweep.folder, finding)
    name = f"{finding['shop']}/{finding['check']}"
    out: Path = args.out or Path(f"proof-{finding['shop']}-{finding['check']}")
    if out.exists() and (out.is_file() or any(out.iterdir())):
        raise SweepError(f"{out}: is there already; give another place with -o")
    if out.suffix == ".zip":
        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder), sweep, name, [piece, *records])
            zipped(Path(folder), out)
    else:
        _write(out, sweep, name, [piece, *records])
    custody.log(sweep.folder, "exported", what="proof", finding=name, shop=finding["shop"], to=str(out))
    _say(out, name, piece, len(records), missing)
    return 0


def _write(folder: Path, sweep: Sweep, name: str, pieces: Sequence[Piece]) -> None:
    chains = []
    for piece in pieces:
        manifest = add_seal(folder, piece.seal, str(piece.seal.manifest["sweep"]))
        path = folder / piece.name
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(piece.data)
        chains.append(piece.chain(manifest))
    finding = json.loads(pieces[0].data)
    visits = closed_visits(sweep.folder.captures(str(finding["shop"])))
    visit = next((v for v in visits if v.id == finding.get("visit")), visits[-1])
    facts = visit_facts(name, sweep.folder.path / visit.archive, sweep.plan, pieces[0].seal)
    finish(folder, chains, facts)


def _say(out: Path, name: str, piece: Piece, records: int, missing: set[str]) -> None:
    seal = piece.seal
    print(f"{out}: the proof of {name}, with {counted(records, 'record')} of the archive")
    stamps = ", ".join(stamp["authority"] for stamp in seal.stamps)
    print(f"time stamp: {stamps}" if stamps else "no time stamp yet: name an authority and run `sweepday seal`")
    for record in sorted(missing):
        print(f"not in it: record {record}: its archive was purged, or lies in another workspace")
    print(f"check it: sweepday verify {out}")
