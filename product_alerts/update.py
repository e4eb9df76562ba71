"""Alerts brought into the store: from a file, or week by week from the network through an injected `get`.

No network code here: `get(url)` returns the body or raises OSError.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from product_alerts.feeds import FEEDS, WEEKLY, feed_of, safety_gate_xml
from product_alerts.feeds.base import MAX_BYTES, Feed, FeedError, Get, Item, Problem, Report
from product_alerts.model import Alert
from product_alerts.store import AlertStore, Imported

_LEAST_SHARE = 0.5  # of its records that a batch must yield, and of what the same batch held before


def import_file(path: Path, store: AlertStore, now: datetime) -> Imported:
    """Imports one file of alerts; its format is told by its content.

    Raises FeedError (with the file's name) for a file that is no such thing, is broken, or holds no sane batch;
    OSError for one that cannot be read.
    """
    if path.stat().st_size > MAX_BYTES:
        raise FeedError(f"{path}: larger than {MAX_BYTES // 1_000_000} MB")
    raw = path.read_bytes()
    try:
        return import_raw(raw, store, now, name=path.name, origin=str(path))
    except FeedError as error:
        raise FeedError(f"{path}: {error}") from None


def import_raw(raw: bytes, store: AlertStore, now: datetime, *, name: str, origin: str) -> Imported:
    """Imports one batch of any known format. Raises FeedError; then the store is as it was."""
    feed = feed_of(raw)
    if feed is None:
        raise FeedError(f"not a format of alerts known here ({', '.join(FEEDS)})")
    if safety_gate_xml.is_list(raw):
        raise FeedError(
            "this is the list of weekly reports, not a report: import what it names, or run `sweepday alerts update`"
        )
    items = list(feed.parse(raw))
    days = [item.published for item in items if isinstance(item, Alert) and item.published]
    published = max(days, default=None)
    # A weekly report bears the same name, whether it came as a file or from the network.
    report = _report_name(raw, items) if feed.NAME == WEEKLY.NAME else ""
    return _keep(raw, items, feed, store, now, name=report or name, origin=origin, published=published)


def _report_name(raw: bytes, items: list[Item]) -> str:
    return safety_gate_xml.report_name(raw) if any(isinstance(item, Alert) for item in items) else ""


def _keep(
    raw: bytes,
    items: list[Item],
    feed: Feed,
    store: AlertStore,
    now: datetime,
    *,
    name: str,
    origin: str,
    published: date | None,
) -> Imported:
    """Stores a batch that is sane; an empty, huge or mostly broken one never takes the place of the last good one."""
    alerts = sum(isinstance(item, Alert) for item in items)
    lost = sum(isinstance(item, Problem) and item.reason.endswith("cannot be kept") for item in items)
    if not feed.FEWEST <= alerts <= feed.MOST:
        raise FeedError(
            f"a batch of {alerts} alerts is not sane ({feed.FEWEST} to {feed.MOST} are): nothing was changed"
        )
    if alerts < _LEAST_SHARE * (alerts + lost):
        raise FeedError(f"{lost} of {alerts + lost} records are broken: nothing was changed")
    before = max((batch.alerts for batch in store.batches(feed.NAME) if batch.name == name), default=0)
    if alerts < _LEAST_SHARE * before:
        raise FeedError(f"{alerts} alerts where the same batch had {before} before: nothing was changed")
    return store.add(raw, items, feed=feed.NAME, name=name, origin=origin, published=published, now=now)


def update(
    store: AlertStore, get: Get, now: datetime, since: date | None = None, *, again: bool = False
) -> Iterator[Imported | Problem]:
    """Fetches the weekly reports that are missing, oldest first, and yields what became of each.

    Without `since` it begins at the oldest report the store has (so gaps are filled), or two years back. A report
    that cannot be had or read is yielded as a Problem and asked for again next time. What was imported is committed
    report by report: an interrupted update goes on where it stopped. With `again`, reports that the store has are
    fetched once more (they may have been corrected in place). Raises FeedError when the list cannot be had.
    """
    had = store.batches(WEEKLY.NAME)
    first = since or min((b.published for b in had if b.published), default=safety_gate_xml.default_since(now.date()))
    have = frozenset[str]() if again else frozenset(batch.name for batch in had)
    for item in WEEKLY.fetch(get, first, have):
        yield _import_report(item, store, now) if isinstance(item, Report) else item


def _import_report(report: Report, store: AlertStore, now: datetime) -> Imported | Problem:
    try:
        items = list(WEEKLY.parse(report.raw))
        return _keep(
            report.raw, items, WEEKLY, store, now, name=report.name, origin=report.url, published=report.published
        )
    except FeedError as error:
        return Problem("report", report.url, report.name, f"{error}; tried again at the next update")
