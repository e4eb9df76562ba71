"""`sweepday seal`: the hash tree over a sweep as it lies there, and time stamps where an authority was down before."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from checks.catalogue import rules_version
from sweep.commands.common import sweep_of
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.seal import make_seal
from sweep.evidence.stamp import stamp_seal
from sweep.plan import TimestampAuthority
from sweep.run import TOOL, Sweep


def run(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    more: list[TimestampAuthority] = []
    if args.certificates and not args.certificates.is_file():
        raise SweepError(f"{args.certificates}: there is no such file")
    if args.timestamp:
        certificates = str(args.certificates.resolve()) if args.certificates else ""
        try:
            more = [TimestampAuthority(url=args.timestamp, certificates=certificates)]
        except ValueError:
            raise SweepError(f"{args.timestamp}: no address of a time-stamp authority (http:// or https://)") from None
    return 0 if seal_now(sweep, more, quiet=False) else 1


def seal_now(sweep: Sweep, more: Sequence[TimestampAuthority] = (), *, quiet: bool = True) -> bool:
    """Seals the sweep and asks its authorities; says what came of it. False where one of them did not stamp."""
    seal = make_seal(sweep.folder, authority=sweep.plan.authority, tool=TOOL, rules=rules_version())
    stamped = stamp_seal(sweep.folder, seal, (*sweep.plan.evidence.timestamps, *more), sweep.workspace.path)
    if not quiet:
        leaves = counted(seal.manifest["leaves"], "leaf", "leaves")
        print(f"seal {seal.path.name}: {leaves}, root {seal.manifest['root']}")
        if not seal.stamps:
            print("no time stamp: name an authority in the plan (evidence: timestamps), or with --timestamp")
    for stamp in stamped:
        if stamp.problem:
            print(f"no time stamp by {stamp.authority}: {stamp.problem}; try again with `sweepday seal {sweep.name}`")
        else:
            print(f"time stamp by {stamp.authority} on seal {seal.path.name}")
    return not any(stamp.problem for stamp in stamped)


def log_judged(sweep: Sweep, shops: int) -> None:
    """Enters into the custody log that shops were judged, and by which rules."""
    custody.log(sweep.folder, "judged", shops=shops, tool=TOOL, rules=rules_version(), law_day=sweep.day)
