"""Tables of alerts, as CSV with a heading, JSON or JSON Lines: each row as plain fields, with its place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from product_alerts.feeds.base import MAX_BYTES, MAX_RECORDS, FeedError, Record
from product_alerts.feeds.json_rows import Json, refuse_web_page, rows, text
from product_alerts.text import tidy

_HEAD = 65_536  # bytes in which the heading stands


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its fields by name, where it stands, and what was wrong with its shape."""

    values: Mapping[str, str]
    place: str
    faults: tuple[tuple[str, str, str], ...] = field(default=())

    def report(self, record: Record) -> None:
        """Hands the faults of the row to its record."""
        for name, value, reason in self.faults:
            record.problem(name, value, reason)


def heading(raw: bytes) -> frozenset[str]:
    """The names of the columns, or of the first row's fields; nothing where `raw` is no table. Never raises."""
    lines = raw[:_HEAD].decode("utf-8-sig", "replace").splitlines()
    if not lines:
        return frozenset()
    if lines[0].lstrip().startswith("{"):
        try:
            first = json.loads(lines[0])
        except (ValueError, RecursionError):
            return frozenset()
        return frozenset(map(str, first)) if isinstance(first, dict) else frozenset()
    try:
        return frozenset(tidy(cell) for cell in next(csv.reader(lines[:1]), []))
    except csv.Error:
        return frozenset()


def table(raw: bytes, *needed: str) -> Iterator[Row]:
    """The rows of `raw`. Raises FeedError where the needed columns are missing or the file is broken."""
    content = decoded(raw)
    if content.lstrip()[:1] == "[":
        for place, row in rows(raw):
            yield _record(row, place)
    elif content.lstrip()[:1] == "{":
        yield from _json_lines(content)
    else:
        yield from _csv(content, needed)


def decoded(raw: bytes) -> str:
    """The text of a file. Raises FeedError for one that is too large, no UTF-8, or a web page."""
    if len(raw) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES // 1_000_000} MB")
    refuse_web_page(raw)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FeedError(f"not UTF-8 (byte {error.start}): save the file as UTF-8 and import it again") from None


def csv_rows(content: str) -> Iterator[list[str]]:
    """The rows of CSV text. Raises FeedError where it is broken or far too long."""
    try:
        for line, row in enumerate(csv.reader(io.StringIO(content, newline=""), strict=True), start=1):
            if line > MAX_RECORDS:
                raise FeedError(f"more than {MAX_RECORDS} rows")
            yield row
    except csv.Error as error:
        raise FeedError(f"broken CSV, perhaps cut off: {error}") from None


def _csv(content: str, needed: tuple[str, ...]) -> Iterator[Row]:
    lines = csv_rows(content)
    titles = [tidy(cell) for cell in next(lines, [])]
    if not set(needed) <= set(titles):
        raise FeedError(f"the first line must name the columns {', '.join(needed)}")
    for line, row in enumerate(lines, start=2):
        if any(row):
            yield cells(titles, row, f"line {line}")


def cells(titles: list[str], row: list[str], place: str) -> Row:
    """A row of cells under its titles; cells beyond the last title are numbered."""
    values = dict(zip(titles, row, strict=False))
    values.update({f"column {at + 1}": cell for at, cell in enumerate(row) if at >= len(titles)})
    missing = ("row", f"{len(row)} of {len(titles)} columns", "columns missing")
    return Row(values, place, (missing,) if len(row) < len(titles) else ())


def _json_lines(content: str) -> Iterator[Row]:
    for line, written in enumerate(content.split("\n"), start=1):
        if line > MAX_RECORDS:
            raise FeedError(f"more than {MAX_RECORDS} rows")
        if not written.strip():
            continue
        try:
            row = json.loads(written)
        except (ValueError, RecursionError) as error:
            raise FeedError(f"broken JSON in line {line}, perhaps cut off: {error}") from None
        yield _record(row if isinstance(row, dict) else None, f"line {line}")


def _record(row: Json | None, place: str) -> Row:
    if row is None:
        return Row({}, place, (("row", "", "no record: cannot be kept"),))
    return Row({str(name): text(value) for name, value in row.items()}, place)
