"""`sweepday run`: the sweep of a plan, from the list to the report; started again, it continues."""

from __future__ import annotations

import argparse
import time
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from checks.catalogue import load
from sweep.background import background_of
from sweep.commands.common import Ticker, duration
from sweep.commands.looks import look_again_at
from sweep.commands.seal import log_judged, seal_now
from sweep.cooperation.decisions import flagged_in
from sweep.cooperation.ledger import read
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.evidence.manifest import write_sha256sums
from sweep.follow_up import begin_follow_up
from sweep.lists import TargetList, read_lists
from sweep.plan import load_plan
from sweep.questionnaire.filled import read_own
from sweep.report import write_exports, write_report
from sweep.report.look import Look, Theme, load_theme
from sweep.report.methods import write_methods
from sweep.report.statistics import Actions, write_statistics
from sweep.results import ShopTally, SweepResult
from sweep.run import Sweep
from sweep.sweeps import begin, collect, find, funnel_of, lists_changed
from sweep.together import compare_shops, look_over
from sweep.workers import ShopDone, run_all
from sweep.workspace import Workspace, only_run

_REJECTED_SHOWN = 10
_ENOUGH_TO_GUESS = 20  # shops after which the time left can be told


def run(args: argparse.Namespace) -> int:
    today = args.today or date.today()  # noqa: DTZ011 - the day of the law is a local one
    if args.follow_up and args.check:
        raise SweepError("--check reads a plan; a follow-up has none to read")
    if args.follow_up:
        return _follow_up(args, today)
    plan_path = args.plan / "plan.yaml" if args.plan.is_dir() else args.plan
    if args.check:
        return _check(plan_path)
    sweep, lists = begin(plan_path, today)
    _introduce(sweep, lists)
    if lists is None and lists_changed(plan_path, sweep):
        print(
            "  the lists changed since it began; it keeps to its targets.csv (for new shops give the plan a new name)"
        )
    _sweep(sweep, report=not args.no_report)
    return 0


def _sweep(sweep: Sweep, *, report: bool) -> None:
    execute(sweep)
    seen = look_over(sweep)
    if look_again_at(sweep, seen.due):
        seen = look_over(sweep)
    compare_shops(sweep, seen)
    if report:
        publish(sweep, collect(sweep))
    else:
        seal_now(sweep)
    conclude(sweep, seen.tallies.values())


def _follow_up(args: argparse.Namespace, today: date) -> int:
    earlier = find(Workspace(args.workspace.resolve()), args.follow_up)
    sweep, new = begin_follow_up(earlier, today, flagged_in(earlier))
    if new:
        shops = counted(sweep.store.funnel(sweep.name).distinct, "flagged shop")
        print(f"{sweep.name}: {shops} of {earlier.name}, {counted(len(sweep.plan.checks), 'check')}")
    else:
        _introduce(sweep, None)
    _sweep(sweep, report=not args.no_report)
    print(f"what became of it: sweepday compare {sweep.name} {earlier.name} --workspace {args.workspace}")
    return 0


def _check(plan_path: Path) -> int:
    plan = load_plan(plan_path, known_checks=tuple(load()))
    lists = read_lists([plan_path.parent / name for name in plan.lists])
    if plan.questionnaire:
        read_own(plan_path.parent / plan.questionnaire)
    _print_rejected(lists, "")
    funnel = lists.funnel
    print(f"{plan_path}: fine. {funnel.listed} listed, {funnel.valid} valid, {funnel.distinct} distinct shops")
    return 0


def _introduce(sweep: Sweep, lists: TargetList | None) -> None:
    store = sweep.store
    if lists is None:
        done, total = store.done(sweep.name), store.funnel(sweep.name).distinct
        if done == total:
            print(f"{sweep.name}: all {total} shops have their result already; nothing is fetched again")
            print("  (for a new sweep of the same shops give the plan a new name)")
        else:
            print(f"{sweep.name}: continues, {done} of {total} shops are done")
        return
    _print_rejected(lists)
    print(f"{sweep.name}: {lists.funnel.listed} listed, {lists.funnel.valid} valid, {lists.funnel.distinct} distinct")


