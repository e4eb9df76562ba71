"""What every alert feed gives: alerts, changes to earlier alerts, and problems; nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from product_alerts.model import Alert, AlertStatus
from product_alerts.text import tidy

MAX_BYTES = 100_000_000  # of one raw batch
MAX_RECORDS = 200_000
MAX_FIELD = 200_000  # characters


class FeedError(Exception):
    """A batch that cannot be read at all, or must not be used. The message says why and what to do."""


class Ask(Protocol):
    """The network, as a feed sees it: bounded, polite, and not ours."""

    def __call__(self, url: str, body: bytes | None = None) -> bytes:
        """The body of the answer to a GET, or to a POST of the JSON in `body`. Raises OSError with the reason."""
        ...


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
class Want:
    """What is asked of a feed. `had` holds the names of the batches in the store and the day each was last fetched."""

    since: date
    today: date
    had: Mapping[str, date] = field(default_factory=dict)
    again: bool = False  # also what is there already: it may have been corrected in place

    def lacks(self, name: str, *, settled: date | None = None) -> bool:
        """Whether a batch is to be fetched: unknown, asked for again, or last fetched before it was settled."""
        fetched = self.had.get(name)
        return self.again or fetched is None or (settled is not None and fetched < settled)


@dataclass(frozen=True, slots=True)
class Report:
    """One batch to be had, or had: its stable name, its day, its address and, once fetched, its raw bytes.

    `at` and `of` say how far the fetching has come.
    """

    name: str
    published: date | None
    url: str
    raw: bytes = b""
    at: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of batches as the source gave it; `entries` is how many it announces, for the check of its sanity."""

    name: str
    entries: int
    raw: bytes


class Feed(Protocol):
    """A module of this package that reads one format. Both functions are pure."""

    NAME: str  # the format: "safety-gate-xml"
    SOURCE: str  # whose alerts: "safety-gate"
    TITLE: str  # for people: "Safety Gate, weekly reports (XML)"
    LICENCE: str
    CREDIT: str  # the line that the licence asks for
    RANK: int  # of two feeds with the same alert, the higher one is the fuller
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

    ADDRESS: str  # where its data interface begins
    BY_DEFAULT: bool  # part of an update that names no feed
    YEARS: int  # how far a first update reaches back

    def fetch(self, ask: Ask, want: Want) -> Iterator[Report | Listing | Problem]:
        """The batches that are wanted, oldest first where the source allows it; what cannot be had is a Problem.

        Raises FeedError where nothing more can be had.
        """
        ...


def _lines(text: str) -> str:
    """`text` tidied line by line: in lists of models the line break is the only separator."""
    return "\n".join(line for raw in text.splitlines() if (line := tidy(raw)))


class Record:
    """The fields of one published record. Each is taken once; what is left over is reported.

    `name` is the record's own number, for the problems.
    """

    def __init__(self, fields: Mapping[str, str], name: str) -> None:
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

    def keep(self, *fields: str) -> tuple[tuple[str, str], ...]:
        """The named fields that say something, to be kept with the alert as they stand."""
        return tuple((name, value) for name in fields if (value := self.take(name)))

    def names(self) -> tuple[str, ...]:
        """The fields not taken yet."""
        return tuple(self._fields)

    def problem(self, field: str, value: str, reason: str) -> None:
        self.problems.append(Problem(field, value[:500], self.name, reason))

    def rest(self) -> tuple[tuple[str, str], ...]:
        """The fields nobody took, each reported; they are kept with the alert."""
        left = tuple((key, value) for key, value in self._fields.items() if value)
        for key, value in left:
            self.problem(key, value[:200], "unknown field: kept as it stands")
        return left
