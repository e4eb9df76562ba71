"""What the store of alerts keeps and tells beside the alerts: imports, counts, and its schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from product_alerts.feeds.base import Problem

VERSION = 2
SCHEMA = """
CREATE TABLE batches (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, feed TEXT NOT NULL, published TEXT, imported_at TEXT NOT NULL,
    checked_at TEXT NOT NULL, origin TEXT NOT NULL, alerts INTEGER NOT NULL, problems INTEGER NOT NULL,
    raw BLOB NOT NULL
) STRICT;
CREATE INDEX batches_by_name ON batches (feed, name);
CREATE TABLE copies (
    source TEXT NOT NULL, number TEXT NOT NULL, feed TEXT NOT NULL, rank INTEGER NOT NULL,
    batch_id TEXT NOT NULL REFERENCES batches (id), data BLOB NOT NULL, PRIMARY KEY (source, number, feed)
) STRICT;
CREATE TABLE alerts (
    source TEXT NOT NULL, number TEXT NOT NULL, revision INTEGER NOT NULL, published TEXT, status TEXT NOT NULL,
    has_gtin INTEGER NOT NULL, batch_id TEXT NOT NULL REFERENCES batches (id), data TEXT NOT NULL,
    PRIMARY KEY (source, number)
) STRICT;
CREATE INDEX alerts_by_revision ON alerts (revision);
CREATE TABLE changes (
    source TEXT NOT NULL, number TEXT NOT NULL, status TEXT NOT NULL, said TEXT NOT NULL, published TEXT,
    batch_id TEXT NOT NULL REFERENCES batches (id), PRIMARY KEY (source, number, batch_id, said)
) STRICT;
CREATE TABLE problems (
    batch_id TEXT NOT NULL REFERENCES batches (id), field TEXT NOT NULL, value TEXT NOT NULL, record TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX problems_by_batch ON problems (batch_id);
CREATE TABLE listings (
    feed TEXT NOT NULL, name TEXT NOT NULL, entries INTEGER NOT NULL, fetched_at TEXT NOT NULL, raw BLOB NOT NULL,
    PRIMARY KEY (feed, name)
) STRICT;
CREATE TABLE links (
    one TEXT NOT NULL, other TEXT NOT NULL, kind TEXT NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (one, other)
) STRICT
"""
TABLES = frozenset({"batches", "copies", "alerts", "changes", "problems", "listings", "links"})


@dataclass(frozen=True, slots=True)
class Batch:
    """One import. `id` is the SHA-256 (hex) of the raw bytes; `origin` is the file or address they came from.

    `checked_at` is when the same bytes were last met; times are ISO 8601.
    """

    id: str
    name: str
    feed: str
    published: date | None
    imported_at: str
    checked_at: str
    origin: str
    alerts: int
    problems: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What one import did: alerts that were new, that changed, that stood already or were older than the known one."""

    batch: Batch
    new: int
    updated: int
    unchanged: int
    changes: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """Problems of one kind: how many the batches in force report, and one of them."""

    field: str
    reason: str
    number: int
    example: Problem


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """What the store holds of one feed; `good` is when its last good copy was fetched or read (ISO 8601)."""

    feed: str
    batches: int
    alerts: int
    good: str
    reported: tuple[Reported, ...]


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """Counts over the alerts of one source; days are those of publication."""

    source: str
    alerts: int
    withdrawn: int
    corrected: int
    with_gtin: int
    oldest: date | None
    newest: date | None


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """Counts over the whole store."""

    sources: tuple[SourceStatus, ...]
    feeds: tuple[FeedStatus, ...]
    links: int

    @property
    def alerts(self) -> int:
        return sum(source.alerts for source in self.sources)

    @property
    def withdrawn(self) -> int:
        return sum(source.withdrawn for source in self.sources)

    @property
    def corrected(self) -> int:
        return sum(source.corrected for source in self.sources)

    @property
    def with_gtin(self) -> int:
        return sum(source.with_gtin for source in self.sources)
