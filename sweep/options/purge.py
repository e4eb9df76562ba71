"""What `sweepday purge` may be told."""

from __future__ import annotations

import argparse

from sweep.evidence.retention import CLASSES
from sweep.options.common import add_sweep, verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "purge",
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
