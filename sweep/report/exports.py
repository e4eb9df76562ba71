"""The exports of a sweep: four .jsonl files, the same as .csv, and workbooks for people."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sweep.report import records
from sweep.report.ods import write_ods
from sweep.report.plain import clean, decimal, json_line
from sweep.report.tables import Table, tables
from sweep.report.texts import CatalogueTexts, CheckTexts
from sweep.report.words import report_languages, words
from sweep.report.workbook import sheets, write_workbook
from sweep.results import SweepResult
from sweep.workspace import writing

NAMES = ("shops", "findings", "offers", "matches")
SCHEMAS = (*NAMES, "relisted")  # the last for what `sweepday alerts again` writes, over several sweeps
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@cache
def schema(name: str) -> Mapping[str, Any]:
    """The JSON Schema (2020-12) of one line of `name`.jsonl. Raises KeyError for no such export."""
    if name not in SCHEMAS:
        raise KeyError(name)
    text = files("sweep.report").joinpath("schema", f"{name}.schema.json").read_text(encoding="utf-8")
    data: Mapping[str, Any] = json.loads(text)
    return data


def csv_cell(value: object) -> object:
    """A cell no spreadsheet takes for a formula: text that begins like one gets an apostrophe in front."""
    if isinstance(value, Decimal):
        return decimal(value)
    if not isinstance(value, str):
        return "" if value is None else value
    text = clean(value)
    return f"'{text}" if text.lstrip(" \xa0").startswith(_FORMULA) else text


def _write_lines(path: Path, lines: Iterable[records.Record]) -> Path:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json_line(line) + "\n" for line in lines)
    return path


def _write_csv(path: Path, table: Table) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([csv_cell(title) for title in table.titles])
        writer.writerows([csv_cell(cell) for cell in row] for row in table.rows())
    return path


def write_exports(
    sweep: SweepResult, folder: Path, *, languages: Sequence[str] = (), texts: CheckTexts | None = None
) -> tuple[Path, ...]:
    """Writes the .jsonl files, the .csv files (in the first language) and a workbook a language; returns all paths.

    The first language's workbook is workbook.xlsx, the same as workbook.ods; further ones are workbook.<language>.xlsx.
    Without `languages`: English and those of the sweep. Raises SweepError for a language without texts, and where the
    folder cannot be written.
    """
    texts = texts or CatalogueTexts()
    languages = languages or report_languages(sweep.info.languages)
    chosen = [words(language) for language in languages]
    lines: dict[str, Callable[[], Iterator[records.Record]]] = {
        "shops": lambda: records.shop_records(sweep),
        "findings": lambda: records.finding_records(sweep, texts, languages),
        "offers": lambda: records.offer_records(sweep),
        "matches": lambda: records.match_records(sweep),
    }
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        written = [_write_lines(folder / f"{name}.jsonl", lines[name]()) for name in NAMES]
        for place, w in enumerate(chosen):
            found = tables(sweep, texts, w)
            if place == 0:
                written += [_write_csv(folder / f"{name}.csv", found[name]) for name in NAMES]
            name = "workbook.xlsx" if place == 0 else f"workbook.{w.language}.xlsx"
            written.append(write_workbook(sweep, folder / name, found, texts, w))
            if place == 0:
                written.append(write_ods(folder / "workbook.ods", sheets(sweep, found, texts, w)))
    return tuple(written)
