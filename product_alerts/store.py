"""The alerts of a workspace in one SQLite file: every batch with its raw bytes, every alert, every later change."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from product_alerts.codec import from_json, to_json
from product_alerts.feeds.base import Change, Item, Problem
from product_alerts.model import Alert, AlertStatus

_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE batches (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, feed TEXT NOT NULL, published TEXT, imported_at TEXT NOT NULL,
    origin TEXT NOT NULL, alerts INTEGER NOT NULL, problems INTEGER NOT NULL, raw BLOB NOT NULL
) STRICT;
CREATE INDEX batches_by_name ON batches (feed, name);
CREATE TABLE alerts (
    source TEXT NOT NULL, number TEXT NOT NULL, published TEXT, category TEXT NOT NULL, has_gtin INTEGER NOT NULL,
    batch_id TEXT NOT NULL REFERENCES batches (id), data TEXT NOT NULL, PRIMARY KEY (source, number)
) STRICT;
CREATE TABLE changes (
    source TEXT NOT NULL, number TEXT NOT NULL, status TEXT NOT NULL, said TEXT NOT NULL, published TEXT,
    batch_id TEXT NOT NULL REFERENCES batches (id), PRIMARY KEY (source, number, batch_id, said)
) STRICT;
CREATE TABLE problems (
    batch_id TEXT NOT NULL REFERENCES batches (id), field TEXT NOT NULL, value TEXT NOT NULL, record TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX problems_by_batch ON problems (batch_id);
"""


