"""Lists as authorities have them: dirty, doubled, in three file formats."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.errors import SweepError
from sweep.lists import Site, read_lists, site
from sweep.targets import Funnel


def csv_file(folder: Path, text: str | bytes, name: str = "shops.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("value", "url", "key"),
    [
        ("shop.example", "shop.example", "shop.example"),
        ("https://www.Shop.example/fr?x=1", "https://www.shop.example/fr?x=1", "shop.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/", "127.0.0.1_8080"),
        ("http://[::1]:90/", "http://[::1]:90/", "ip6---1_90"),
        ("münchen.example", "xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
        ("<shop.example>", "shop.example", "shop.example"),
        ("shop.example.", "shop.example", "shop.example"),
    ],
)
def test_an_address_is_a_site(value: str, url: str, key: str) -> None:
    assert site(value) == Site(url, key)


@pytest.mark.parametrize(
    "value",
    ["", "foo", "a b", "ftp://x.example", "info@shop.example", "https://user:secret@shop.example",
     "javascript:alert(1)",
          "http://x.example:99999", "//evil.example", "http://", "-", "n/a", "https://exa mple.example", "..",
     "http://../x"],
)  # fmt: skip
def test_what_is_no_address_says_why(value: str) -> None:
    assert isinstance(site(value), str)


def test_columns_are_kept_and_the_funnel_counted(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "Nr;Site web;Pays;Secteur;Plaintes;Dossier\n"
        "1;www.un.example;fr;jouets;12;A-7\n"
        "2;https://un.example/boutique;FR;;;\n"
        ";;;;;\n"
        "3;pas une adresse;FR;;;\n"
        "4;deux.example;BE;mode;x;\n",
    )
    lists = read_lists([path])
    assert lists.funnel == Funnel(listed=4, valid=3, distinct=2)
    first = lists.targets[0]
    assert (first.key, first.country, first.sector, first.complaints) == ("un.example", "FR", "jouets", 12)
    assert dict(first.columns) == {"Nr": "1", "Dossier": "A-7"}
    assert first.source == "shops.csv:2"
    assert lists.targets[1].complaints is None
    assert [r.source for r in lists.rejected] == ["shops.csv:5"]
    assert lists.duplicates[0].reason == "the same shop as shops.csv:2"


@pytest.mark.parametrize("data", ["shop.example\nother.example\n", "name,where\nOne,shop.example\nTwo,other.example\n"])
def test_the_address_column_is_found_without_its_name(tmp_path: Path, data: str) -> None:
    assert [t.key for t in read_lists([csv_file(tmp_path, data)]).targets] == ["shop.example", "other.example"]


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        (
            "Shop;Adresse du site;Pays\nUne boutique;un.example;FR\nDeux;deux.example;BE\n",
            ["un.example", "deux.example"],
        ),
        ("shop,url,host\nOne,shop.example,cloud.example\n", ["shop.example"]),
        ("shop,url,informant\nOne,shop.example,x.example\nTwo,none,y.example\n", ["shop.example"]),
        ("shop,host\nshop.example,cloud.example\nOther shop,cloud.example\n", ["shop.example"]),
    ],
)
def test_a_column_of_names_is_none_of_addresses_whatever_it_is_called(
    tmp_path: Path, rows: str, keys: list[str]
) -> None:
    assert [t.key for t in read_lists([csv_file(tmp_path, rows)]).targets] == keys


def test_addresses_below_another_name_are_not_taken_for_the_shops(tmp_path: Path) -> None:
    with pytest.raises(SweepError, match="1 lines, none of them an address"):
        read_lists([csv_file(tmp_path, "shop,informant\nOne,x.example\n")])


def test_a_quotation_mark_swallows_no_lines(tmp_path: Path) -> None:
    whole = 'url,note\none.example,"a note\nof two lines, with ""marks"""\ntwo.example,"12" box\nthree.example,"x"\n'
    lists = read_lists([csv_file(tmp_path, whole)])
    assert [(t.key, t.source) for t in lists.targets] == [
        ("one.example", "shops.csv:2"),
        ("two.example", "shops.csv:4"),
        ("three.example", "shops.csv:5"),
    ]
    for open_mark in ('"unclosed\ntwo.example,x\nthree.example,x\n', '"12\ntwo.example,"x"\nthree.example,x\n'):
        with pytest.raises(SweepError, match=r"shops.csv:2: a quotation mark .* goes on to line [34]"):
            read_lists([csv_file(tmp_path, f"url,note\none.example,{open_mark}")])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path, "url,note\nshop.example,déjà vu\n".encode(encoding))
    assert read_lists([path]).targets[0].note == "déjà vu"


