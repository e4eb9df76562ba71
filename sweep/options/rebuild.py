"""What `sweepday judge`, `report` and `export` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.options.common import add_sweep, day, spoken, verb
from sweep.paths import languages


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    judge = verb(
        subparsers,
        "judge",
        does="run_judge",
        examples=(
            "  sweepday judge black-friday\n"
            "  sweepday judge black-friday --shop shop-one.example\n"
            "  sweepday judge black-friday --day 2026-09-28 -o changes.csv    what the law of that day would say"
        ),
    )
    add_sweep(judge)
    judge.add_argument("--shop", metavar="KEY", help="only this shop (the name of its folder below captures/)")
    judge.add_argument(
        "--day", type=day, help="change nothing, only tell what differs by the law of this day (YYYY-MM-DD)"
    )
    judge.add_argument("-o", "--out", type=Path, metavar="FILE.csv", help="with --day: every verdict that differs")
    report = verb(
        subparsers,
        "report",
        does="run_report",
        examples="  sweepday report black-friday\n  sweepday report sweeps/black-friday --languages nl,fr",
    )
    add_sweep(report)
    _add_languages(report)
    report.add_argument("--theme", type=Path, metavar="DIR", help="a folder with theme.css, logo.svg or logo.png")
    export = verb(
        subparsers,
        "export",
        does="run_export",
        examples=(
            "  sweepday export black-friday\n"
            "  sweepday export black-friday --redact           for sharing: without personal data of sole traders\n"
            "  sweepday export black-friday --national-return --key-file joint.key      no shop is named in it\n"
            "  sweepday export black-friday --wacz shop-one.example -o shop-one.wacz     opens in replayweb.page"
        ),
    )
    add_sweep(export)
    _add_languages(export)
    export.add_argument("--redact", action="store_true", help="hide data of natural persons; into exports/redacted")
    export.add_argument("--wacz", metavar="SHOP", help="instead: the captures of one shop as a WACZ file")
    export.add_argument(
        "--national-return",
        action="store_true",
        help="instead: outcomes of each shop under a hash of its domain, for the joint result; needs --key-file",
    )
    export.add_argument(
        "--key-file", type=Path, metavar="FILE", help="the key that the authorities of a joint sweep agreed on"
    )
    export.add_argument("-o", "--out", type=Path, metavar="DIR|FILE.wacz", help="where to (default: in exports/)")


def _add_languages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--languages",
        type=spoken,
        default=(),
        metavar="LIST",
        help=f"of {', '.join(languages())}, with commas; the first opens first (default: those of the plan)",
    )
