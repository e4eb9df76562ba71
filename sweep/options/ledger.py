"""What `sweepday ledger` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from sweep.cooperation import ledger
from sweep.cooperation.forms import FORMS
from sweep.options.common import add_sweep, day, verb


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "ledger",
        examples=(
            "  sweepday ledger black-friday                  everything, oldest first\n"
            "  sweepday ledger black-friday due              what waits for an answer, overdue first\n"
            "  sweepday ledger black-friday add shop-one.example trader-letter --to 'post@shop-one.example'\n"
            "  sweepday ledger black-friday add shop-two.example cpc-enforcement --on 2026-11-24\n"
            "  sweepday ledger black-friday answer 12 'will mend it within a week'\n"
            "  sweepday ledger black-friday close 12 put-right\n"
            "  sweepday ledger black-friday undo 12 --note 'entered for the wrong shop'"
        ),
    )
    add_sweep(parser)
    parser.add_argument("--today", type=day, help=argparse.SUPPRESS)
    actions = parser.add_subparsers(dest="action", metavar="list|due|add|answer|close|undo")
    for name, help_ in (("list", "everything that was sent (the default)"), ("due", "what waits for an answer")):
        actions.add_parser(name, help=help_)
    _add(actions.add_parser("add", help="something was sent"))
    answered = actions.add_parser("answer", help="an answer came")
    answered.add_argument("number", type=int, metavar="NUMBER")
    answered.add_argument("text", metavar="TEXT", help="in a few words")
    closed = actions.add_parser("close", help="how it ended")
    closed.add_argument("number", type=int, metavar="NUMBER")
    closed.add_argument("result", choices=ledger.RESULTS)
    undone = actions.add_parser("undo", help="take an entry back; it stays readable, with the reason")
    undone.add_argument("number", type=int, metavar="NUMBER")
    for action in (answered, closed):
        action.add_argument("--on", type=day, metavar="DAY", help="YYYY-MM-DD (default: today)")
    for action in (closed, undone):
        action.add_argument("--note", default="", help="in a few words")
    for action in actions.choices.values():  # after the action as well: SUPPRESS keeps what stood before it
        action.add_argument("--workspace", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shops", nargs="+", metavar="SHOP", help="the shops it was about, as in the report")
    parser.add_argument("form", choices=FORMS, metavar="FORM", help=", ".join(FORMS))
    parser.add_argument("--on", type=day, metavar="DAY", help="when it was sent (default: today)")
    parser.add_argument("--to", default="", metavar="WHOM", help="address, authority, host")
    parser.add_argument(
        "--deadline",
        type=day,
        metavar="DAY",
        help="default: 30 days for a letter and for article 11, 6 months for article 12, none for the others",
    )
    parser.add_argument("--note", default="", help="in a few words")
