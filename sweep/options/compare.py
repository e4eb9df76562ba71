"""What `sweepday compare` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.options.common import add_sweep, verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "compare",
        examples=(
            "  sweepday compare black-friday-follow-up-2026-12-21 black-friday\n"
            "  sweepday compare spring autumn -o /tmp/what-changed"
        ),
    )
    add_sweep(parser)
    parser.add_argument("earlier", metavar="EARLIER", help="name of the earlier sweep in the same workspace")
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="default: exports in the sweep's folder")
