"""`sweepday purge`: deletes what is older than the plan allows; shows it first, and logs it."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import UTC, datetime

from sweep.commands.common import sweep_of
from sweep.commands.seal import seal_now
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.evidence.retention import CLASSES, Class, Old, old_files, purge
from sweep.run import Sweep
from sweep.workspace import only_run

_SHOWN = 20


def run(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    if unknown := [shop for shop in args.shop or () if not sweep.folder.captures(shop).is_dir()]:
        raise SweepError(f"{sweep.name}: no shop {unknown[0]!r}; the name of its folder below captures/ is wanted")
    with only_run(sweep.folder):
        old = old_files(sweep.folder, _clocks(args, sweep), datetime.now(UTC), shops=args.shop)
        _show(sweep, old)
        if not old or not args.yes:
            if old:
                print("nothing was deleted: the same command with --yes deletes it, for good")
            return 0
        purge(sweep.folder, old, args.reason)
    seal_now(sweep)
    print(
        f"deleted: {counted(len(old), 'file')}; the custody log says so, "
        f"and `sweepday verify {sweep.name}` still passes"
    )
    print("the database keeps what was read on the pages (facts and quotes); delete sweepday.sqlite to remove it too")
    return 0


def _clocks(args: argparse.Namespace, sweep: Sweep) -> dict[Class, int]:
    if (args.kind is None) != (args.older_than is None):
        raise SweepError("--class and --older-than belong together: --class captures --older-than 180")
    if args.kind:
        if args.older_than < 0:
            raise SweepError("--older-than: days cannot be negative")
        return {args.kind: args.older_than}
    keep = sweep.plan.evidence.keep_days
    clocks = {kind: days for kind in CLASSES if (days := getattr(keep, kind)) is not None}
    if not clocks:
        raise SweepError(
            f"{sweep.name}: its plan names no retention (evidence: keep_days); give --class and --older-than"
        )
    return clocks


def _show(sweep: Sweep, old: tuple[Old, ...]) -> None:
    for o in old[:_SHOWN]:
        print(f"{o.file}: {o.kind}, {counted(o.days, 'day')} old")
    if len(old) > _SHOWN:
        print(f"and {counted(len(old) - _SHOWN, 'more file')}")
    counts = Counter(o.kind for o in old)
    said = ", ".join(f"{counts[kind]} of {kind}" for kind in CLASSES if counts[kind])
    print(f"{sweep.name}: {said or 'nothing is old enough'}")
