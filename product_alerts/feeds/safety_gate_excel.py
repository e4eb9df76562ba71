"""The Excel sheet that authorities export from Safety Gate; its first row holds the day of the file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from product_alerts.feeds import fields
from product_alerts.feeds.base import MAX_BYTES, MAX_RECORDS, FeedError, Item, Problem, Record
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert, Measure, MeasureKind
from product_alerts.text import tidy

NAME = "safety-gate-excel"
SOURCE = fields.SOURCE
TITLE = "Safety Gate, sheet exported by an authority (Excel)"
LICENCE = "Commission reuse notice (Decision 2011/833/EU)"
CREDIT = "European Commission, Safety Gate, export of the alerts"
RANK = 1
FEWEST, MOST = 1, 60_000
_MAX_UNPACKED = 400_000_000
_HEADING_ROWS = 12  # the heading stands among the first rows
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_FOOTNOTE = re.compile(r"[\s(*)¹²³]+$")
_NEEDED = ("alert number", "product")
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2}")

Cell = object


def recognises(raw: bytes) -> bool:
    return raw.startswith((_ZIP, _OLE))


def parse(raw: bytes) -> Iterator[Item]:
    """The alerts of every sheet that has the export's heading."""
    sheets = list(_sheets(raw))
    found = False
    for name, rows in sheets:
        at = _heading_row(rows)
        if at is None:
            continue
        found = True
        yield from _sheet(name, rows, at)
    if not found:
        raise FeedError("no sheet has the columns of a Safety Gate export (at least Alert number and Product)")


def _sheets(raw: bytes) -> Iterator[tuple[str, list[list[Cell]]]]:
    _refuse_bombs(raw)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for name in book.sheet_names:
            yield name, [list[Cell](row) for row in book.get_sheet_by_name(name).iter_rows()]
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        raise FeedError(f"not a readable Excel file: {error}") from None
    except BaseException as error:
        # A panic inside the reader arrives as a PanicException, which is no Exception and cannot be imported.
        if type(error).__name__ == "PanicException":
            raise FeedError("not a readable Excel file: its structure is broken") from None
        raise


def _refuse_bombs(raw: bytes) -> None:
    if len(raw) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES // 1_000_000} MB")
    if not raw.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise FeedError(f"not a readable Excel file: {error}") from None
    if unpacked > _MAX_UNPACKED:
        raise FeedError(f"unpacks to more than {_MAX_UNPACKED // 1_000_000} MB: refused")


def _title(cell: Cell) -> str:
    return _FOOTNOTE.sub("", tidy(str(cell)).lower())


def _heading_row(rows: list[list[Cell]]) -> int | None:
    for at, row in enumerate(rows[:_HEADING_ROWS]):
        if set(_NEEDED) <= {_title(cell) for cell in row}:
            return at
    return None


def _sheet(name: str, rows: list[list[Cell]], at: int) -> Iterator[Item]:
    if len(rows) > MAX_RECORDS:
        raise FeedError(f"sheet {name!r} has more than {MAX_RECORDS} rows")
    heading = Record({}, f"sheet {name}")
    published = _file_day(heading, rows[:at])
    yield from heading.problems
    titles = [_title(cell) for cell in rows[at]]
    for title in sorted({t for t in titles if t and titles.count(t) > 1}):
        yield Problem(title, "", f"sheet {name}", "column given twice: joined")
    for line, row in enumerate(rows[at + 1 :], start=at + 2):
        values = _values(titles, row)
        if any(values.values()):
            yield from _row(values, f"sheet {name}, row {line}", published)


def _file_day(heading: Record, rows: list[list[Cell]]) -> date | None:
    for cell in (cell for row in rows for cell in row):
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        found = _DAY.search(str(cell))
        if found:
            return fields.day(heading, "file date", found[0].replace("/", "."))
    heading.problem("file date", "", "the rows above the heading hold no day")
    return None


def _text(cell: Cell) -> str:
    """A cell as published. A barcode stored as a number comes back without its decimal point."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell)


def _values(titles: list[str], row: list[Cell]) -> dict[str, str]:
    values: dict[str, str] = {}
    for at, cell in enumerate(row):
        text = _text(cell)
        title = titles[at] if at < len(titles) and titles[at] else f"column {at + 1}"
        if text:
            values[title] = f"{values[title]}\n{text}" if values.get(title) else text
    return values


def _row(values: dict[str, str], place: str, published: date | None) -> Iterator[Item]:
    number = tidy(values.get("alert number", ""))
    record = Record(values, number or place)
    if not number:
        record.problem("alert number", " | ".join(values.values())[:200], "a row without its number cannot be kept")
    else:
        yield _alert(record, published)
    yield from record.problems


def _alert(record: Record, published: date | None) -> Alert:
    code = record.take("barcode")
    if re.search(r"\d[.,]\d+E\+?\d", code, re.IGNORECASE):
        record.problem("barcode", code, "its digits were lost to a spreadsheet's scientific notation")
    gtins, others = fields.barcodes(record, "barcode", code)
    description = record.take("description")
    name = record.take("name")
    measures = (
        *_measures(record, "compulsory measures", "ordered"),
        *_measures(record, "voluntary measures", "voluntary"),
    )
    notifier, also = fields.one(record.take("alert submitted by")), record.take(_ALSO)
    extra = record.keep(*_KEPT)
    return Alert(
        source=fields.SOURCE,
        number=record.take("alert number"),
        published=published,
        category=record.take("category"),
        product=fields.one(record.take("product")),
        name=fields.one(name),
        brands=fields.split_list(record.take("brand")),
        models=fields.split_list(record.take("type / number of model")),
        gtins=gtins,
        other_codes=others,
        batches=fields.split_list(record.take("batch number")),
        item_ids=items_of_text(description),
        risks=fields.listed_risks(record, "risk type", record.take("risk type")),
        danger=record.take("risk"),
        measures=measures,
        description=description,
        notifying_country=notifier,
        countries=fields.listed_countries(record, _ALSO, ", ".join(filter(None, (notifier, fields.one(also))))),
        origin_country=fields.one(record.take("country of origin")),
        level=record.take("type of alert"),
        made=fields.one(record.take("production dates")),
        url=fields.address(record, "url of case", record.take("url of case")),
        recall_url=fields.address(record, "company recall page", record.take("company recall page")),
        extra=(*extra, *record.rest()),
    )


def _measures(record: Record, title: str, kind: MeasureKind) -> tuple[Measure, ...]:
    said = fields.measures(record, record.take(title), title)
    return tuple(measure if measure.kind else replace(measure, kind=kind) for measure in said)


_ALSO = "products were found and measures were taken also in"
_KEPT = (
    "type",
    "counterfeit",
    "risk legal provision",
    "oecd portal category",
    "company recall code",
    "packaging description",
)
