"""`sweepday case`: the findings on one shop as a folder that can be handed on."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sweep.commands.common import add_sweep, sweep_of, verb
from sweep.cooperation.case import build_case
from sweep.cooperation.folder import write_case
from sweep.errors import SweepError
from sweep.evidence.archive import read_capture
from sweep.results import ShopResult
from sweep.run import Sweep
from sweep.sweeps import collect


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "case",
        run,
        examples=(
            "  sweepday case black-friday shop-one.example\n"
            "  sweepday case black-friday shop-one.example --with-reviews --language fr\n"
            "  sweepday case black-friday shop-one.example --template our-letter.docx"
        ),
    )
    add_sweep(parser)
    parser.add_argument("shop", metavar="SHOP", help="the shop's key or address, as in the report")
    parser.add_argument("--with-reviews", action="store_true", help="points to be reviewed as well")
    parser.add_argument("--language", choices=("en", "fr"), default="en")
    parser.add_argument("--template", type=Path, metavar="FILE.docx", help="a Word template of your own (docxtpl)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: cases/<shop> in the sweep's folder")


def run(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    result = collect(sweep)
    shop = _shop(result.shops, args.shop, sweep)
    capture = read_capture(sweep.folder.path / shop.visit.archive)
    ips = sorted({r.ip for r in capture.responses if r.ip})
    today = date.today()  # noqa: DTZ011 - the date on a letter is a local one
    case = build_case(result.info, shop, language=args.language, today=today, reviews=args.with_reviews, ips=ips)
    if not case.findings:
        raise SweepError(f"{shop.target.key}: nothing to put into a case: no suspected infringement was found")
    folder = args.out or sweep.folder.cases / shop.target.key
    for path in write_case(case, sweep.folder, folder, template=args.template):
        print(path)
    if not (folder / "case.docx").exists():
        print("no Word document: install sweepday[forms]")
    print(f"{len(case.findings)} findings; way: {case.route.replace('_', ' ')}; for the official to complete:")
    for item in case.to_complete:
        print(f"  - {item}")
    return 0


def _shop(shops: tuple[ShopResult, ...], wanted: str, sweep: Sweep) -> ShopResult:
    for shop in shops:
        if wanted in (shop.target.key, shop.target.url, shop.target.url.rstrip("/")):
            return shop
    raise SweepError(f"{sweep.name}: no shop {wanted!r} with a result; the report lists them with their keys")
