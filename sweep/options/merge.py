"""What `sweepday merge` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.options.common import spoken, verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "merge",
        examples=(
            "  sweepday export toys-2026 --national-return --key-file joint.key      each authority, with one key\n"
            "  sweepday merge returns/*.json -o joint --name 'Toys 2026' --languages en,fr"
        ),
    )
    parser.add_argument("returns", nargs="+", type=Path, metavar="RETURN", help="a file of `export --national-return`")
    parser.add_argument("-o", "--out", type=Path, default=Path("joint"), metavar="DIR", help="default: joint")
    parser.add_argument("--name", default="", help="of the joint sweep (default: that of the first return)")
    parser.add_argument("--languages", type=spoken, default=("en",), metavar="LIST", help="default: en")
