"""What `sweepday doctor` may be told."""

from __future__ import annotations

import argparse

from sweep.options.common import verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb(
        subparsers,
        "doctor",
        examples="  sweepday doctor",
    )
