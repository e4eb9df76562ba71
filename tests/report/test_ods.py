"""The workbook as OpenDocument: it holds what the other one holds, and hostile text stays text."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sweep.report import write_exports
from sweep.report.ods import write_ods
from tests.report.samples import HOSTILE, Texts, sample


def read(path: Path, name: str) -> list[list[object]]:
    return list(CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python(skip_empty_area=False))


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    write_exports(sample(), folder, languages=("en", "fr"), texts=Texts())
    return folder


def _trimmed(rows: list[list[object]]) -> list[list[object]]:
    """Without the empty cells and rows at the end: the two formats fill them up differently."""
    kept = []
    for row in rows:
        while row and row[-1] == "":
            row.pop()
        kept.append(row)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def test_both_workbooks_hold_the_same(exports: Path) -> None:
    ours, other = exports / "workbook.ods", exports / "workbook.xlsx"
    names = CalamineWorkbook.from_path(str(ours)).sheet_names
    assert names == CalamineWorkbook.from_path(str(other)).sheet_names
    for name in names:
        assert _trimmed(read(ours, name)) == _trimmed(read(other, name)), name
    assert any(HOSTILE in row for row in read(ours, "Shops"))


def test_it_is_known_by_its_first_bytes_and_holds_no_formula(exports: Path) -> None:
    data = (exports / "workbook.ods").read_bytes()
    assert data[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(exports / "workbook.ods") as book:
        content = book.read("content.xml").decode()
    assert "formula" not in content.replace("=HYPERLINK", "")
    assert "xlink" not in content


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_no_text_breaks_it_or_becomes_more_than_text(tmp_path: Path, texts: list[str]) -> None:
    path = write_ods(tmp_path / "x.ods", [("a/b[c]", [("head",), *((text, "end") for text in texts)])])
    rows = read(path, "a b c ")
    assert [row[1] for row in rows[1:]] == ["end"] * len(texts)
    assert all(isinstance(row[0], str) for row in rows)


def test_white_space_and_numbers_are_kept(tmp_path: Path) -> None:
    long = Decimal("12345678901234567890.12")
    row = ("  two  spaces ", "two\nlines", 3, Decimal("19.90"), long, None, "=1+1", "007")
    path = write_ods(tmp_path / "x.ods", [("x", [row])])
    assert read(path, "x")[0] == ["  two  spaces ", "two\nlines", 3, 19.9, str(long), "", "=1+1", "007"]


def test_a_tab_has_its_own_element(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "x.ods", [("x", [("tab\there",)])])
    with zipfile.ZipFile(path) as book:
        assert b"<text:p>tab<text:tab/>here</text:p>" in book.read("content.xml")