def _print_rejected(lists: TargetList, all_in: str = " (all in lists.json)") -> None:
    for line in lists.rejected[:_REJECTED_SHOWN]:
        print(f"{line.source}: left out: {line.value[:60]!r}: {line.reason}")
    if (more := len(lists.rejected) - _REJECTED_SHOWN) > 0:
        print(f"lines left out beside these: {more}{all_in}")
    if lists.duplicates:
        print(f"lines that name a shop which stands earlier in the lists: {len(lists.duplicates)}")


def execute(sweep: Sweep) -> None:
    """Sweeps what is left, with progress, and writes the hash list."""
    ticker = Ticker()
    began, visited = time.monotonic(), 0

    def progress(event: ShopDone) -> None:
        nonlocal visited
        visited += not event.again
        left = (time.monotonic() - began) / max(1, visited) * (event.total - event.done)
        ahead = f", {duration(left)} left" if visited >= _ENOUGH_TO_GUESS and left > 1 else ""
        number = "tried again" if event.again else f"{event.done}/{event.total}{ahead}"
        ticker.step(f"[{number}] {event.shop}: {_outcome(event)}")

    with only_run(sweep.folder):
        try:
            run_all(sweep, progress)
        finally:
            ticker.end()
        if sweep.plan.evidence.sha256sums:
            write_sha256sums(sweep.folder)
    if visited:
        log_judged(sweep, visited)
        print(f"{sweep.name}: {counted(visited, 'shop')} in {duration(time.monotonic() - began)}")


def _outcome(event: ShopDone) -> str:
    if event.state == "measured":
        return f"{event.fails} suspected infringements, {event.reviews} to review"
    return f"{event.state.replace('_', ' ')} ({event.reason[:200]})"


def publish(sweep: Sweep, result: SweepResult) -> Path:
    """Writes exports and report and seals the sweep; returns the page to open."""
    languages = sweep.plan.report.languages
    write_exports(result, sweep.folder.exports, languages=languages)
    page = write_pages(sweep, result, languages)
    seal_now(sweep)
    return page


def write_pages(sweep: Sweep, result: SweepResult, languages: Sequence[str], theme: Path | None = None) -> Path:
    """The report in the plan's look, with statistics and methods beside it; returns the page to open."""
    folder, look = sweep.folder.report, look_of(sweep, theme)
    write_statistics(result, actions_of(sweep), folder, languages=languages, look=look)
    write_methods(result, sweep.plan, folder, languages=languages, look=look)
    return write_report(result, folder, languages=languages, look=look, told=background_of(sweep))


def look_of(sweep: Sweep, theme: Path | None = None) -> Look:
    """The look that the plan asks for, or with another `theme`. Raises SweepError for a theme that cannot be used."""
    asked, plan = theme, sweep.plan.report
    if asked is None and plan.theme:
        asked = sweep.workspace.path / plan.theme
    return Look(load_theme(asked) if asked else Theme(), plan.sample)


def actions_of(sweep: Sweep) -> Actions:
    """What was done about the findings of a sweep, counted from its cases and the ledger of what was sent."""
    sent = read(sweep.folder)
    forms = [one.form for one in sent]
    letters, requests = forms.count("trader-letter"), sum(form.startswith("cpc-") for form in forms)
    return Actions(
        cases=sum(one.is_dir() for one in sweep.folder.cases.iterdir()) if sweep.folder.cases.is_dir() else 0,
        letters=letters,
        requests=requests,
        referrals=len(forms) - letters - requests,
        answered=sum(bool(one.answers) for one in sent),
        put_right=sum(one.result == "put-right" for one in sent),
    )


def conclude(sweep: Sweep, shops: Collection[ShopTally]) -> None:
    """The funnel and where to look."""
    f = funnel_of(sweep, shops)
    print(
        f"{sweep.name}: {f.listed} listed, {f.valid} valid, {f.distinct} distinct, "
        f"{f.alive} alive, {f.measured} measured"
    )
    if f.tried_again:
        print(f"{f.tried_again} tried again at the end of the run; {f.recovered} of them showed more")
    fails, reviews = sum(shop.fails for shop in shops), sum(shop.reviews for shop in shops)
    print(f"{fails} suspected infringements, {reviews} to review")
    index = sweep.folder.report / "index.html"
    if index.exists():
        print(f"report: {index}")
