"""What `sweepday custody` may be told."""

from __future__ import annotations

import argparse

from sweep.options.common import add_sweep, verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "custody",
        examples=(
            "  sweepday custody black-friday\n"
            "  sweepday custody black-friday --add viewed --note 'shown to the prosecutor, room 4'\n"
            "  SWEEPDAY_USER='A. Verenne' sweepday custody black-friday --add noted --note 'disk moved to safe 2'"
        ),
    )
    add_sweep(parser)
    parser.add_argument("--add", choices=("viewed", "exported", "noted"), help="enter what was done by hand")
    parser.add_argument("--note", default="", help="with --add: what, where, for whom")