class AlertStoreError(Exception):
    """The file of alerts cannot be used. The message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One import. `id` is the SHA-256 (hex) of the raw bytes; `origin` is the file or address they came from."""

    id: str
    name: str
    feed: str
    published: date | None
    imported_at: str  # ISO 8601
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
class StoreStatus:
    """Counts over the whole store; days are those of publication."""

    alerts: int
    withdrawn: int
    corrected: int
    with_gtin: int
    batches: int
    problems: int
    oldest: date | None
    newest: date | None
    last_import: str
    sources: tuple[tuple[str, int], ...]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class AlertStore:
    """Alerts in the SQLite file at `path`, made if it is not there. Use as a context manager, or `close()` it.

    Raises AlertStoreError for a file that is damaged, locked or something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._named():
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        self._db.execute("PRAGMA foreign_keys = ON")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        tables = {row[0] for row in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if version == 0 and not tables:
            with self._transaction():
                for statement in _SCHEMA.split(";")[:-1]:
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        elif version != _SCHEMA_VERSION or not {"batches", "alerts", "changes", "problems"} <= tables:
            raise AlertStoreError(f"{self.path}: not a file of alerts of this version; move it away and import again")

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error, ValueError, KeyError, TypeError) as error:
            raise AlertStoreError(
                f"{self.path}: the file of alerts cannot be used ({error}); move it away and import the alerts again"
            ) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> AlertStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # --- writing

    def add(
        self,
        raw: bytes,
        items: Iterable[Item],
        *,
        feed: str,
        name: str,
        origin: str,
        published: date | None,
        now: datetime,
    ) -> Imported:
        """Keeps one batch, wholly or not at all. The same batch again changes nothing.

        An alert that is known is replaced, unless the known one was published later.
        """
        batch_id = hashlib.sha256(raw).hexdigest()
        everything = list(items)
        alerts = [replace(item, batch_id=batch_id) for item in everything if isinstance(item, Alert)]
        changes = [item for item in everything if isinstance(item, Change)]
        problems = tuple(item for item in everything if isinstance(item, Problem))
        batch = Batch(
            batch_id, name, feed, published, now.isoformat(timespec="seconds"), origin, len(alerts), len(problems)
        )
        with self._named(), self._transaction():
            self._put_batch(batch, raw)
            outcomes = [self._put_alert(alert) for alert in alerts]
            self._put_rest(batch_id, changes, problems)
        counts = {kind: outcomes.count(kind) for kind in ("new", "updated", "unchanged")}
        return Imported(batch, **counts, changes=len(changes), problems=problems)

    def _put_batch(self, batch: Batch, raw: bytes) -> None:
        self._db.execute(
            "INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "alerts = excluded.alerts, problems = excluded.problems",
            (
                batch.id,
                batch.name,
                batch.feed,
                batch.published.isoformat() if batch.published else None,
                batch.imported_at,
                batch.origin,
                batch.alerts,
                batch.problems,
                zlib.compress(raw, 6),
            ),
        )

    def _put_alert(self, alert: Alert) -> str:
        row = self._db.execute(
            "SELECT published, data FROM alerts WHERE source = ? AND number = ?", (alert.source, alert.number)
        ).fetchone()
        if row and (row[0] or "") > (alert.published.isoformat() if alert.published else ""):
            return "unchanged"
        if row and replace(from_json(row[1]), batch_id=alert.batch_id) == alert:
            return "unchanged"
        day = alert.published.isoformat() if alert.published else None
        values = (
            alert.source,
            alert.number,
            day,
            alert.category,
            int(bool(alert.gtins)),
            alert.batch_id,
            to_json(alert),
        )
        self._db.execute("INSERT OR REPLACE INTO alerts VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        return "updated" if row else "new"

    def _put_rest(self, batch_id: str, changes: list[Change], problems: tuple[Problem, ...]) -> None:
        self._db.execute("DELETE FROM problems WHERE batch_id = ?", (batch_id,))
        self._db.executemany(
            "INSERT INTO problems VALUES (?, ?, ?, ?, ?)",
            [(batch_id, p.field, p.value, p.record, p.reason) for p in problems],
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?, ?, ?)",
            [
                (c.source, c.number, c.status.value, c.text, c.published.isoformat() if c.published else None, batch_id)
                for c in changes
            ],
        )

    # --- reading

    def alerts(self) -> tuple[Alert, ...]:
        """Every alert with its present status, by source and number. Withdrawn ones are among them, marked."""
        with self._named():
            statuses = self._statuses()
            rows = self._db.execute("SELECT data FROM alerts ORDER BY source, number").fetchall()
            return tuple(_with_status(from_json(row[0]), statuses) for row in rows)

    def _statuses(self) -> dict[tuple[str, str], AlertStatus]:
        """The gravest change of each alert: an alert once withdrawn stays withdrawn."""
        found: dict[tuple[str, str], AlertStatus] = {}
        for source, number, status in self._db.execute("SELECT source, number, status FROM changes"):
            if found.get((source, number)) is not AlertStatus.WITHDRAWN:
                found[(source, number)] = AlertStatus(status)
        return found

    def changes(self) -> tuple[Change, ...]:
        """Every withdrawal and correction, in the order of the alerts' numbers."""
        with self._named():
            rows = self._db.execute(
                "SELECT source, number, status, said, published FROM changes ORDER BY source, number, published"
            ).fetchall()
            return tuple(Change(s, n, AlertStatus(status), said, _day(day)) for s, n, status, said, day in rows)

    def count(self) -> int:
        with self._named():
            return int(self._db.execute("SELECT count(*) FROM alerts").fetchone()[0])

    def batches(self, feed: str = "") -> tuple[Batch, ...]:
        """The imports (of one feed), oldest publication first."""
        with self._named():
            rows = self._db.execute(
                "SELECT id, name, feed, published, imported_at, origin, alerts, problems FROM batches "
                "WHERE ? IN ('', feed) ORDER BY published, imported_at, id",
                (feed,),
            ).fetchall()
            return tuple(Batch(i, n, f, _day(p), at, o, a, q) for i, n, f, p, at, o, a, q in rows)

    def raw(self, batch_id: str) -> bytes:
        """The bytes of a batch as received. Raises KeyError for an unknown id."""
        with self._named():
            row = self._db.execute("SELECT raw FROM batches WHERE id = ?", (batch_id,)).fetchone()
            data = zlib.decompress(row[0]) if row else None
        if data is None:
            raise KeyError(batch_id)
        return data

    def problems(self, batch_id: str) -> tuple[Problem, ...]:
        with self._named():
            query = "SELECT field, value, record, reason FROM problems WHERE batch_id = ? ORDER BY rowid"
            return tuple(Problem(*row) for row in self._db.execute(query, (batch_id,)))

    def status(self) -> StoreStatus:
        """What the store holds at this moment."""
        known = self.alerts()
        days = sorted(alert.published for alert in known if alert.published)
        sources = sorted({alert.source for alert in known})
        batches = self.batches()
        return StoreStatus(
            alerts=len(known),
            withdrawn=sum(alert.status is AlertStatus.WITHDRAWN for alert in known),
            corrected=sum(alert.status is AlertStatus.CORRECTED for alert in known),
            with_gtin=sum(bool(alert.gtins) for alert in known),
            batches=len(batches),
            problems=sum(batch.problems for batch in batches),
            oldest=days[0] if days else None,
            newest=days[-1] if days else None,
            last_import=max((batch.imported_at for batch in batches), default=""),
            sources=tuple((source, sum(alert.source == source for alert in known)) for source in sources),
        )


def _with_status(alert: Alert, statuses: dict[tuple[str, str], AlertStatus]) -> Alert:
    status = statuses.get((alert.source, alert.number))
    if status is None or alert.status in (AlertStatus.WITHDRAWN, status):
        return alert
    return replace(alert, status=status)
