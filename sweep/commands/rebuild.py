"""`sweepday judge`, `report` and `export`: what is made anew from the archive and the database, without a network."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from sweep.commands import other_day
from sweep.commands.common import Ticker, sweep_of
from sweep.commands.run import conclude, publish, write_pages
from sweep.commands.seal import log_judged, seal_now
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.manifest import file_sha256
from sweep.evidence.wacz import write_wacz
from sweep.rejudging import rejudge_all
from sweep.report import write_exports
from sweep.report.redact import redacted
from sweep.report.texts import CatalogueTexts
from sweep.results import SweepResult
from sweep.returns.make import make_return
from sweep.returns.model import read_key
from sweep.returns.write import write_return
from sweep.run import TOOL, Sweep
from sweep.sweeps import collect
from sweep.targets import Target
from sweep.together import compare_shops, look_over
from sweep.workspace import writing


def run_judge(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    targets = [t for t in sweep.store.sweep_targets(sweep.name) if args.shop in (None, t.key)]
    if not targets:
        raise SweepError(f"{sweep.name}: no shop {args.shop!r}; its folder below captures/ has the name to give here")
    if args.day:
        other_day.show(sweep, [target.key for target in targets], args.day, args.out)
        return 0
    if args.out:
        raise SweepError("-o goes with --day; what `judge` itself finds is in the report and in exports/")
    never, damaged = _judge_all(sweep, targets)
    for problem in damaged:
        print(f"left as it was: {problem}")
    if never:
        print(f"shops without a capture yet: {never}; `sweepday run` visits them")
    log_judged(sweep, len(targets) - never - len(damaged))
    seen = look_over(sweep)
    compare_shops(sweep, seen)
    publish(sweep, _judged(sweep))
    conclude(sweep, seen.tallies.values())
    return 1 if damaged else 0


def _judge_all(sweep: Sweep, targets: Sequence[Target]) -> tuple[int, list[str]]:
    """How many shops were never visited, and what is wrong with the captures that could not be judged."""
    ticker, never, damaged = Ticker(), 0, []
    for number, shop in enumerate(rejudge_all(sweep, targets), start=1):
        if shop.damaged:
            damaged.append(shop.damaged)
            continue
        never += not shop.state
        ticker.step(f"[{number}/{len(targets)}] {shop.shop}: {shop.state.replace('_', ' ') or 'never visited'}")
    ticker.end()
    return never, damaged


def run_report(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    asked = args.languages or sweep.plan.report.languages
    print(f"report: {write_pages(sweep, _judged(sweep), asked, args.theme)}")
    seal_now(sweep)
    return 0


def run_export(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    if args.wacz:
        return _export_wacz(sweep, args.wacz, args.out)
    if args.national_return or args.key_file:
        return _export_return(sweep, args.key_file, args.out)
    result, folder = _judged(sweep), args.out or sweep.folder.exports
    if args.redact:
        result, folder = redacted(result), args.out or sweep.folder.exports / "redacted"
    for path in write_exports(result, folder, languages=args.languages or sweep.plan.report.languages):
        print(path)
    if args.redact or args.out:
        custody.log(sweep.folder, "exported", what="exports", redacted=args.redact, to=str(folder))
    seal_now(sweep)
    return 0


def _export_wacz(sweep: Sweep, shop: str, out: Path | None) -> int:
    target = out or sweep.folder.exports / f"{shop}.wacz"
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    pages = write_wacz(sweep.folder, shop, target, title=f"{shop}, {sweep.name}", software=TOOL)
    custody.log(sweep.folder, "exported", what="wacz", shop=shop, to=str(target), sha256=file_sha256(target))
    seal_now(sweep)
    print(f"{target}: {counted(pages, 'page')}; open it with replayweb.page, or check it with `wacz validate -f`")
    return 0


def _export_return(sweep: Sweep, key_file: Path | None, out: Path | None) -> int:
    if key_file is None:
        raise SweepError("--national-return needs --key-file: a text file with the key that the authorities agreed on")
    key = read_key(key_file)
    made = make_return(_judged(sweep), key, CatalogueTexts())
    target = write_return(made, out or sweep.folder.exports / "national-return.json")
    custody.log(sweep.folder, "exported", what="national return", to=str(target), sha256=file_sha256(target))
    seal_now(sweep)
    print(
        f"{target}: {counted(len(made.shops), 'shop')}, "
        f"{counted(len(made.questions), 'question')}; no shop is named in it"
    )
    return 0


def _judged(sweep: Sweep) -> SweepResult:
    """The results so far. Raises SweepError where there are none: an empty report would replace a good one."""
    result = collect(sweep)
    total = result.info.funnel.distinct
    if not result.shops:
        raise SweepError(
            f"{sweep.name}: the database holds no result of its {counted(total, 'shop')}; "
            f"`sweepday judge {sweep.name}` makes them anew from the captures, `sweepday run` visits the shops"
        )
    if not result.info.finished:
        print(f"{sweep.name}: {len(result.shops)} of {total} shops have a result so far")
    return result
