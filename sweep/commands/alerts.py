"""`sweepday alerts import|update|status|match`: the dangerous-product alerts of a workspace."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from product_alerts.feeds.base import FeedError, Get, Problem
from product_alerts.feeds.safety_gate_xml import monday
from product_alerts.match import Matcher
from product_alerts.model import Match, Offer
from product_alerts.store import AlertStore, AlertStoreError, Imported
from product_alerts.update import import_file, update
from sweep.commands import VERBS
from sweep.commands.common import EPILOG, Ticker, add_workspace
from sweep.errors import SweepError
from sweep.gather.feeds import network_get
from sweep.gather.limits import DEFAULT_USER_AGENT, Limits

_EXAMPLES = """examples:
  sweepday alerts import report-2026-38.xml export.xlsx   files of Safety Gate, told apart by their content
  sweepday alerts update                                  the weekly reports that are missing
  sweepday alerts update --since 2026-W01                 from that week on
  sweepday alerts status                                  what the workspace holds
  sweepday alerts match exports/offers.jsonl              a shop's offers against all alerts
  sweepday alerts match "Lumora night light LN-2210" --brand Lumora"""

_PROBLEMS_SHOWN = 12
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `alerts` with its four subcommands."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = subparsers.add_parser(
        "alerts",
        help=VERBS["alerts"].summary,
        description="Dangerous-product alerts of Safety Gate: kept in alerts.sqlite of the workspace.",
        epilog=f"{_EXAMPLES}\n\n{EPILOG}",
        formatter_class=plain,
    )
    verbs = parser.add_subparsers(dest="alerts_verb", metavar="import|update|status|match", required=True)

    def sub(name: str, summary: str) -> argparse.ArgumentParser:
        one = verbs.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", epilog=EPILOG)
        add_workspace(one)
        one.set_defaults(func=run)
        return one

    importing = sub("import", "import alerts from files: weekly XML, Excel export, notification JSON, RAPEX CSV")
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    updating = sub("update", "fetch the weekly Safety Gate reports that are missing")
    updating.add_argument(
        "--since", type=since, metavar="YYYY-Www|DATE", help="first week wanted (default: what is missing)"
    )
    updating.add_argument("--again", action="store_true", help="fetch reports that are there once more")
    updating.add_argument("--user-agent", default=DEFAULT_USER_AGENT, help="how to present ourselves to the server")
    sub("status", "say what the workspace holds")
    matching = sub("match", "match one product, or a file of offers, against the alerts")
    matching.add_argument(
        "what", metavar="TITLE|OFFERS.jsonl", help="a product's title, or an existing .jsonl file of offers"
    )
    for option in ("brand", "gtin", "model", "url"):
        matching.add_argument(f"--{option}", default="", help=f"the product's {option}")
    matching.add_argument("--json", action="store_true", help="print one JSON object a match")


def since(text: str) -> date:
    """ "2026-W05" (its Monday) or an ISO date, for argparse."""
    week = _WEEK.fullmatch(text.strip())
    try:
        return monday(int(week[1]), int(week[2])) if week else date.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no week (2026-W05) and no date (2026-01-30)") from None


def run(args: argparse.Namespace) -> int:
    """Does one subcommand; the exit code is 1 where a file or a report could not be taken. Raises SweepError."""
    verbs = {"import": _import, "update": _update, "status": _status, "match": _match}
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


# --- import and update


def _import(args: argparse.Namespace, store: AlertStore) -> int:
    failed = 0
    for path in args.files:
        try:
            _say_import(path.name, import_file(path, store, datetime.now(UTC)))
        except FeedError as error:
            failed += 1
            print(f"not imported: {error}", file=sys.stderr)
        except OSError as error:
            failed += 1
            print(f"not imported: {path}: {error.strerror or error}", file=sys.stderr)
    return 1 if failed else 0


def _say_import(name: str, done: Imported) -> None:
    print(
        f"{name}: {done.batch.alerts} alerts ({done.new} new, {done.updated} updated, {done.unchanged} unchanged), "
        f"{done.changes} withdrawals and corrections, {len(done.problems)} problems"
    )
    for line in problem_lines(done.problems):
        print(f"  {line}")


def problem_lines(problems: Sequence[Problem]) -> list[str]:
    """Problems of one kind on one line, with an example; the most frequent first."""
    kinds = Counter((p.field, p.reason.split(":")[0]) for p in problems)
    first = {(p.field, p.reason.split(":")[0]): p for p in reversed(problems)}
    lines = []
    for (field, reason), number in kinds.most_common(_PROBLEMS_SHOWN):
        example = first[(field, reason)]
        lines.append(f"{number} x {field}: {reason} (such as {example.record}: {example.value[:60]!r})")
    rest = len(kinds) - _PROBLEMS_SHOWN
    return [*lines, *([f"and {rest} more kinds"] if rest > 0 else [])]


def _update(args: argparse.Namespace, store: AlertStore) -> int:
    limits = Limits(user_agent=args.user_agent)
    with network_get(limits) as get:
        return take_update(store, get, datetime.now(UTC), args.since, again=args.again)


def take_update(store: AlertStore, get: Get, now: datetime, first: date | None, *, again: bool = False) -> int:
    """Runs an update and says what comes of each report; 1 if one could not be taken. Raises SweepError."""
    ticker, reports, new, bad = Ticker(), 0, 0, 0
    try:
        for step in update(store, get, now, first, again=again):
            if isinstance(step, Imported):
                reports, new = reports + 1, new + step.new
                ticker.step(
                    f"{step.batch.name}: {step.batch.alerts} alerts, {step.new} new, {len(step.problems)} problems"
                )
            else:
                bad += 1
                ticker.end()
                print(f"{step.record}: {step.field}: {step.reason}", file=sys.stderr)
    except FeedError as error:
        raise SweepError(str(error)) from None
    finally:
        ticker.end()
    print(f"{reports} reports imported, {new} new alerts, {bad} problems; the workspace holds {store.count()} alerts")
    return 1 if bad else 0


# --- status and match


def _status(_args: argparse.Namespace, store: AlertStore) -> int:
    held = store.status()
    print(f"{held.alerts} alerts, published {held.oldest or '?'} to {held.newest or '?'}")
    for source, number in held.sources:
        print(f"  {source}: {number}")
    print(f"with a barcode: {held.with_gtin}; withdrawn: {held.withdrawn}; corrected: {held.corrected}")
    print(f"{held.batches} imports, the last {held.last_import or 'never'}; {held.problems} problems reported by them")
    return 0


def _match(args: argparse.Namespace, store: AlertStore) -> int:
    path = Path(args.what)
    if args.what.endswith(".jsonl"):
        offers = read_offers(path)
    else:
        offers = [Offer(url=args.url, title=args.what, brand=args.brand, gtin=args.gtin, mpn=args.model)]
    matches = Matcher(store.alerts()).matches(offers)
    for match in matches:
        print(json.dumps(as_json(match), ensure_ascii=False) if args.json else as_text(match))
    if not args.json:
        print(f"{len(matches)} matches of {len(offers)} offers with {store.count()} alerts")
    return 0


def as_text(match: Match) -> str:
    """One match in a few lines: the two, and every reason for and against."""
    alert = match.alert
    named = " ".join(part for part in (", ".join(alert.brands), alert.product, alert.name) if part)
    reasons = (
        f"    {'agrees' if r.agrees else 'CONTRADICTS'}: {r.feature}: {r.offer_value} / {r.alert_value}"
        for r in match.reasons
    )
    head = f"{match.grade.value} ({match.score:.2f}): {match.offer.title} {match.offer.url}".rstrip()
    return "\n".join([head, f"  alert {alert.number}: {named} {alert.url}".rstrip(), *reasons])


def as_json(match: Match) -> dict[str, Any]:
    """A match for a program."""
    return {
        "url": match.offer.url,
        "title": match.offer.title,
        "alert": match.alert.id,
        "alert_url": match.alert.url,
        "grade": match.grade.value,
        "score": match.score,
        "reasons": [
            {"feature": r.feature, "agrees": r.agrees, "offer": r.offer_value, "alert": r.alert_value}
            for r in match.reasons
        ],
    }


_TEXTS = frozenset(f.name for f in fields(Offer) if f.type == "str")


def read_offers(path: Path) -> list[Offer]:
    """Offers of a JSON-lines file, such as an export of a sweep; unknown keys are left aside. Raises SweepError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SweepError(f"{path}: cannot be read: {error}") from None
    return [_offer(line, f"{path}:{at}") for at, line in enumerate(lines, start=1) if line.strip()]


def _offer(line: str, place: str) -> Offer:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SweepError(f"{place}: not JSON: {error}") from None
    if not isinstance(data, dict) or not isinstance(data.get("title"), str):
        raise SweepError(f"{place}: an offer is an object with at least a title")
    texts: dict[str, Any] = {name: str(value) for name, value in _known(data) if isinstance(value, str | int)}
    return replace(Offer(url="", title=data["title"]), price=_price(data.get("price")), **texts)


def _known(data: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, value in data.items() if name in _TEXTS)


def _price(value: object) -> Decimal | None:
    try:
        return Decimal(str(value)) if value else None
    except InvalidOperation:
        return None
