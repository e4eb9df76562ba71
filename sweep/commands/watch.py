"""`sweepday watch`: the price watch of a plan, round by round; started again, it continues."""

from __future__ import annotations

import argparse
import shutil
import time
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from checks.verdict import Outcome
from sweep.commands.common import Ticker, command, duration
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.paths import template_dir
from sweep.report.campaign import info_of, write_campaign_pages
from sweep.report.observations import write_observations
from sweep.report.words import report_languages
from sweep.store.prices import Product
from sweep.watch.campaign import judge_campaign
from sweep.watch.clock import moment
from sweep.watch.imports import admit
from sweep.watch.looks import next_look
from sweep.watch.panel import choose, read_items
from sweep.watch.plan import load_watch_plan
from sweep.watch.rounds import RoundResult
from sweep.watch.schedule import Slot
from sweep.watch.units import cron_line, systemd_units
from sweep.watch.watch import Watch, begin, catch_up, look_due, visit
from sweep.workspace import only_run

_POLL = 30.0  # seconds between two looks at the clock, which may be set while we wait
_AGAIN = 600.0  # seconds before a round without a network, or with a wrong clock, is tried again
_SHOWN = 10


def run(args: argparse.Namespace) -> int:
    if args.example:
        print((template_dir() / "workspace" / "watch.yaml").read_text(encoding="utf-8"), end="")
        return 0
    if args.plan is None:
        raise SweepError("which plan? `sweepday watch PLAN`; `sweepday watch --example` prints one")
    if args.check:
        return _check(args.plan)
    if args.systemd:
        return _units(args.plan)
    watch = begin(args.plan, time.time())
    if args.status:
        return _status(watch)
    with only_run(watch.folder):
        if args.archives:
            return _import(watch, args.archives)
        if args.report:
            _report(watch)
            return 0
        return _once(watch, not args.no_report) if args.once else _loop(watch, not args.no_report)


def _check(path: Path) -> int:
    plan = load_watch_plan(path)
    items = read_items([path.parent / name for name in plan.products])
    panel = choose(items, plan.panel)
    shops = Counter(item.shop for item in panel)
    rounds = plan.days * len(plan.times)
    print(
        f"{path}: fine. {counted(len(items), 'product')} listed, {len(panel)} on the panel, "
        f"{counted(len(shops), 'shop')}, {counted(rounds, 'round')}"
    )
    return 0


def _units(path: Path) -> int:
    plan, where = load_watch_plan(path), path.resolve()
    print(systemd_units(plan, where, _whole(command())))
    print("# Or, for cron (crontab -e):")
    print(f"# {cron_line(where, _whole(command()))}")
    return 0


def _whole(name: str) -> str:
    """The command with its whole path: schedulers do not search where a shell does."""
    return shutil.which(name) or name


def _status(watch: Watch) -> int:
    rounds = watch.book.rounds(watch.name)
    states = Counter(r.state for r in rounds)
    print(f"{watch.name}: {counted(len(watch.products), 'product')}, {counted(len(watch.slots), 'round')} planned")
    print(f"  done {states['done']}, missed {states['missed']}, to be taken up again "
          f"{sum(n for s, n in states.items() if s not in ('done', 'missed', 'cut off'))}")  # fmt: skip
    for r in [r for r in rounds if r.state != "done" or r.note][-_SHOWN:]:
        print(f"  {r.slot}: {r.state}{f' ({r.note})' if r.note else ''}")
    coming = next((s for s in watch.slots if s.moment > moment(time.time())), None)
    print(f"  next round: {coming.name} ({watch.plan.zone})" if coming else "  the last round is over")
    return 0


def _once(watch: Watch, report: bool) -> int:
    slot = _next(watch)
    look = look_due(watch, time.time()) if slot is None else None
    if slot is None and look is None:
        print(f"{watch.name}: nothing is due")
        return 0
    if slot is not None:
        _visit(watch, slot)
    elif look is not None:
        _visit(watch, *look)
    if report:
        _report(watch)
    return 0


def _next(watch: Watch) -> Slot | None:
    """The slot that is due; says what was missed."""
    found = catch_up(watch, time.time())
    if found.missed:
        names = ", ".join(slot.name for slot in found.missed[:_SHOWN])
        more = len(found.missed) - _SHOWN
        print(
            f"{watch.name}: {counted(len(found.missed), 'round')} missed: {names}" + (f" and {more} more" * (more > 0))
        )
        print("  they stay gaps: a price of today says nothing about a day that is over")
    return found.slot


def _loop(watch: Watch, report: bool) -> int:
    """Waits for every round. The wall clock is asked again and again, so that setting it moves no round."""
    while True:
        slot = _next(watch)
        if slot is not None:
            result = _visit(watch, slot)
            if report:
                _report(watch)
            if result.no_network or result.clock.verdict == "wrong":
                time.sleep(_AGAIN)
            continue
        if (look := look_due(watch, time.time())) is not None:
            _visit(watch, *look)
            if report:
                _report(watch)
        coming = next((s for s in watch.slots if s.moment > moment(time.time())), None)
        if coming is None:
            print(f"{watch.name}: the last round is over")
            return 0
        print(f"{watch.name}: the next round is {coming.name} ({watch.plan.zone})", flush=True)
        _wait(watch, coming)


def _wait(watch: Watch, coming: Slot) -> None:
    """Until a round, or a second look before it, is due."""
    look = next_look(watch.folder) if watch.plan.second_looks else None
    until = coming.moment.timestamp() if look is None else min(look, coming.moment.timestamp())
    while time.time() < until:
        time.sleep(min(_POLL, max(0.1, until - time.time())))


def _visit(watch: Watch, slot: Slot, only: Collection[int] | None = None) -> RoundResult:
    ticker, began, done = Ticker(), time.monotonic(), 0

    def progress(product: Product, brought: str) -> None:
        nonlocal done
        done += 1
        ticker.step(f"[{done}/{len(watch.products if only is None else only)}] {product.shop}: {brought} {product.url}")

    try:
        result = visit(watch, slot, progress=progress, only=only)
    finally:
        ticker.end()
    took = duration(time.monotonic() - began)
    print(f"{watch.name} {slot.name}: {counted(result.seen, 'price')} seen, {counted(result.missed, 'gap')}, in {took}")
    if result.no_network:
        print("  no server could be reached at all; the round will be taken up again while its time lasts")
    if result.clock.verdict == "wrong":
        print(f"  the clock of this machine is {result.clock.offset:+.0f} s off the servers'; please set it right")
    return result


def _import(watch: Watch, paths: list[Path]) -> int:
    for path in paths:
        found = admit(watch, path)
        print(
            f"{path}: {counted(found.prices, 'price')} of {counted(found.products, 'product')} admitted, "
            f"{counted(found.left, 'page')} left out"
        )
    return 0


def _report(watch: Watch) -> None:
    results = list(judge_campaign(watch.book, watch.products, country=watch.plan.country, zone=watch.plan.zone))
    rounds = watch.book.rounds(watch.name)
    last = max((o.day for r in results for o in r.history.observations), default=watch.plan.first_day)
    write_observations(results, watch.folder.report)
    info, languages = info_of(watch.plan, watch.plan.first_day, last), report_languages(watch.plan.languages)
    index = write_campaign_pages(info, results, rounds, watch.folder.report, languages)
    outcomes = Counter(j.verdict.outcome for r in results for j in r.judged)
    print(f"{outcomes[Outcome.FAIL]} suspected infringements, {outcomes[Outcome.REVIEW]} to review")
    print(f"report: {index}")
