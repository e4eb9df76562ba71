"""The reviewer's desk: who may decide what, in which seat, and what one reader may see of another."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from uuid import uuid4

from checks.catalogue import rules_version
from sweep.review import folder
from sweep.review.items import Item, Items
from sweep.review.ledger import Ledger, StaleError
from sweep.review.model import (
    CHOICES,
    LONGEST_NOTE,
    NEEDS_NOTE,
    REASONS,
    Choice,
    Decision,
    Sample,
    Seat,
    State,
)
from sweep.review.standing import OPEN, Agreement, Standing, read_twice, standing, taken
from sweep.run import Sweep

Role = Literal["reader", "reviewer", "lead"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "lead")
_OVERLAP = 500  # rows read again: PostgreSQL may show a lower number after a higher one


class RefusedError(Exception):
    """What was asked for is not allowed; the argument is a key of the words for people."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits at the desk."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as one person may see it. `mine` is the decision that this person could change, `seat` where.

    Of a finding with two readers neither is told of the other before both have decided.
    """

    item: Item
    state: State
    seat: Seat | None
    version: int
    mine: Decision | None
    standing: Standing  # without what this person may not know

    @property
    def open(self) -> bool:
        """Whether it waits for this person."""
        return self.seat is not None and self.state in ("open", "reopened", "disputed")


class Desk:
    """One sweep under review. Safe for many threads, and many servers on one database."""

    def __init__(self, sweep: Sweep, ledger: Ledger, sample: Sample) -> None:
        self.sweep = sweep
        self.items = Items(sweep)
        self.sample = sample
        self._ledger = ledger
        self._origin = folder.origin(sweep.folder)
        self._lock = threading.Lock()
        self._last = 0
        self._known: dict[str, dict[str, Decision]] = {}  # finding -> id -> decision, in order

    def refresh(self) -> None:
        """Takes in what was judged and decided since the last time, here or by another server."""
        self.items.refresh()
        with self._lock:
            last, new = self._ledger.since(max(0, self._last - _OVERLAP))
            self._last = max(self._last, last)
            for decision in new:
                self._known.setdefault(decision.finding, {}).setdefault(decision.id, decision)

    def standing(self, item: Item) -> Standing:
        """Where a finding stands, all told."""
        decisions = tuple(self._known.get(item.id, {}).values())
        if not decisions:
            return OPEN
        return standing(decisions, item.proof, sampled=self.sample.holds(item.id))

    def seen(self, item: Item, person: Person) -> Seen:
        """A finding as `person` may see it."""
        if item.id not in self._known:  # most of a large sweep, and the list asks for all of them
            return Seen(item, "open", None if person.role == "reader" else "first", 0, None, OPEN)
        return _seen(item, self.standing(item), self.sample.holds(item.id), person)

    def agreement(self) -> Agreement:
        """How far first and second readers agree in this sweep."""
        return read_twice(self.standing(item) for item in self.items.all())

    def decide(
        self, item: Item, person: Person, *, proof: str, version: int, choice: str, reason: str, note: str
    ) -> Decision:
        """Keeps a decision. Raises RefusedError, and StaleError where it would pass over one not seen."""
        checked, text = _checked(choice, reason, note)
        if proof != item.proof:
            raise StaleError
        seen = self._fresh(item, person)
        again = seen.mine
        if again and version == seen.version - 1 and _says(again, person, checked, reason, text):
            return again  # the same form sent twice
        if seen.seat is None:
            raise RefusedError("refused.locked" if person.role != "reader" else "refused.role")
        if version != seen.version:
            raise StaleError
        return self._keep(seen, person, checked, reason, text)

    def take_back(self, item: Item, person: Person, wanted: str) -> Decision:
        """Takes the decision called `wanted` back; what stood before it stands again. Raises RefusedError."""
        seen = self._fresh(item, person)
        last = seen.mine
        if last is None or last.id != wanted or last.by != person.name or seen.seat != last.seat:
            raise RefusedError("refused.undo_passed")
        own = taken(seen.standing.history, last.seat)
        before = own[-2] if len(own) > 1 else None
        choice: Choice = before.choice if before else "open"
        reason, note = (before.reason, before.note) if before else ("", "")
        try:
            return self._keep(seen, person, choice, reason, note, undoes=last.id)
        except StaleError:
            raise RefusedError("refused.undo_passed") from None

    def _fresh(self, item: Item, person: Person) -> Seen:
        for decision in self._ledger.of(item.id):
            with self._lock:
                self._known.setdefault(item.id, {}).setdefault(decision.id, decision)
        return self.seen(item, person)

    def _keep(self, seen: Seen, person: Person, choice: Choice, reason: str, note: str, undoes: str = "") -> Decision:
        item = seen.item
        assert seen.seat is not None
        decision = Decision(
            id=uuid4().hex,
            sweep=self.sweep.name,
            shop=item.shop,
            check=item.check,
            proof=item.proof,
            seat=seen.seat,
            version=seen.version + 1,
            choice=choice,
            reason=reason,
            note=note,
            by=person.name,
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            outcome=item.outcome,
            rules_version=rules_version(),
            undoes=undoes,
        )
        self._ledger.add(decision, self._origin)
        folder.write(self.sweep.folder, decision)
        with self._lock:
            self._known.setdefault(item.id, {}).setdefault(decision.id, decision)
        return decision


def _says(given: Decision, person: Person, choice: str, reason: str, note: str) -> bool:
    return (given.by, given.choice, given.reason, given.note) == (person.name, choice, reason, note)


def _checked(choice: str, reason: str, note: str) -> tuple[Choice, str]:
    """The choice and the note as kept. Raises RefusedError for what the form does not offer."""
    known = next((c for c in CHOICES if c == choice), None)
    if known is None:
        raise RefusedError("refused.no_choice")
    if reason not in REASONS[known]:
        raise RefusedError("refused.no_reason")
    text = note.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_NOTE:
        raise RefusedError("refused.long_note")
    if reason == NEEDS_NOTE and not text:
        raise RefusedError("refused.no_note")
    return known, text


def _seen(item: Item, whole: Standing, sampled: bool, person: Person) -> Seen:
    one = whole.first or whole.second
    alone = sampled and whole.final is None and (whole.first is None or whole.second is None)
    known = whole
    if alone and one is not None and one.by != person.name:
        known = _hidden(whole, one.seat)
    seat = _seat(whole, sampled, person)
    mine = known.seat(seat) if seat else None
    return Seen(item, known.state, seat, known.version(seat) if seat else 0, mine, known)


def _hidden(whole: Standing, seat: Seat) -> Standing:
    """The same without what the other reader did."""
    history = tuple(d for d in whole.history if d.seat != seat)
    state: State = "reopened" if whole.before else "open"
    return replace(whole, state=state, first=None, second=None, sampled=False, history=history)


def _seat(whole: Standing, sampled: bool, person: Person) -> Seat | None:
    """Where a person may decide on a finding now; None where this person may not."""
    if person.role == "reader":
        return None
    if not sampled:
        return "first"
    if whole.final or (whole.first and whole.second):
        return "final" if person.role == "lead" else None
    if whole.first:
        return "first" if whole.first.by == person.name else "second"
    if whole.second:
        return "second" if whole.second.by == person.name else "first"
    return "first"
