"""The alerts of a workspace in one SQLite file: every batch with its raw bytes, every alert, every later change."""

from __future__ import annotations

import gc
import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from product_alerts import store_status
from product_alerts.codec import from_json
from product_alerts.feeds.base import Change, Item, Problem
from product_alerts.links import Link
from product_alerts.merge import Copy
from product_alerts.model import Alert
from product_alerts.records import SCHEMA, TABLES, VERSION, Batch, Imported, StoreStatus
from product_alerts.store_put import put_change, put_copy, put_merged

Check = Callable[[int, tuple[Problem, ...]], None]  # alerts and problems of a batch; raises where it is not sane


class AlertStoreError(Exception):
    """The file of alerts cannot be used. The message names the file and what to do."""


@dataclass(slots=True)
class _Tally:
    """What one batch has come to so far."""

    outcomes: dict[str, int] = field(default_factory=lambda: {"new": 0, "updated": 0, "unchanged": 0})
    seen: set[tuple[str, str]] = field(default_factory=set)
    changes: int = 0
    problems: list[Problem] = field(default_factory=list)


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
        if self._found() == (0, set()):
            with self._transaction():
                if self._found() == (0, set()):  # another program may have made the tables meanwhile
                    for statement in SCHEMA.split(";"):
                        self._db.execute(statement)
                    self._db.execute(f"PRAGMA user_version = {VERSION}")
        version, tables = self._found()
        if version != VERSION or not tables >= TABLES:
            raise AlertStoreError(f"{self.path}: not a file of alerts of this version; move it away and import again")

    def _found(self) -> tuple[int, set[str]]:
        """The version the file was written by, and its tables."""
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        return version, {row[0] for row in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error, ValueError, KeyError, IndexError, TypeError) as error:
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
        rank: int = 0,
        check: Check = lambda alerts, problems: None,
    ) -> Imported:
        """Keeps one batch, wholly or not at all. The same batch again changes nothing.

        `items` are taken one by one, so that a large batch is never held as a whole; `check` sees the counts before
        anything is final, and what it raises undoes the batch. `rank` is the feed's (see `merge`). Without a day of
        its own a batch bears that of its newest alert.
        """
        batch_id, moment = hashlib.sha256(raw).hexdigest(), now.isoformat(timespec="seconds")
        batch = Batch(batch_id, name, feed, published, moment, moment, origin, 0, 0)
        tally, newest = _Tally(), published
        with self._named(), self._transaction():
            revision = self.revision() + 1
            self._put_batch(batch, raw)
            for item in items:
                self._put(item, batch, rank, revision, tally)
                if published is None and isinstance(item, Alert) and item.published:
                    newest = max(newest or date.min, item.published)
            problems = tuple(tally.problems)
            alerts = sum(tally.outcomes.values())
            check(alerts, problems)
            batch = replace(batch, published=newest, alerts=alerts, problems=len(problems))
            self._finish(batch, problems)
        return Imported(batch, **tally.outcomes, changes=tally.changes, problems=problems)

    def _put_batch(self, batch: Batch, raw: bytes) -> None:
        self._db.execute(
            "INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?) ON CONFLICT (id) DO UPDATE SET "
            "checked_at = excluded.checked_at",
            (
                batch.id,
                batch.name,
                batch.feed,
                store_status.iso(batch.published),
                batch.imported_at,
                batch.checked_at,
                batch.origin,
                zlib.compress(raw, 6),
            ),
        )

    def _put(self, item: Item, batch: Batch, rank: int, revision: int, tally: _Tally) -> None:
        if isinstance(item, Problem):
            tally.problems.append(item)
        elif isinstance(item, Change):
            tally.changes += 1
            put_change(self._db, item, batch.id)
            put_merged(self._db, (item.source, item.number), revision)
        else:
            key = (item.source, item.number)
            if key in tally.seen:
                tally.problems.append(
                    Problem("number", item.number, item.number, "twice in one batch: the last is kept")
                )
            tally.seen.add(key)
            alert = replace(item, batch_id=batch.id)
            fresh = Copy(batch.feed, rank, alert)
            new = put_copy(self._db, fresh, batch.id)
            outcome = put_merged(self._db, key, revision, fresh) if new else "unchanged"
            tally.outcomes[outcome] += 1

    def _finish(self, batch: Batch, problems: tuple[Problem, ...]) -> None:
        """Counts of the batch; the problems of an earlier state of the same batch are settled by it."""
        self._db.execute(
            "UPDATE batches SET published = ?, alerts = ?, problems = ? WHERE id = ?",
            (store_status.iso(batch.published), batch.alerts, batch.problems, batch.id),
        )
        same = "SELECT id FROM batches WHERE feed = ? AND name = ?"
        self._db.execute(f"DELETE FROM problems WHERE batch_id IN ({same})", (batch.feed, batch.name))  # noqa: S608
        self._db.execute("DELETE FROM problems WHERE batch_id = ?", (batch.id,))
        self._db.executemany(
            "INSERT INTO problems VALUES (?, ?, ?, ?, ?)",
            [(batch.id, p.field, p.value, p.record, p.reason) for p in problems],
        )

    def keep_listing(self, feed: str, name: str, entries: int, raw: bytes, now: datetime) -> None:
        """Keeps a source's own list of its batches, the last good copy of it only."""
        with self._named():
            self._db.execute(
                "INSERT OR REPLACE INTO listings VALUES (?, ?, ?, ?, ?)",
                (feed, name, entries, now.isoformat(timespec="seconds"), zlib.compress(raw, 6)),
            )

    def keep_links(self, links: Iterable[Link]) -> None:
        """Replaces the links between notices on the same product."""
        rows = [(link.one, link.other, link.kind, "\n".join(link.reasons)) for link in links]
        with self._named(), self._transaction():
            self._db.execute("DELETE FROM links")
            self._db.executemany("INSERT INTO links VALUES (?, ?, ?, ?)", rows)

    # --- reading

    def revision(self) -> int:
        """A number that grows with every batch that changes an alert."""
        with self._named():
            return int(self._db.execute("SELECT coalesce(max(revision), 0) FROM alerts").fetchone()[0])

    def alerts(self, after: int = 0) -> tuple[Alert, ...]:
        """Every alert with its present status, by source and number. Withdrawn ones are among them, marked.

        With `after`, only those that came or changed since that revision: what an index needs to follow the store.
        """
        with self._named(), _no_collection():
            rows = self._db.execute(
                "SELECT data, batch_id FROM alerts WHERE revision > ? ORDER BY source, number", (after,)
            )
            return tuple([from_json(data, batch_id) for data, batch_id in rows])

    def changes(self) -> tuple[Change, ...]:
        """Every withdrawal and correction, in the order of the alerts' numbers."""
        with self._named():
            return store_status.changes(self._db)

    def links(self) -> tuple[Link, ...]:
        """The links between notices on the same product, as last computed."""
        with self._named():
            rows = self._db.execute("SELECT one, other, kind, reasons FROM links ORDER BY one, other").fetchall()
            return tuple(Link(one, other, kind, tuple(reasons.split("\n"))) for one, other, kind, reasons in rows)

    def count(self) -> int:
        with self._named():
            return int(self._db.execute("SELECT count(*) FROM alerts").fetchone()[0])

    def batches(self, feed: str = "") -> tuple[Batch, ...]:
        """The imports (of one feed), oldest publication first."""
        with self._named():
            return store_status.batches(self._db, feed)

    def had(self, feed: str) -> Mapping[str, date]:
        """The names of a feed's batches, and the day each was last fetched."""
        with self._named():
            rows = self._db.execute("SELECT name, max(checked_at) FROM batches WHERE feed = ? GROUP BY name", (feed,))
            return {name: date.fromisoformat(moment[:10]) for name, moment in rows}

    def last_good(self, feed: str, name: str) -> int:
        """How many alerts the last good copy of a batch held; 0 where there is none."""
        with self._named():
            row = self._db.execute(
                "SELECT alerts FROM batches WHERE feed = ? AND name = ? AND alerts > 0 "
                "ORDER BY checked_at DESC LIMIT 1",
                (feed, name),
            ).fetchone()
            return int(row[0]) if row else 0

    def listed(self, feed: str, name: str) -> int:
        """How many entries the last good copy of a list had; 0 where there is none."""
        with self._named():
            row = self._db.execute("SELECT entries FROM listings WHERE feed = ? AND name = ?", (feed, name)).fetchone()
            return int(row[0]) if row else 0

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
        with self._named():
            return store_status.status(self._db)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for cycles meanwhile: it would visit every alert again and again, and alerts have none."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
