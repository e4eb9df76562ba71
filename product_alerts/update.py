"""Alerts brought into the store: from files, or from the sources over a network that is handed in.

No network code here: `ask(url)` returns the body or raises OSError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from product_alerts.feeds import FEEDS, FETCHED, WEEKLY, feed_of, safety_gate_xml
from product_alerts.feeds.base import MAX_BYTES, Ask, Feed, FeedError, Fetched, Listing, Problem, Report, Want
from product_alerts.feeds.json_rows import refuse_web_page
from product_alerts.links import links
from product_alerts.records import Imported
from product_alerts.store import AlertStore

_LEAST_SHARE = 0.5  # of its records that a batch must yield, and of what the last good copy held


@dataclass(frozen=True, slots=True)
class Step:
    """One batch of an update: how far its feed has come, and what became of the batch."""

    feed: str
    at: int
    of: int
    outcome: Imported | Problem


# --- files


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
        raise FeedError(_unknown(raw))
    if safety_gate_xml.is_list(raw):
        raise FeedError(
            "this is the list of weekly reports, not a report: import what it names, or run `sweepday alerts update`"
        )
    # A weekly report bears the same name, whether it came as a file or from the network.
    report = safety_gate_xml.report_name(raw) if feed.NAME == WEEKLY.NAME else ""
    return _keep(raw, feed, store, now, name=report or name, origin=origin, published=None)


def _unknown(raw: bytes) -> str:
    """Why a file is of no known format, and what could be done."""
    if not raw.strip():
        return "the file is empty: fetch it again"
    try:
        refuse_web_page(raw)
    except FeedError as error:
        return f"{error}; open its address in a browser, save what it offers for download, and import that"
    titles = ", ".join(feed.TITLE for feed in FEEDS.values())
    return f"not a format of alerts known here. Known are: {titles}"


def _keep(
    raw: bytes, feed: Feed, store: AlertStore, now: datetime, *, name: str, origin: str, published: date | None
) -> Imported:
    """Stores a batch that is sane; an empty, huge or mostly broken one never takes the place of the last good one."""
    return store.add(
        raw,
        feed.parse(raw),
        feed=feed.NAME,
        rank=feed.RANK,
        name=name,
        origin=origin,
        published=published,
        now=now,
        check=_sane(feed, store.last_good(feed.NAME, name)),
    )


def _sane(feed: Feed, before: int) -> Callable[[int, tuple[Problem, ...]], None]:
    """Raises FeedError for a batch that must not be used; `before` is the size of its last good copy."""

    def check(alerts: int, problems: tuple[Problem, ...]) -> None:
        lost = sum(problem.reason.endswith("cannot be kept") for problem in problems)
        if alerts < _LEAST_SHARE * (alerts + lost):
            raise FeedError(f"{lost} of {alerts + lost} records are broken: nothing was changed")
        if alerts < _LEAST_SHARE * before:
            raise FeedError(f"{alerts} alerts where the last good copy had {before}: nothing was changed")
        if not feed.FEWEST <= alerts <= feed.MOST:
            raise FeedError(
                f"a batch of {alerts} alerts is not sane ({feed.FEWEST} to {feed.MOST} are): nothing was changed"
            )

    return check


# --- the network


def update(
    store: AlertStore,
    ask: Ask,
    now: datetime,
    feeds: Sequence[str] = (),
    since: date | None = None,
    *,
    again: bool = False,
) -> Iterator[Step]:
    """Fetches what is missing of the feeds (without names: those that are part of every update), and yields each batch.

    Without `since` a feed begins where the store begins (so gaps are filled), or as far back as a first update
    reaches. A batch that cannot be had or read is a Problem, and asked for again next time; a feed that is down does
    not stop the others. What was imported is committed batch by batch: an interrupted update goes on where it stopped.
    With `again`, batches that the store has are fetched once more. Raises KeyError for a feed that is not known.
    """
    chosen = [FETCHED[name] for name in feeds] or [feed for feed in FETCHED.values() if feed.BY_DEFAULT]
    for feed in chosen:
        yield from _update(feed, store, ask, now, since, again)


def _update(
    feed: Fetched, store: AlertStore, ask: Ask, now: datetime, since: date | None, again: bool
) -> Iterator[Step]:
    had = store.had(feed.NAME)
    want = Want(since or _begin(feed, store, now.date()), now.date(), had, again)
    at = of = 0
    try:
        for item in feed.fetch(ask, want):
            if isinstance(item, Listing):
                _keep_listing(feed, item, store, now)
                continue
            outcome: Imported | Problem = item if isinstance(item, Problem) else _import_report(feed, item, store, now)
            at, of = (item.at, item.of) if isinstance(item, Report) else (at, of)
            yield Step(feed.NAME, at, of, outcome)
    except FeedError as error:
        yield Step(feed.NAME, at, of, Problem("feed", feed.TITLE, feed.NAME, f"stopped: {error}"))


def _begin(feed: Fetched, store: AlertStore, today: date) -> date:
    """Where the store's batches of a feed begin; without any, as many years back as a first update reaches."""
    days = (batch.published for batch in store.batches(feed.NAME) if batch.published)
    return min(days, default=date(today.year - feed.YEARS, today.month, 1))


def _keep_listing(feed: Feed, listing: Listing, store: AlertStore, now: datetime) -> None:
    before = store.listed(feed.NAME, listing.name)
    if listing.entries < _LEAST_SHARE * before:
        raise FeedError(
            f"the list {listing.name!r} names {listing.entries} entries where its last good copy had {before}: "
            "nothing was changed"
        )
    store.keep_listing(feed.NAME, listing.name, listing.entries, listing.raw, now)


def _import_report(feed: Feed, report: Report, store: AlertStore, now: datetime) -> Imported | Problem:
    try:
        return _keep(report.raw, feed, store, now, name=report.name, origin=report.url, published=report.published)
    except FeedError as error:
        return Problem("batch", report.url, report.name, f"{error}; tried again at the next update")


def relink(store: AlertStore) -> int:
    """Puts the notices on the same product together anew; returns the number of links."""
    found = links(store.alerts())
    store.keep_links(found)
    return len(found)
