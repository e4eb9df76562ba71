"""What all fetched feeds share: batches one after the other, and months as batches of a source that has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from product_alerts.feeds.base import Ask, FeedError, Problem, Report, Want

GIVE_UP = 5  # batches in a row that could not be had
_SETTLED = timedelta(days=60)  # after its end a month may still be corrected for so long


def each(ask: Ask, reports: Sequence[Report]) -> Iterator[Report | Problem]:
    """Every report with its bytes. One that cannot be had is a Problem; FeedError after several in a row."""
    failed = 0
    for at, report in enumerate(reports, start=1):
        try:
            raw = ask(report.url)
        except OSError as error:
            failed += 1
            yield Problem("URL", report.url, report.name, f"could not be had: {error}")
            if failed >= GIVE_UP:
                raise FeedError(f"{failed} batches in a row could not be had: try again later") from None
            continue
        failed = 0
        yield replace(report, raw=raw, at=at, of=len(reports))


def months(want: Want, address: str) -> list[Report]:
    """The months since `want.since` that are lacking or still moving, oldest first, named "2026-11".

    `address` is a template with {first} and {next}, the first days of the month and of the one after it.
    """
    found = []
    for first, after in _months(want.since, want.today):
        name = f"{first:%Y-%m}"
        if want.lacks(name, settled=after + _SETTLED):
            last = min(after - timedelta(days=1), want.today)
            found.append(Report(name, last, address.format(first=first, next=after, last=last)))
    return found


def _months(since: date, until: date) -> Iterable[tuple[date, date]]:
    first = since.replace(day=1)
    while first <= until:
        after = (first + timedelta(days=32)).replace(day=1)
        yield first, after
        first = after
