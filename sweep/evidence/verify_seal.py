"""Checking one seal: its own files, the tree, the custody log it closes over, its time stamps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sweep.errors import SweepError
from sweep.evidence import custody, tree, tsa
from sweep.evidence.manifest import file_sha256
from sweep.evidence.seal import LEAVES, MANIFEST, SUMS, Seal

Kind = Literal[
    "ok",  # it is what it was
    "proved",  # something that a court can be told: a seal, a time
    "note",  # not proved, or gone for a reason that is known
    "problem",  # changed, missing, added
]


@dataclass(frozen=True, slots=True)
class Checked:
    """One place, named inside its folder, and what can be said about it."""

    place: str
    kind: Kind
    text: str


def check_seal(seal: Seal, log: Sequence[custody.Entry] | None, certificates: Path | None) -> Iterator[Checked]:
    """What a seal proves. Without a `log` (in a proof, for example) its place in the log is not looked at."""
    place = f"seal/{seal.path.name}"
    problems = list(_own_files(seal, place))
    yield from problems
    try:
        yield _tree(seal, place)
        if log is not None:
            yield from _custody(seal, place, log)
    except (SweepError, KeyError, TypeError, ValueError) as error:
        yield Checked(place, "problem", f"cannot be read: {error}")
        return
    yield from check_stamps(seal, place, certificates)


def _own_files(seal: Seal, place: str) -> Iterator[Checked]:
    """Each file of a seal against SHA256SUMS, and SHA256SUMS against what it would be written as."""
    try:
        text = (seal.path / SUMS).read_text(encoding="ascii")
    except (OSError, ValueError):
        yield Checked(f"{place}/{SUMS}", "problem", "is missing or cannot be read")
        return
    named: dict[str, str] = {}
    for line in text.splitlines():
        digest, _, name = line.partition("  ")
        named[name] = digest
    there = {p.name for p in seal.path.iterdir() if p.name != SUMS and not p.name.endswith(".part")}
    for name in sorted(there | set(named)):
        if name not in there or name not in named:
            lost = "is missing" if name in named else "was added"
            yield Checked(f"{place}/{name}", "problem", f"{lost}, or its line in {place}/{SUMS} was changed")
        elif file_sha256(seal.path / name) != named[name]:
            yield Checked(f"{place}/{name}", "problem", f"was changed, or its line in {place}/{SUMS} was")
    if text != "".join(f"{named[name]}  {name}\n" for name in sorted(named)):
        yield Checked(f"{place}/{SUMS}", "problem", "was changed")


def _tree(seal: Seal, place: str) -> Checked:
    manifest = seal.manifest
    data = (seal.path / LEAVES).read_bytes()
    if hashlib.sha256(data).hexdigest() != manifest["leaves_sha256"] or tree.root(seal.lines) != manifest["root"]:
        return Checked(f"{place}/{LEAVES}", "problem", f"does not lead to the root in {place}/{MANIFEST}")
    text = f"closes over {manifest['leaves']} leaves, root {manifest['root']}, made {manifest['made']}"
    return Checked(place, "proved", f"{text} by {manifest['by']} (by the clock of that machine)")


def _custody(seal: Seal, place: str, log: Sequence[custody.Entry]) -> Iterator[Checked]:
    known = seal.manifest["custody"]
    hashes = {entry.number: entry.hash for entry in log} | {0: custody.START}
    if hashes.get(known["entries"]) != known["last"]:
        text = f"the first {known['entries']} entries are not those that {place} closes over"
        yield Checked(custody.NAME, "problem", text)


def check_stamps(seal: Seal, place: str, certificates: Path | None) -> Iterator[Checked]:
    """What the time stamps of a seal prove, one by one; that there is none is said, too."""
    try:
        stamps, manifest = seal.stamps, (seal.path / MANIFEST).read_bytes()
    except (SweepError, TypeError, OSError) as error:
        yield Checked(place, "problem", f"its time stamps cannot be read: {error}")
        return
    if not stamps:
        yield Checked(place, "note", "no time stamp: that it is as old as it says rests on the word of its keeper")
    for stamp in stamps:
        kept = seal.path / stamp["certificates"] if stamp["certificates"] else None
        name = f"{place}/{stamp['file']}"
        try:
            said = tsa.check((seal.path / stamp["file"]).read_bytes(), manifest, certificates or kept)
        except (tsa.StampError, OSError) as error:
            kind: Kind = "note" if "cannot be checked here" in str(error) else "problem"
            yield Checked(name, kind, f"{stamp['authority']}: {error}")
            continue
        yield _said(name, stamp["authority"], said)


def _said(name: str, authority: str, said: tsa.Stamp) -> Checked:
    when = said.time.isoformat() if said.time else "the time that `openssl ts -reply -text -in` shows"
    who = f"{said.authority or 'unnamed'}, asked at {authority}"
    if not said.root:
        text = f"is on this manifest and names {when} ({who}), but without its certificates nobody vouches for it"
        return Checked(name, "note", f"{text}: give them with --certificates FILE.pem")
    text = f"existed at {when}: stamped by {who}; vouched for by {said.root}, to be compared with what it publishes"
    return Checked(name, "proved", text)
