"""`sweepday ledger`: what was sent about a sweep, until when an answer is due, and what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sweep.commands.common import add_sweep, day, sweep_of, verb
from sweep.cooperation import ledger
from sweep.cooperation.forms import FORMS
from sweep.errors import SweepError
from sweep.lists import site
from sweep.plan_file import near_miss
from sweep.run import Sweep

_SHOWN = 70  # characters of a note or an answer


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verb(
        subparsers,
        "ledger",
        run,
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


def run(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    today = args.today or date.today()  # noqa: DTZ011 - deadlines are local days
    match args.action:
        case "add":
            _enter(sweep, args, today)
        case "answer":
            ledger.answer(sweep.folder, args.number, args.text, on=args.on or today)
        case "close":
            ledger.close(sweep.folder, args.number, args.result, on=args.on or today, note=args.note)
        case "undo":
            number = ledger.undo(sweep.folder, args.number, args.note)
            print(f"entry {args.number} is taken back by entry {number}; to bring it back: undo {number}")
    everything = ledger.read(sweep.folder)
    shown = _due(everything, today) if args.action == "due" else everything
    _show(shown, today, "nothing waits for an answer" if args.action == "due" else "nothing was sent yet")
    return 0


def _enter(sweep: Sweep, args: argparse.Namespace, today: date) -> None:
    keys = [target.key for target in sweep.store.sweep_targets(sweep.name)]
    shops = [_key(wanted, keys) for wanted in args.shops]
    number = ledger.send(
        sweep.folder, shops, args.form, to=args.to, on=args.on or today, deadline=args.deadline, note=args.note
    )
    print(f"entry {number}; if it is wrong: sweepday ledger {sweep.name} undo {number} --note 'why'")


def _key(wanted: str, keys: list[str]) -> str:
    named = site(wanted)
    for key in (wanted, "" if isinstance(named, str) else named.key):
        if key in keys:
            return key
    raise SweepError(f"no shop {wanted!r} in this sweep{near_miss(wanted, keys[:20])}")


def _due(everything: Iterable[ledger.Sent], today: date) -> list[ledger.Sent]:
    waiting = [sent for sent in everything if sent.state(today) in ("waiting", "overdue")]
    return sorted(waiting, key=lambda sent: (sent.deadline or date.max, sent.number))


def _show(everything: Iterable[ledger.Sent], today: date, nothing: str) -> None:
    found = list(everything)
    if not found:
        print(nothing)
    for sent in found:
        print(f"{sent.number:5} {sent.on} {sent.form:16} {', '.join(sent.shops)}{_to(sent)}: {_state(sent, today)}")
        for answer in sent.answers:
            print(f"{'':5} {answer.on} answer ({answer.number}): {answer.text[:_SHOWN]}")
        if sent.note:
            print(f"{'':5} {sent.note[:_SHOWN]}")
    if late := sum(sent.state(today) == "overdue" for sent in found):
        print(f"overdue: {late}")


def _to(sent: ledger.Sent) -> str:
    return f" -> {sent.to[:_SHOWN]}" if sent.to else ""


def _state(sent: ledger.Sent, today: date) -> str:
    state = sent.state(today)
    if state == "closed":
        return f"closed on {sent.closed}: {sent.result}"
    if state == "answered":
        return "answered"
    if sent.deadline is None:
        return "waiting, no deadline"
    days = (sent.deadline - today).days
    return f"OVERDUE since {sent.deadline} ({-days} days)" if days < 0 else f"due {sent.deadline} (in {days} days)"
