"""`sweepday alerts import|update|status|match|again|pictures`: the dangerous-product alerts of a workspace."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from product_alerts.feeds import FEEDS
from product_alerts.feeds.base import Ask, FeedError, Problem
from product_alerts.records import FeedStatus, Imported, StoreStatus
from product_alerts.store import AlertStore, AlertStoreError
from product_alerts.update import Step, import_file, relink, update
from sweep.commands import alerts_again, alerts_match, alerts_pictures
from sweep.commands.common import Ticker
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.gather.feeds import network
from sweep.gather.limits import Limits

_PROBLEMS_SHOWN = 12
_REPORTED_SHOWN = 5
_ONE_ANSWER = 180.0  # seconds: the largest file has 16 MB
_RETRIES = 3


def run(args: argparse.Namespace) -> int:
    """Does one subcommand; the exit code is 1 where a file or a batch could not be taken. Raises SweepError."""
    if args.alerts_verb == "again":
        return alerts_again.run(args)
    verbs = {
        "import": _import,
        "update": _update,
        "status": _status,
        "match": alerts_match.run,
        "pictures": alerts_pictures.run,
    }
    with opened(args.workspace / "alerts.sqlite", new=args.alerts_verb in ("import", "update")) as store:
        return verbs[args.alerts_verb](args, store)


@contextmanager
def opened(path: Path, *, new: bool = False) -> Iterator[AlertStore]:
    """The store of a workspace; every error of it becomes a SweepError. Without `new` the file must be there."""
    if not path.parent.is_dir():
        raise SweepError(f"{path.parent}: no such folder; make a workspace with `sweepday new {path.parent}`")
    if new and not os.access(path.parent, os.W_OK):
        raise SweepError(f"{path.parent.resolve()}: cannot be written; choose a folder you may write to")
    if not new and not path.is_file():
        raise SweepError(f"{path}: no alerts here yet; run `sweepday alerts update` or `sweepday alerts import FILE`")
    try:
        with AlertStore(path) as store:
            yield store
    except AlertStoreError as error:
        raise SweepError(str(error)) from None


# --- import


def _import(args: argparse.Namespace, store: AlertStore) -> int:
    failed, before = 0, store.revision()
    for path in args.files:
        try:
            _say_import(path.name, import_file(path, store, datetime.now(UTC)))
        except FeedError as error:
            failed += 1
            print(f"not imported: {error}", file=sys.stderr)
        except OSError as error:
            failed += 1
            print(f"not imported: {path}: {error.strerror or error}", file=sys.stderr)
    if store.revision() > before:
        relink(store)
    return 1 if failed else 0


def _say_import(name: str, done: Imported) -> None:
    print(
        f"{name}: {counted(done.batch.alerts, 'alert')} ({done.new} new, "
        f"{done.updated} updated, {done.unchanged} unchanged), "
        f"{done.changes} withdrawals and corrections, {counted(len(done.problems), 'problem')}"
    )
    for line in problem_lines(done.problems):
        print(f"  {line}")


def problem_lines(problems: Sequence[Problem]) -> list[str]:
    """Problems of one kind on one line, with an example; the most frequent first."""
    kinds = Counter((p.field, p.reason.split(":")[0]) for p in problems)
    first = {(p.field, p.reason.split(":")[0]): p for p in reversed(problems)}
    lines = []
    for (field, reason), number in kinds.most_common(_PROBLEMS_SHOWN):
        lines.append(_problem_line(number, field, reason, first[(field, reason)]))
    rest = len(kinds) - _PROBLEMS_SHOWN
    return [*lines, *([f"and {rest} more kinds"] if rest > 0 else [])]


def _problem_line(number: int, field: str, reason: str, example: Problem) -> str:
    return f"{number} x {field}: {reason} (such as {example.record}: {example.value[:60]!r})"


# --- update


def _update(args: argparse.Namespace, store: AlertStore) -> int:
    if args.pictures:
        alerts_pictures.refuse_without_extra()
    limits = Limits(user_agent=args.user_agent, request_seconds=_ONE_ANSWER, retries=_RETRIES)
    with network(limits) as ask:
        code = take_update(store, ask, datetime.now(UTC), args.sources, args.since, again=args.again)
    if args.pictures:
        alerts_pictures.take_pictures(store, replace(limits, request_seconds=Limits().request_seconds))
    return code


def take_update(
    store: AlertStore,
    ask: Ask,
    now: datetime,
    sources: Sequence[str],
    first: date | None,
    *,
    again: bool = False,
) -> int:
    """Runs an update and says what comes of each batch; 1 if one could not be taken."""
    ticker, done, new, bad, before = Ticker(), 0, 0, 0, store.revision()
    try:
        for step in update(store, ask, now, sources, first, again=again):
            if isinstance(step.outcome, Imported):
                done, new = done + 1, new + step.outcome.new
                ticker.step(_step_line(step, step.outcome))
            else:
                bad += 1
                ticker.end()
                problem = step.outcome
                print(f"{step.feed}: {problem.record}: {problem.field}: {problem.reason}", file=sys.stderr)
    finally:
        ticker.end()
        if store.revision() > before:
            relink(store)
    print(
        f"{counted(done, 'batch', 'batches')} imported, {new} new alerts, "
        f"{counted(bad, 'problem')}; the workspace holds {counted(store.count(), 'alert')}"
    )
    return 1 if bad else 0


def _step_line(step: Step, done: Imported) -> str:
    return (
        f"{step.feed} {step.at}/{step.of}: {done.batch.name}: {done.batch.alerts} alerts, {done.new} new, "
        f"{counted(len(done.problems), 'problem')}"
    )


# --- status


def _status(_args: argparse.Namespace, store: AlertStore) -> int:
    held = store.status()
    print(
        f"{counted(held.alerts, 'alert')} ({held.with_gtin} with a barcode, {held.withdrawn} withdrawn, "
        f"{held.corrected} corrected), {counted(held.links, 'link')} between notices on the same product"
    )
    for line in _source_lines(held):
        print(line)
    return 0


def _source_lines(held: StoreStatus) -> Iterator[str]:
    """A paragraph a source, below it a line and the licence of each of its feeds."""
    for source in held.sources:
        yield ""
        yield (
            f"{source.source}: {counted(source.alerts, 'alert')}, "
            f"published {source.oldest or '?'} to {source.newest or '?'}; "
            f"{source.withdrawn} withdrawn, {source.corrected} corrected, {source.with_gtin} with a barcode"
        )
        for feed in held.feeds:
            if feed.feed in FEEDS and source.source == FEEDS[feed.feed].SOURCE:
                yield from _feed_lines(feed)


def _feed_lines(held: FeedStatus) -> Iterator[str]:
    feed = FEEDS[held.feed]
    yield f"  {feed.TITLE}"
    yield (
        f"    {counted(held.alerts, 'record')} in {counted(held.batches, 'batch', 'batches')}; "
        f"last good copy {held.good.replace('T', ' ')}"
    )
    yield f"    licence: {feed.LICENCE}. Credit: {feed.CREDIT}"
    for kind in held.reported[:_REPORTED_SHOWN]:
        yield f"    reported: {_problem_line(kind.number, kind.field, kind.reason, kind.example)}"
    if len(held.reported) > _REPORTED_SHOWN:
        yield f"    reported: {len(held.reported) - _REPORTED_SHOWN} more kinds"
