"""The workbooks as an authority sees them: opened by LibreOffice, every sheet the same, hostile text only text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sweep.report import write_exports
from tests.office import convert, text_of_pdf
from tests.report.samples import HOSTILE, Texts, sample

# Comma, quotation mark, UTF-8, from the first line, cells as they are formatted, every sheet into a file of its own.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    write_exports(sample(), folder, languages=("en",), texts=Texts())
    return folder


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("name", ["workbook.xlsx", "workbook.ods"])
def test_every_sheet_opens_with_every_row(exports: Path, tmp_path: Path, name: str) -> None:
    out = convert([exports / name], CSV, tmp_path)
    for sheet in ("Shops", "Findings", "Offers"):
        shown = rows(out / f"workbook-{sheet}.csv")
        kept = rows(exports / f"{sheet.lower()}.csv")
        assert len(shown) == len(kept) > 1
        assert [row[0] for row in shown] == [row[0] for row in kept]
    named = [cell for row in rows(out / "workbook-Shops.csv") for cell in row]
    assert HOSTILE in named  # neither a formula nor a link was made of it
    assert not [cell for cell in named if cell.startswith(("#", "Err:"))]


def test_they_print(exports: Path, tmp_path: Path) -> None:
    out = convert([exports / "workbook.xlsx"], "pdf", tmp_path)
    text = text_of_pdf(out / "workbook.pdf")
    for word in (sample().info.authority, "hostile.example", "Suspected"):
        assert "".join(word.split()) in text
