"""All observations of a watch as CSV and XLSX, one row a price or a gap. Shop text stays text."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from sweep.report.plain import clean, decimal
from sweep.report.workbook import MAX_ROWS, cell_text
from sweep.watch.campaign import ProductResult
from sweep.watch.clock import moment
from sweep.workspace import writing

COLUMNS = tuple(
    "shop product title day seen_utc variant price currency tax audience country vantage availability reference "
    "reference_kind discount gap quote sha256 record_id archive".split()
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Cell = str | Decimal | None


def rows(results: Sequence[ProductResult]) -> Iterator[tuple[Cell, ...]]:
    """One row an observation and one a gap, product by product, in the order of COLUMNS."""
    for result in results:
        product = result.product
        for o in result.history.observations:
            offer, key = o.offer.value, o.key
            yield (
                product.shop, product.url, offer.title, o.day.isoformat(), _utc(o.at), key.variant, o.price,
                key.currency, key.tax, key.audience, key.country, key.vantage, offer.availability, offer.prior_price,
                offer.prior_price_kind, offer.discount_text, "", o.offer.evidence.quote, o.state.sha256,
                o.state.record_id, o.state.archive,
            )  # fmt: skip
        for day, gap in result.history.gaps:
            why = f"{gap.kind}: {gap.detail}" if gap.detail else gap.kind
            empty = ("",) * 11
            yield (
                product.shop, product.url, "", day.isoformat(), _utc(gap.at), *empty, why, "", "", gap.record_id, "",
            )  # fmt: skip


def _utc(at: int) -> str:
    return f"{moment(at):%Y-%m-%dT%H:%M:%SZ}"


def write_observations(results: Sequence[ProductResult], folder: Path) -> None:
    """Writes observations.csv and observations.xlsx. Raises SweepError where they cannot be written."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _write_csv(results, folder / "observations.csv")
        _write_workbook(results, folder / "observations.xlsx")


def _write_csv(results: Sequence[ProductResult], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([_csv(cell) for cell in row] for row in rows(results))


def _csv(cell: Cell) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(cell, Decimal):
        return decimal(cell)
    text = clean(cell or "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write_workbook(results: Sequence[ProductResult], path: Path) -> None:
    """One sheet, and further ones where a sheet is full."""
    source = rows(results)
    try:
        with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
            number, first = 0, next(source, None)
            while number == 0 or first is not None:
                number += 1
                sheet = book.add_worksheet(f"observations {number}")
                sheet.freeze_panes(1, 2)
                sheet.write_row(0, 0, COLUMNS)
                begun = chain([first] if first is not None else [], source)
                for at, row in zip(range(1, MAX_ROWS), begun, strict=False):
                    _put(sheet, at, row)
                first = next(source, None)
    except FileCreateError as error:
        raise error.args[0] from None


def _put(sheet: object, at: int, row: Sequence[Cell]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, Decimal):
            sheet.write_number(at, column, float(cell))  # type: ignore[attr-defined]
        elif cell:
            sheet.write_string(at, column, cell_text(cell))  # type: ignore[attr-defined]
