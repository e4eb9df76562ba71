"""What `sweepday questionnaire` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from checks.card import LANGUAGES
from sweep.options.common import add_sweep, verb

_EXAMPLES = """\
  sweepday questionnaire toys-2026                        writes exports/questionnaire.xlsx and .csv, prints the totals
  sweepday questionnaire toys-2026 -o sheet.xlsx --language fr
  sweepday questionnaire toys-2026 --answers sheet.xlsx --by "A. Inspector"     takes over what people filled in
An answer is taken back by a dash in its cell. An authority's own questions: `questionnaire: FILE` in the plan."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(subparsers, "questionnaire", examples=_EXAMPLES)
    add_sweep(parser)
    parser.add_argument("-o", "--out", type=Path, metavar="FILE", help="write only this file (.xlsx or .csv)")
    parser.add_argument("--language", choices=LANGUAGES, help="of the tables (default: the first of the plan)")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="read filled answers back (CSV, XLSX or ODS)")
    parser.add_argument("--by", default="", metavar="NAME", help="who answered, where the table names nobody")
