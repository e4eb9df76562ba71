"""What `sweepday demo` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.options.common import verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "demo",
        examples=(
            "  sweepday demo\n"
            "  sweepday demo /tmp/look\n"
            "  sweepday demo --mended      some traders have put things right since: the shops again, and what changed"
        ),
    )
    parser.add_argument("folder", metavar="DIR", type=Path, nargs="?", default=Path("demo"))
    parser.add_argument("--mended", action="store_true", help="sweep the same shops again after some were mended")
