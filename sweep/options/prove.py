"""What `sweepday prove` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.options.common import add_sweep, verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "prove",
        examples=(
            "  sweepday prove black-friday shop-one.example/identity.name\n"
            "  sweepday prove black-friday 3f2a9c0d1e4b5a67 -o proof.zip     the id of exports/findings.jsonl\n"
            "  sweepday verify proof.zip"
        ),
    )
    add_sweep(parser)
    parser.add_argument("finding", metavar="FINDING", help="its id, or SHOP/CHECK")
    parser.add_argument("-o", "--out", type=Path, metavar="DIR|FILE.zip", help="default: proof-<shop>-<check> here")
