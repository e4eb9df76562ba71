"""Readings of the file of alerts that need no more than its connection: imports, changes and counts."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date

from product_alerts.feeds.base import Change, Problem
from product_alerts.model import AlertStatus
from product_alerts.records import Batch, FeedStatus, Reported, SourceStatus, StoreStatus


def iso(day: date | None) -> str | None:
    """A day as the file keeps it."""
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def batches(db: sqlite3.Connection, feed: str) -> tuple[Batch, ...]:
    """The imports (of one feed), oldest publication first."""
    rows = db.execute(
        "SELECT id, name, feed, published, imported_at, checked_at, origin, alerts, problems FROM batches "
        "WHERE ? IN ('', feed) ORDER BY published, imported_at, id",
        (feed,),
    )
    return tuple(Batch(i, n, f, _day(p), *rest) for i, n, f, p, *rest in rows)


def changes(db: sqlite3.Connection) -> tuple[Change, ...]:
    """Every withdrawal and correction, in the order of the alerts' numbers."""
    rows = db.execute("SELECT source, number, status, said, published FROM changes ORDER BY source, number, published")
    return tuple(Change(s, n, AlertStatus(status), said, _day(day)) for s, n, status, said, day in rows)


def status(db: sqlite3.Connection) -> StoreStatus:
    """Counts by source, and by feed with what it reported."""
    links = int(db.execute("SELECT count(*) FROM links").fetchone()[0])
    return StoreStatus(_sources(db), _feeds(db), links)


def _sources(db: sqlite3.Connection) -> tuple[SourceStatus, ...]:
    rows = db.execute(
        "SELECT source, count(*), sum(status = 'withdrawn'), sum(status = 'corrected'), sum(has_gtin), "
        "min(published), max(published) FROM alerts GROUP BY source ORDER BY source"
    )
    return tuple(SourceStatus(s, n, w, c, g, _day(oldest), _day(newest)) for s, n, w, c, g, oldest, newest in rows)


def _feeds(db: sqlite3.Connection) -> tuple[FeedStatus, ...]:
    reported = _reported(db)
    rows = db.execute(
        "SELECT feed, count(*), max(checked_at), (SELECT count(*) FROM copies WHERE copies.feed = batches.feed) "
        "FROM batches GROUP BY feed ORDER BY feed"
    )
    return tuple(FeedStatus(feed, number, alerts, good, tuple(reported[feed])) for feed, number, good, alerts in rows)


def _reported(db: sqlite3.Connection) -> dict[str, list[Reported]]:
    """Problems by kind, the most frequent first. What follows a colon in a reason differs from case to case."""
    kind = "CASE WHEN instr(reason, ':') THEN substr(reason, 1, instr(reason, ':') - 1) ELSE reason END"
    rows = db.execute(
        f"SELECT feed, field, {kind} AS kind, count(*) AS number, value, record FROM problems "  # noqa: S608 - no input
        "JOIN batches ON batches.id = batch_id GROUP BY feed, field, kind ORDER BY feed, number DESC, field, kind"
    )
    found: dict[str, list[Reported]] = defaultdict(list)
    for feed, field, reason, number, value, record in rows:
        found[feed].append(Reported(field, reason, number, Problem(field, value, record, reason)))
    return found
