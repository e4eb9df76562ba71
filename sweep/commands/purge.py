"""`sweepday purge`: deletes what is older than the plan allows; shows it first, and logs it."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import UTC, datetime

from sweep.commands.common import add_sweep, sweep_of, verb
from sweep.commands.seal import seal_now
from sweep.errors import SweepError
from sweep.evidence.retention import CLASSES, Class, Old, old_files, purge
from sweep.run import Sweep
from sweep.workspace import only_run

_SHOWN = 20


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "purge",
        run,
        examples=(
            "  sweepday purge black-friday                  what the plan's evidence: keep_days would delete\n"
            "  sweepday purge black-friday --yes            deletes it\n"
            "  sweepday purge black-friday --class captures --older-than 180 --reason 'decision 12/2027' --yes\n"
            "  sweepday purge black-friday --class captures --older-than 0 --shop shop-one.example --yes"
        ),
    )
    add_sweep(parser)
    parser.add_argument("--class", dest="kind", choices=CLASSES, help="one class instead of the plan's keep_days")
    parser.add_argument("--older-than", type=int, metavar="DAYS", help="with --class: how many days are kept")
    parser.add_argument("--shop", action="append", default=[], metavar="KEY", help="only this shop (may be repeated)")
    parser.add_argument("--reason", default="retention period over", help="goes into the custody log")
    parser.add_argument("--yes", action="store_true", help="delete; without it nothing is deleted")


def run(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    with only_run(sweep.folder):
        old = old_files(sweep.folder, _clocks(args, sweep), datetime.now(UTC), shops=args.shop)
        _show(sweep, old)
        if not old or not args.yes:
            if old:
                print("nothing was deleted: the same command with --yes deletes it, for good")
            return 0
        purge(sweep.folder, old, args.reason)
    seal_now(sweep)
    print(f"deleted: {len(old)} files; the custody log says so, and `sweepday verify {sweep.name}` still passes")
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
        print(f"{o.file}: {o.kind}, {o.days} days old")
    if len(old) > _SHOWN:
        print(f"and {len(old) - _SHOWN} more files")
    counts = Counter(o.kind for o in old)
    said = ", ".join(f"{counts[kind]} of {kind}" for kind in CLASSES if counts[kind])
    print(f"{sweep.name}: {said or 'nothing is old enough'}")
