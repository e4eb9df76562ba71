"""What `sweepday verify` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.options.common import add_workspace, verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "verify",
        examples=(
            "  sweepday verify black-friday\n"
            "  sweepday verify watch.yaml      a price watch: archives, patches, ledgers, and every price\n"
            "  sweepday verify proof.zip       what `sweepday prove` wrote\n"
            "  sweepday verify sweeps/black-friday/cases/shop-one.example\n"
            "  (cd sweeps/black-friday && sha256sum --check SHA256SUMS)     captures, with a standard tool"
        ),
    )
    parser.add_argument(
        "what", metavar="SWEEP|WATCH|PROOF|CASE", help="name of a sweep or watch, or a folder or zip file"
    )
    add_workspace(parser)
    parser.add_argument(
        "--certificates",
        type=Path,
        metavar="FILE.pem",
        help="trust these for time stamps (from the authority itself), not those kept with the seal",
    )
