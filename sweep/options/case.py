"""What `sweepday case` may be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from checks.countries import EEA, normal
from sweep.cooperation.forms import ADDRESSEES, FORMS
from sweep.options.common import add_sweep, verb
from sweep.paths import languages


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "case",
        examples=(
            "  sweepday case black-friday shop-one.example                             the whole file on one shop\n"
            "  sweepday case black-friday shop-one.example --form trader-letter        in the trader's language\n"
            "  sweepday case black-friday shop-one.example --form cpc-enforcement --language fr\n"
            "  sweepday case black-friday shop-one.example --form cpc-information --to DE\n"
            "  sweepday case black-friday shop-one.example --form safety-referral --with-reviews\n"
            "  sweepday case black-friday shop-one.example --form host-order --addressee registrar --days 3\n"
            "  sweepday case black-friday shop-one.example --form trader-letter --template our-letter.docx\n\n"
            "Once findings were decided on in `sweepday review`, a case holds those that were confirmed."
        ),
    )
    add_sweep(parser)
    parser.add_argument("shop", metavar="SHOP", help="the shop's key or address, as in the report")
    parser.add_argument(
        "--form",
        choices=FORMS,
        action="append",
        metavar="FORM",
        help=f"{', '.join(FORMS)}; may be given several times (default: the whole file on the shop)",
    )
    parser.add_argument("--unconfirmed", action="store_true", help="suspicions as well that nobody confirmed, marked")
    parser.add_argument("--with-reviews", action="store_true", help="points to be reviewed as well")
    parser.add_argument("--language", choices=languages(), help="default: the trader's in a letter to it, else English")
    parser.add_argument("--days", type=int, metavar="N", help="answer due in N days (default: as the form's law says)")
    parser.add_argument("--to", type=country, metavar="XX", help="the state asked, where you know better")
    parser.add_argument("--states", type=countries, default=(), metavar="XX,YY", help="further states concerned")
    parser.add_argument("--addressee", choices=ADDRESSEES, help="of an order or notice (default: host)")
    parser.add_argument("--template", type=Path, metavar="FILE.docx", help="a Word template of your own (docxtpl)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: cases/<shop>[.<form>] in the sweep's folder")


def country(text: str) -> str:
    """ISO 3166-1 alpha-2, for argparse; Switzerland and others outside the Union are none that can be asked."""
    code = normal(text)
    if code not in EEA:
        raise argparse.ArgumentTypeError(f"{text!r} is no state of the cooperation network (two letters, such as DE)")
    return code


def countries(text: str) -> tuple[str, ...]:
    return tuple(country(one) for one in text.split(","))
