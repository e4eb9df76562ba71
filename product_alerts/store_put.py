"""What one record of a batch does to the file of alerts: a copy or a change kept, the alert made anew out of them."""

from __future__ import annotations

import sqlite3
import zlib

from product_alerts.codec import from_json, to_json
from product_alerts.feeds.base import Change
from product_alerts.merge import Copy, as_of, merged
from product_alerts.model import AlertStatus
from product_alerts.store_status import iso


def put_change(db: sqlite3.Connection, change: Change, batch_id: str) -> None:
    """Keeps a withdrawal or correction; `put_merged` makes it felt."""
    day = iso(change.published)
    values = (change.source, change.number, change.status.value, change.text, day, batch_id)
    db.execute("INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?, ?, ?)", values)


def put_copy(db: sqlite3.Connection, copy: Copy, batch_id: str) -> bool:
    """Keeps a copy. False where the known copy of its feed says the same, or says something later."""
    alert = copy.alert
    key = (alert.source, alert.number, copy.feed)
    row = db.execute("SELECT data FROM copies WHERE source = ? AND number = ? AND feed = ?", key).fetchone()
    text = to_json(alert)
    if row:
        known = zlib.decompress(row[0]).decode()
        if known == text or as_of(from_json(known)) > as_of(alert):
            return False
    packed = zlib.compress(text.encode(), 1)
    values = (*key, copy.rank, batch_id, packed)
    db.execute("INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?, ?, ?)", values)
    return True


def put_merged(db: sqlite3.Connection, key: tuple[str, str], revision: int, fresh: Copy | None = None) -> str:
    """Makes the alert out of its copies and changes: "new", "updated" or "unchanged"; `fresh` was just put."""
    rows = db.execute(
        "SELECT feed, rank, batch_id, data FROM copies WHERE source = ? AND number = ? AND feed <> ?",
        (*key, fresh.feed if fresh else ""),
    )
    copies = [
        Copy(feed, rank, from_json(zlib.decompress(data).decode(), batch_id)) for feed, rank, batch_id, data in rows
    ]
    copies += [fresh] if fresh else []
    if not copies:
        return "unchanged"  # a change to an alert that has not come yet
    said = db.execute("SELECT status FROM changes WHERE source = ? AND number = ?", key)
    alert = merged(copies, [AlertStatus(status) for (status,) in said])
    text = to_json(alert)
    known = db.execute("SELECT data FROM alerts WHERE source = ? AND number = ?", key).fetchone()
    if known and known[0] == text:
        return "unchanged"
    db.execute(
        "INSERT OR REPLACE INTO alerts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *key,
            revision,
            iso(alert.published),
            alert.status.value,
            int(bool(alert.gtins)),
            alert.batch_id,
            text,
        ),
    )
    return "updated" if known else "new"
