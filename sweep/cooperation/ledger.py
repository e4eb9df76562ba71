"""What was sent about a sweep: letters, requests, referrals; until when an answer is due, what came, how it ended.

The entries stand in the custody log, chained to one another and counted by the seals. Nothing is changed: a mistake
is taken back by an entry that says so, and that entry by another.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.workspace import SweepFolder

Result = Literal["put-right", "partly", "refused", "no-answer", "unfounded", "sanctioned", "handed-over"]
RESULTS: tuple[Result, ...] = (
    "put-right", "partly", "refused", "no-answer", "unfounded", "sanctioned", "handed-over",
)  # fmt: skip
State = Literal["waiting", "overdue", "answered", "closed"]

# Until when an answer is due: the house's own term for a letter; Regulation (EU) 2017/2394, articles 11(1) and 12(1).
LETTER_DAYS = 30
_TERMS: Mapping[str, tuple[int, int]] = {  # form -> days, months
    "trader-letter": (LETTER_DAYS, 0),
    "cpc-information": (30, 0),
    "cpc-enforcement": (0, 6),
}


@dataclass(frozen=True, slots=True)
class Answer:
    number: int
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing that was sent, with what followed. `number` is its name: the number of its entry in the log."""

    number: int
    shops: tuple[str, ...]
    form: str
    to: str
    on: date
    deadline: date | None
    note: str
    by: str
    answers: tuple[Answer, ...] = ()
    result: str = ""
    closed: date | None = None

    def state(self, today: date) -> State:
        """Where it stands; what was answered is never overdue."""
        if self.closed:
            return "closed"
        if self.answers:
            return "answered"
        return "overdue" if self.deadline and self.deadline < today else "waiting"


def term(form: str, sent: date) -> date | None:
    """The last day for an answer to a form sent that day; None where no law and no custom sets one."""
    days, months = _TERMS.get(form, (0, 0))
    return months_later(sent, months) + timedelta(days=days) if days or months else None


def months_later(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def send(
    folder: SweepFolder,
    shops: Sequence[str],
    form: str,
    *,
    to: str,
    on: date,
    deadline: date | None = None,
    note: str = "",
) -> int:
    """Enters that a form was sent; returns its number. Without a deadline, that of the form. Raises SweepError."""
    due = deadline or term(form, on)
    if due and due < on:
        raise SweepError(f"a deadline on {due} would lie before the day of sending, {on}")
    return _log(folder, "sent", shops=list(shops), form=form, to=to, on=on, deadline=due, note=note)


def answer(folder: SweepFolder, number: int, text: str, *, on: date) -> int:
    """Enters an answer to what was sent under `number`. Raises SweepError for no such number."""
    sent = _sent(folder, number)
    _not_before(on, sent)
    return _log(folder, "answered", of=number, text=text, on=on)


def close(folder: SweepFolder, number: int, result: Result, *, on: date, note: str = "") -> int:
    """Enters how it ended. Raises SweepError for no such number, or one that is closed."""
    sent = _sent(folder, number)
    if sent.closed:
        raise SweepError(f"{number} was closed on {sent.closed} ({sent.result}); take that back with `undo` first")
    _not_before(on, sent)
    return _log(folder, "closed", of=number, result=result, on=on, note=note)


def undo(folder: SweepFolder, number: int, why: str) -> int:
    """Takes an entry back by another. Raises SweepError where there is no entry of the ledger, or no reason."""
    if not why.strip():
        raise SweepError("say why it is taken back: --note 'sent to the wrong address'")
    if number not in {entry.number for entry in _entries(folder)}:
        raise SweepError(f"{folder.path.name}: the ledger has no entry {number}; `sweepday ledger` shows the numbers")
    return _log(folder, "corrected", of=number, note=why)


def read(folder: SweepFolder) -> tuple[Sent, ...]:
    """What was sent, as it stands after all corrections, in the order of sending."""
    found: dict[int, Sent] = {}
    for entry in _standing(folder):
        detail = entry.detail
        if detail["ledger"] == "sent":
            found[entry.number] = _of(entry)
        elif (before := found.get(detail["of"])) is not None:
            found[before.number] = _followed(before, entry)
    return tuple(sorted(found.values(), key=lambda sent: (sent.on, sent.number)))


def letters(folder: SweepFolder) -> Mapping[str, date]:
    """Shop -> the day on which its trader was first written to."""
    first: dict[str, date] = {}
    for sent in read(folder):
        for shop in sent.shops if sent.form == "trader-letter" else ():
            first.setdefault(shop, sent.on)
    return first


def _log(folder: SweepFolder, event: str, **detail: Any) -> int:
    return custody.log(folder, "noted", ledger=event, **detail).number


def _entries(folder: SweepFolder) -> Iterator[custody.Entry]:
    log, _ = custody.entries(folder)
    yield from (entry for entry in log if entry.event == "noted" and "ledger" in entry.detail)


def _standing(folder: SweepFolder) -> list[custody.Entry]:
    """The entries that were not taken back, the newest correction first: a correction may itself be taken back."""
    undone: set[int] = set()
    kept: list[custody.Entry] = []
    for entry in reversed(list(_entries(folder))):
        if entry.number in undone:
            continue
        if entry.detail["ledger"] == "corrected":
            undone.add(entry.detail["of"])
        else:
            kept.append(entry)
    return kept[::-1]


def _of(entry: custody.Entry) -> Sent:
    d: Mapping[str, Any] = entry.detail
    deadline = date.fromisoformat(d["deadline"]) if d["deadline"] else None
    on = date.fromisoformat(d["on"])
    return Sent(entry.number, tuple(d["shops"]), d["form"], d["to"], on, deadline, d["note"], entry.by)


def _followed(sent: Sent, entry: custody.Entry) -> Sent:
    d, on = entry.detail, date.fromisoformat(entry.detail["on"])
    if d["ledger"] == "answered":
        return replace(sent, answers=(*sent.answers, Answer(entry.number, on, d["text"])))
    return replace(sent, result=d["result"], closed=on)


def _sent(folder: SweepFolder, number: int) -> Sent:
    for sent in read(folder):
        if sent.number == number:
            return sent
    raise SweepError(f"{folder.path.name}: nothing was sent under {number}; `sweepday ledger` shows the numbers")


def _not_before(on: date, sent: Sent) -> None:
    if on < sent.on:
        raise SweepError(f"{on} lies before the day of sending, {sent.on}")
