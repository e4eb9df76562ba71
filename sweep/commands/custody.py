"""`sweepday custody`: who did what to the evidence of a sweep; entries by hand for what happens outside the tool."""

from __future__ import annotations

import argparse
import json

from sweep.commands.common import sweep_of
from sweep.errors import SweepError
from sweep.evidence import custody


def run(args: argparse.Namespace) -> int:
    folder = sweep_of(args).folder
    if args.note and not args.add:
        raise SweepError("--note goes with --add: nothing was entered (viewed, exported or noted)")
    if args.add:
        custody.log(folder, args.add, note=args.note)
    found, problems = custody.entries(folder)
    for entry in found:
        detail = "; ".join(f"{name}: {_short(value)}" for name, value in entry.detail.items())
        print(f"{entry.number:5} {entry.at[:19]}Z {entry.event:13} {entry.by}: {detail}")
    for problem in problems:
        print(f"PROBLEM: {problem}")
    return 1 if problems else 0


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."
