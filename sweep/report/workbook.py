"""The workbook for people: figures, one row a shop, what to look at, offers, matches. Text is only text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from sweep.report.overview import overview
from sweep.report.plain import clean, decimal
from sweep.report.tables import Cell, Row, Table
from sweep.report.texts import CheckTexts
from sweep.report.words import Words
from sweep.results import SweepResult

MAX_ROWS = 1_048_576 - 2  # of a sheet, without its head and a last line that says what is missing
MAX_TEXT = 32_767  # characters of a cell
_EXACT = 15  # digits a cell's number keeps
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FIGURES = 8  # columns of the first sheet
_A4 = 9  # as Excel counts paper
_NARROW, _READABLE, _SMALL = 6, 12, 60  # columns upright, columns on one page, percent
_WIDTHS, _WIDTH = (24, 34, 10), 16  # characters: of the first columns, of all others
_LINE, _HIGHEST = 15, 8  # points; lines of a title that are shown


def cell_text(text: str) -> str:
    """`text` as a cell can hold it; what is too long ends in an ellipsis."""
    text = clean(text)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def _put(sheet: Any, row: int, column: int, value: Cell, form: Any = None) -> None:
    if isinstance(value, Decimal):
        short = value.is_finite() and len(value.as_tuple().digits) <= _EXACT
        value = float(value) if short else decimal(value)
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, form)
    elif value:
        sheet.write_string(row, column, cell_text(value), form)


def _rows(sheet: Any, start: int, rows: Iterable[Row], form: Any = None) -> int:
    """Writes rows from `start` on; returns the number of the next free one."""
    for row in rows:
        for column, value in enumerate(row):
            _put(sheet, start, column, value, form)
        start += 1
    return start


def _table_sheet(book: Any, name: str, table: Table, file: str, w: Words, limit: int) -> None:
    sheet = book.add_worksheet(name)
    widths = [*_WIDTHS, *repeat(_WIDTH, len(table.titles))][: len(table.titles)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    _paper(sheet, len(table.titles))
    sheet.repeat_rows(0)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF1F5"})
    lines = _cut(table, file, w, limit)
    # Not every program finds the height of wrapped titles by itself.
    lines_needed = max(len(title) // width + 1 for title, width in zip(table.titles, widths, strict=True))
    sheet.set_row(0, _LINE * min(lines_needed, _HIGHEST))
    _rows(sheet, 0, [next(lines)], head)
    end = _rows(sheet, 1, lines)
    sheet.autofilter(0, 0, max(end - 1, 0), len(table.titles) - 1)


def _paper(sheet: Any, columns: int) -> None:
    """How it is printed, on A4: as wide as one page where that can be read, else the first column on every page."""
    sheet.set_paper(_A4)
    if columns > _NARROW:
        sheet.set_landscape()
    if columns <= _READABLE:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(_SMALL)
        sheet.repeat_columns(0)


def _heading(sweep: SweepResult, w: Words) -> Iterator[Row]:
    info = sweep.info
    yield (w("workbook.sweep"), info.name)
    yield (w("workbook.authority"), info.authority)
    yield (w("workbook.day"), info.day.isoformat())
    yield (w("workbook.country"), w.country(info.country))
    yield (w("workbook.sector"), info.sector)
    yield (w("workbook.contact"), info.contact)
    yield (w("workbook.tool"), info.tool_version)
    yield (w("workbook.rules"), info.rules_version)
    if not info.finished:
        yield (w("index.unfinished"),)
    yield ()


def _figures(sweep: SweepResult, texts: CheckTexts, w: Words) -> Iterator[Row]:
    """The funnel, then every question with its denominators, then countries, sectors and shop systems."""
    view = overview(sweep, texts, w.language)
    yield (w("index.step"), w("index.shops"))
    yield from ((w(f"funnel.{step.name}"), step.count) for step in view.funnel)
    yield ()
    outcomes = ("fail", "review", "pass")
    apart = (w("outcome.not_measurable"), w("outcome.not_applicable"))
    yield (w("index.check"), w("columns.check"), *(w(f"outcome.{o}") for o in outcomes), w("index.measured"), *apart)
    for row in view.checks:
        c = row.counts
        title = " ".join(filter(None, (row.question, row.title)))
        yield (title, row.id, c.fail, c.review, c.passed, c.measured, c.not_measurable, c.not_applicable)
    named = {"country": view.countries, "sector": view.sectors, "system": view.systems}
    for name, places in named.items():
        if not places:
            continue
        yield ()
        yield (
            w(f"index.{name}"),
            "",
            *(w(f"outcome.{o}") for o in outcomes),
            w("index.measured"),
            w("index.unmeasured"),
        )
        for p in places:
            unnamed = w("index.no_system" if name == "system" else "none")
            label = w.country(p.code) if name == "country" else p.code or unnamed
            yield (label, p.code, p.fail, p.review, p.passed, p.measured, p.unmeasured)


def sheets(
    sweep: SweepResult, found: Mapping[str, Table], texts: CheckTexts, w: Words, *, limit: int = MAX_ROWS
) -> Iterator[tuple[str, Iterator[Row]]]:
    """(name, rows) of the same sheets, for a workbook of another format; each is read once, in this order."""
    yield w("workbook.sweep"), chain(_heading(sweep, w), _figures(sweep, texts, w))
    for name, table in found.items():
        yield w(f"workbook.{name}"), _cut(table, f"{name}.jsonl", w, limit)


def _cut(table: Table, file: str, w: Words, limit: int) -> Iterator[Row]:
    yield table.titles
    rows = table.rows()
    yield from islice(rows, limit)
    left = sum(1 for _ in rows)
    if left:
        yield (w("workbook.cut", n=w.number(left), file=file),)


def write_workbook(
    sweep: SweepResult,
    path: Path,
    found: Mapping[str, Table],
    texts: CheckTexts,
    w: Words,
    *,
    limit: int = MAX_ROWS,
) -> Path:
    """Writes the workbook; `limit` is the number of rows after which a sheet is cut, and says so. Returns `path`.

    Raises OSError where it cannot be written.
    """
    try:
        with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
            first = book.add_worksheet(w("workbook.sweep"))
            first.set_column(0, 0, 46)
            first.set_column(1, 1, 30)
            first.set_column(2, _FIGURES - 1, 15)
            _paper(first, _FIGURES)
            end = _rows(first, 0, _heading(sweep, w))
            _rows(first, end, _figures(sweep, texts, w))
            for name, table in found.items():
                _table_sheet(book, w(f"workbook.{name}"), table, f"{name}.jsonl", w, limit)
    except FileCreateError as error:
        # The library hides what the system said, such as a full disk.
        raise error.args[0] from None
    return path
