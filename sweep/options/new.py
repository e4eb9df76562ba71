"""What `sweepday new` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.options.common import verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "new",
        examples="  sweepday new black-friday\n  sweepday new .          in the folder you are in",
    )
    parser.add_argument("folder", metavar="DIR", type=Path)
