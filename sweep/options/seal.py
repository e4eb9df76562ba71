"""What `sweepday seal` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.options.common import add_sweep, verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "seal",
        examples=(
            "  sweepday seal black-friday      after an authority was down, or after you edited a case\n"
            "  sweepday seal black-friday --timestamp https://timestamp.example/tsr --certificates root.pem"
        ),
    )
    add_sweep(parser)
    parser.add_argument("--timestamp", metavar="URL", help="a time-stamp authority that the plan does not name")
    parser.add_argument("--certificates", type=Path, metavar="FILE.pem", help="its root and intermediate certificates")
