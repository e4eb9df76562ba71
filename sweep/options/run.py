"""What `sweepday run` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.options.common import add_workspace, day, verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "run",
        examples=(
            "  sweepday run plan.yaml\n"
            "  sweepday run plan.yaml --check           only read plan and lists\n"
            "  sweepday run --follow-up black-friday    visit again what was flagged in that sweep"
        ),
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("plan", metavar="PLAN", type=Path, nargs="?")
    what.add_argument("--follow-up", metavar="SWEEP", help="instead of a plan: the flagged shops of this sweep")
    add_workspace(parser)
    parser.add_argument("--check", action="store_true", help="read plan and lists, say what is wrong, sweep nothing")
    parser.add_argument("--no-report", action="store_true", help="leave out report and exports")
    parser.add_argument("--today", type=day, help=argparse.SUPPRESS)
