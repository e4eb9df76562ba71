"""What every alert feed gives: alerts, changes to earlier alerts, and problems; nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from product_alerts.model import Alert, AlertStatus
from product_alerts.text import tidy

MAX_BYTES = 100_000_000  # of one raw batch
MAX_RECORDS = 200_000
MAX_FIELD = 200_000  # characters

Get = Callable[[str], bytes]  # the body of an address; raises OSError with the reason when it cannot be had


class FeedError(Exception):
    """A batch that cannot be read at all, or must not be used. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A published value that was not taken over as it stands. `record` names the alert or the line."""

    field: str
    value: str
    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a later publication says about an earlier alert: withdrawn, or corrected."""

    source: str
    number: str
    status: AlertStatus
    text: str
    published: date | None = None


Item = Alert | Change | Problem


@dataclass(frozen=True, slots=True)
class Report:
    """One batch to be had, or had: its stable name, its day, its address and, once fetched, its raw bytes."""

    name: str
    published: date
    url: str
    raw: bytes = b""


class Feed(Protocol):
    """A module of this package. Both functions are pure."""

    NAME: str  # the format: "safety-gate-xml"
    FEWEST: int  # alerts a sane batch holds
    MOST: int

    def recognises(self, raw: bytes) -> bool:
        """Whether `raw` looks like this format; cheap, and never raises."""
        ...

    def parse(self, raw: bytes) -> Iterator[Item]:
        """Every record of a batch. Raises FeedError, and nothing else, for a batch that cannot be read."""
        ...


class Fetched(Feed, Protocol):
    """A feed that can be asked for by itself."""

    def fetch(self, get: Get, since: date, have: frozenset[str]) -> Iterator[Report | Problem]:
        """The reports since that day whose names are not in `have`, oldest first; what fails is a Problem."""
        ...


def _lines(text: str) -> str:
    """`text` tidied line by line: in lists of models the line break is the only separator."""
    return "\n".join(line for raw in text.splitlines() if (line := tidy(raw)))


class Record:
    """The fields of one published record. Each is taken once; what is left over is reported.

    `name` is the record's own number, for the problems.
    """

    def __init__(self, fields: dict[str, str], name: str) -> None:
        self._fields = {key: _lines(value[:MAX_FIELD]) for key, value in fields.items()}
        self.name = name
        self.problems = [
            Problem(key, value[:200], name, f"longer than {MAX_FIELD} characters: cut")
            for key, value in fields.items()
            if len(value) > MAX_FIELD
        ]

    def take(self, field: str) -> str:
        """The value of a field, "" where the record has none."""
        return self._fields.pop(field, "")

    def names(self) -> tuple[str, ...]:
        """The fields not taken yet."""
        return tuple(self._fields)

    def problem(self, field: str, value: str, reason: str) -> None:
        self.problems.append(Problem(field, value, self.name, reason))

    def rest(self) -> tuple[tuple[str, str], ...]:
        """The fields nobody took, each reported; they are kept with the alert."""
        left = tuple((key, value) for key, value in self._fields.items() if value)
        for key, value in left:
            self.problem(key, value[:200], "unknown field: kept as it stands")
        return left
