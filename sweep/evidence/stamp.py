"""Time stamps on a seal: asked for when it is made, and again by `sweepday seal` where an authority was down."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sweep.evidence import custody, tsa
from sweep.evidence.seal import MANIFEST, STAMPS, SUMS, Seal, sums
from sweep.plan import TimestampAuthority
from sweep.workspace import SweepFolder, alone, write_atomically, writing


@dataclass(frozen=True, slots=True)
class Stamped:
    """What came of asking one authority; `problem` is "" where the stamp lies with the seal."""

    authority: str
    problem: str = ""


def stamp_seal(
    folder: SweepFolder, seal: Seal, authorities: Sequence[TimestampAuthority], beside: Path
) -> tuple[Stamped, ...]:
    """Asks each authority that has not stamped this seal yet. A failure is logged and returned, never raised.

    `beside` is the folder that the plan's certificate files are named from. Raises SweepError only where the seal's
    folder cannot be written.
    """
    if not authorities:
        return ()
    with alone(seal.path):  # another process may have had the same seal to be stamped
        done = {stamp["authority"] for stamp in seal.stamps}
        return tuple(_stamp(folder, seal, authority, beside) for authority in authorities if authority.url not in done)


def _stamp(folder: SweepFolder, seal: Seal, authority: TimestampAuthority, beside: Path) -> Stamped:
    manifest = (seal.path / MANIFEST).read_bytes()
    try:
        request, answer = tsa.ask(authority.url, manifest, login=authority.login)
    except tsa.StampError as error:
        custody.log(folder, "stamp failed", seal=seal.number, authority=authority.url, reason=str(error))
        return Stamped(authority.url, str(error))
    name = f"stamp-{len(seal.stamps) + 1}"
    new = [f"{name}.tsq", f"{name}.tsr", STAMPS]
    with writing(seal.path):
        (seal.path / f"{name}.tsq").write_bytes(request)
        (seal.path / f"{name}.tsr").write_bytes(answer)
        certificates = ""
        if authority.certificates and (beside / authority.certificates).is_file():
            certificates = f"{name}.pem"
            new.append(certificates)
            shutil.copyfile(beside / authority.certificates, seal.path / certificates)
    entry = {"authority": authority.url, "file": f"{name}.tsr", "certificates": certificates}
    write_atomically(seal.path / STAMPS, json.dumps([*seal.stamps, entry], indent=2) + "\n")
    write_atomically(seal.path / SUMS, sums(seal.path, new))
    custody.log(folder, "stamped", seal=seal.number, authority=authority.url)
    return Stamped(authority.url)
