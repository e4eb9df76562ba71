"""`sweepday case`: the findings on one shop as a folder that can be handed on."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from checks.verdict import Outcome
from sweep.commands.common import add_sweep, sweep_of, verb
from sweep.commands.seal import seal_now
from sweep.cooperation.case import build_case
from sweep.cooperation.folder import DOCUMENT, write_case
from sweep.cooperation.model import EarlierArchive
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.archive import read_capture
from sweep.evidence.chains import Chain
from sweep.evidence.facts import visit_facts
from sweep.evidence.pack import SEALS, SUMS, add_seal, finish
from sweep.evidence.prove import archive_link
from sweep.lists import site
from sweep.plan_file import near_miss
from sweep.report.words import languages
from sweep.results import ShopResult
from sweep.run import Sweep
from sweep.sweeps import heading

_NAMED = 20  # shops that an error lists or compares with


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
    parser.add_argument("--language", choices=languages(), default="en")
    parser.add_argument("--template", type=Path, metavar="FILE.docx", help="a Word template of your own (docxtpl)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="default: cases/<shop> in the sweep's folder")


def run(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    shop = _shop(sweep, args.shop)
    capture = read_capture(sweep.folder.path / shop.visit.archive)
    ips = sorted({r.ip for r in capture.responses if r.ip})
    earlier = _earlier(sweep, shop, {response.record_id for response in capture.responses})
    today = date.today()  # noqa: DTZ011 - the date on a letter is a local one
    case = build_case(
        heading(sweep), shop, language=args.language, today=today, reviews=args.with_reviews, ips=ips, earlier=earlier
    )
    if not case.findings:
        raise SweepError(f"{shop.target.key}: nothing to put into a case: no suspected infringement was found")
    folder = args.out or sweep.folder.cases / shop.target.key
    files = write_case(case, sweep.folder, folder, earlier=earlier, template=args.template)
    for path in (*files, *_proved(sweep, shop, folder, earlier, files)):
        print(path)
    custody.log(sweep.folder, "exported", what="case", shop=shop.target.key, to=str(folder))
    seal_now(sweep)
    if folder / DOCUMENT not in files:
        print("no Word document: it needs docxtpl; install sweepday[forms] and run the same command again")
    print(f"findings: {len(case.findings)}. {case.way}")
    print(f"for the official to complete: {'; '.join(case.to_complete)}")
    return 0


def _proved(
    sweep: Sweep, shop: ShopResult, folder: Path, earlier: Sequence[EarlierArchive], files: Sequence[Path]
) -> list[Path]:
    """Adds what proves the archives: their chains to a stamped seal, how to verify them, and the known objections."""
    archives = [(sweep.folder, shop.visit.archive, f"evidence/{Path(shop.visit.archive).name}")]
    archives += [(visit.sweep, visit.archive, visit.name) for visit in earlier]
    pieces = [(of, archive_link(of, archive), name) for of, archive, name in archives]
    shutil.rmtree(folder / SEALS, ignore_errors=True)  # of an earlier writing of this case
    chains = [
        Chain(name, (link,), add_seal(folder, seal, of.path.name))
        for of, found, name in pieces
        if found
        for seal, link in [found]
    ]
    first = next((found for _, found, _ in pieces if found), None)
    if first is None:
        print(
            "no seal yet: the case holds digests, and no chain to a time stamp (`sweepday seal`, then the same again)"
        )
        return []
    facts = visit_facts(shop.target.key, sweep.folder.path / shop.visit.archive, sweep.plan, first[0])
    return finish(folder, chains, facts, [path for path in files if path.name != SUMS])


def _earlier(sweep: Sweep, shop: ShopResult, own: set[str]) -> list[EarlierArchive]:
    """The archives of earlier visits from which findings quote."""
    found = [verdict for verdict in shop.verdicts if verdict.outcome >= Outcome.REVIEW]
    quoted = {proof.record_id for verdict in found for proof in verdict.evidence if proof.record_id}
    visits = sweep.store.earlier_archives(quoted - own)
    return [EarlierArchive(sweep.workspace.sweep(name), archive, digest) for name, archive, digest in visits]


def _shop(sweep: Sweep, wanted: str) -> ShopResult:
    """The result of a shop named by its key or by any address in it. Raises SweepError where there is none."""
    named = site(wanted)
    for key in dict.fromkeys([wanted, *([] if isinstance(named, str) else [named.key])]):
        for shop in sweep.store.results(sweep.name, key):
            return shop
    keys = [target.key for target in sweep.store.sweep_targets(sweep.name)]
    if wanted in keys:
        raise SweepError(f"{sweep.name}: {wanted} has no result yet; continue the sweep with `sweepday run`")
    raise SweepError(f"{sweep.name}: no shop {wanted!r}{near_miss(wanted, keys[:_NAMED])}; the report names them all")
