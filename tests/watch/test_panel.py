"""The lists of a price watch, as people have them."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from sweep.errors import SweepError
from sweep.watch.panel import read_items

ROWS = (("URL", "Group", "Note"), ("https://shop.example/p/1", "lamps", "déjà vue"), ("", "", ""))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_list_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "products.csv"
    path.write_bytes("\r\n".join(";".join(row) for row in ROWS).encode(encoding))
    (item,) = read_items([path])
    assert (item.url, item.group, item.note) == ("https://shop.example/p/1", "lamps", "déjà vue")


def test_a_workbook_is_a_list_too(tmp_path: Path) -> None:
    path = tmp_path / "products.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    assert [item.group for item in read_items([path])] == ["lamps"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "products.csv:1: no column called url"),
        ("address\nhttps://shop.example/p\n", "products.csv:1: no column called url"),
        ("url\n\nhttps://shop.example/p\nno address\n", "products.csv:4: 'no address' is no web address"),
        ("url,country\nhttps://shop.example/p,Mars\n", "products.csv:2: 'Mars' is no country"),
        ("url\n", "the lists name no product"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "products.csv"
    path.write_text(text)
    with pytest.raises(SweepError, match=said):
        read_items([path])