def test_a_workbook_is_a_list(tmp_path: Path) -> None:
    path = tmp_path / "shops.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for row, cells in enumerate([("URL", "Complaints", "Case"), ("shop.example", 3, "=1+1"), ("SHOP.example", 4, "")]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.close()
    lists = read_lists([path])
    assert (lists.targets[0].complaints, lists.funnel.distinct) == (3, 1)


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="s">%s</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_opendocument_sheet_is_a_list(tmp_path: Path) -> None:
    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in (("url", "note"), ("shop.example", "one"), ("other.example", "two"))
    )
    path = tmp_path / "shops.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS % rows)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    assert [(t.key, t.note) for t in read_lists([path]).targets] == [("shop.example", "one"), ("other.example", "two")]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("shops.csv", b"", "no shop to sweep"),
        ("shops.csv", b"url\n\n", "no shop to sweep"),
        ("shops.csv", b"url\nfoo\nbar\n", "2 lines, none of them an address"),
        ("shops.xlsx", b"no workbook", "not a readable workbook"),
        ("shops.pdf", b"%PDF", "not a list this tool reads"),
    ],
)
def test_a_list_without_shops_is_refused_clearly(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    with pytest.raises(SweepError, match=message):
        read_lists([csv_file(tmp_path, data, name)])


def test_ten_thousand_dirty_lines(tmp_path: Path) -> None:
    lines = ["url,note"]
    for i in range(10_000):
        lines.append(
            [f"shop{i % 4000}.example,", f"https://www.shop{i % 4000}.example/p{i},x", f"not a shop {i},"][i % 3]
        )
    lists = read_lists([csv_file(tmp_path, "\n".join(lines))])
    assert lists.funnel.listed == 10_000
    assert lists.funnel.valid == 6_667
    assert lists.funnel.distinct == len({t.key for t in lists.targets}) == 4_000
    assert len(lists.rejected) == 3_333


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_a_safe_key_or_a_reason(value: str) -> None:
    found = site(value)
    if isinstance(found, Site):
        assert found.key not in ("", ".", "..")
        assert not set(found.key) - set("abcdefghijklmnopqrstuvwxyz0123456789.-_")


@pytest.mark.parametrize("titles", [[], [[]], [["Boutiques à contrôler"], []], [["Sweep", "2026"], ["office"]]])
def test_a_sheet_may_begin_with_titles_and_empty_rows(tmp_path: Path, titles: list[list[str]]) -> None:
    path = tmp_path / "shops.xlsx"
    rows = [*titles, ["N°", "Site-Web", "Pays"], ["1", "un.example", "Belgique"], ["2", "deux.example", ""]]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    lists = read_lists([path])
    assert [(t.key, t.country) for t in lists.targets] == [("un.example", "BE"), ("deux.example", "")]
    assert lists.targets[0].source == f"shops.xlsx:{len(titles) + 2}"
    assert dict(lists.targets[0].columns) == {"N°": "1"}


@pytest.mark.parametrize(("written", "code"), [("be", "BE"), ("EL", "GR"), ("Pays-Bas", "NL"), ("ALLEMAGNE", "DE")])
def test_a_country_is_a_code_or_a_name(tmp_path: Path, written: str, code: str) -> None:
    path = csv_file(tmp_path, f"url,country\nun.example,{written}\n")
    assert read_lists([path]).targets[0].country == code


def test_a_country_that_cannot_be_read_is_never_guessed(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "url,country\nun.example,Georgia\ndeux.example,US\ntrois.example,Germany\n")
    lists = read_lists([path])
    assert [(t.key, t.country) for t in lists.targets] == [("trois.example", "DE")]
    assert "'Georgia' is no country of the single market" in lists.rejected[0].reason
