"""`sweepday ledger`: what was sent about a sweep, until when an answer is due, and what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date

from sweep.commands.common import sweep_of
from sweep.cooperation import ledger
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.lists import site
from sweep.plan_file import near_miss
from sweep.run import Sweep

_SHOWN = 70  # characters of a note or an answer


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
    raise SweepError(f"no shop {wanted!r} in this sweep{near_miss(wanted, keys)}")


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
    return (
        f"OVERDUE since {sent.deadline} ({counted(-days, 'day')})"
        if days < 0
        else f"due {sent.deadline} (in {counted(days, 'day')})"
    )
