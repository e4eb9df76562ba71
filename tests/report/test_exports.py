"""The exports: valid by their schemas, complete, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from python_calamine import CalamineWorkbook

from checks.facts import Found
from checks.verdict import Outcome
from product_alerts.model import Grade
from sweep.report import schema, write_exports
from sweep.report.exports import NAMES, csv_cell
from sweep.report.plain import clean, json_line, plain
from sweep.report.tables import tables
from sweep.report.words import words
from sweep.report.workbook import MAX_TEXT, write_workbook
from sweep.results import SweepResult
from sweep.store.rows import fingerprint
from tests.report.samples import CARDS, HOSTILE, Texts, sample, seen, shop


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    written = write_exports(sample(), folder, texts=Texts())
    assert {path.name for path in written} == {path.name for path in folder.iterdir()}
    return folder


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sheet(path: Path, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python(skip_empty_area=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_valid_by_its_schema(exports: Path, name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    validator = Draft202012Validator(schema(name), format_checker=FormatChecker())
    found = lines(exports / f"{name}.jsonl")
    assert found
    for line in found:
        validator.validate(line)


@pytest.mark.parametrize("name", NAMES)
def test_a_line_with_a_strange_key_is_not_valid(exports: Path, name: str) -> None:
    line = lines(exports / f"{name}.jsonl")[0] | {"surprise": 1}
    assert not Draft202012Validator(schema(name)).is_valid(line)


def test_there_is_no_schema_for_other_names() -> None:
    with pytest.raises(KeyError):
        schema("../plain")


def test_every_verdict_is_exported_so_that_denominators_can_be_counted_again(exports: Path) -> None:
    found = lines(exports / "findings.jsonl")
    assert len(found) == len(CARDS) * len(sample().shops)
    vat = Counter(line["outcome"] for line in found if line["check"] == "identity.vat")
    assert vat == {"fail": 1, "pass": 3, "not_applicable": 2, "not_measurable": 4}


def test_a_finding_has_a_stable_id_its_proof_and_the_languages_of_the_sweep(exports: Path) -> None:
    line = next(x for x in lines(exports / "findings.jsonl") if x["shop"] == "brumelot.example")
    assert line["id"] == fingerprint("brumelot.example", "identity.name")
    assert line["evidence"] == []
    assert [e["url"] for e in line["pages_read"]] == [
        "https://brumelot.example/legal",
        "https://brumelot.example/terms",
    ]
    assert set(line["title"]) == set(line["reason"]) == {"en", "fr", "nl"}  # English, and the languages of the sweep
    assert (line["title"]["en"], line["title"]["fr"]) == ("Trader’s name", "Nom du professionnel")


def test_facts_are_exported_as_found_absent_or_unknown(exports: Path) -> None:
    facts = next(x for x in lines(exports / "shops.jsonl") if x["shop"] == "vesperine.example")["facts"]
    assert facts["operator_registrations"]["value"] == [
        {"kind": "fr.siren", "number": "000 000 018", "valid": True},
        {"kind": "de.hr", "number": "HRB 0", "valid": None},
    ]
    assert facts["operator_vat"]["read"] == ["https://vesperine.example/legal", "https://vesperine.example/terms"]
    assert facts["host_name"]["reason"].startswith("not fetched: ")


def test_amounts_are_plain_decimals(exports: Path) -> None:
    prices = [line["price"] for line in lines(exports / "offers.jsonl")][:4]
    assert prices == ["1019.90", "24.5", None, "5"]
    assert plain(Decimal("1E+3")) == "1000"


def test_the_workbook_has_a_row_a_shop_and_a_column_a_question(exports: Path) -> None:
    rows = sheet(exports / "workbook.xlsx", "Shops")
    assert len(rows) == 1 + len(sample().shops)
    head = rows[0]
    asked = [title for title in head if title.startswith("Q")]
    assert asked[:3] == ["Q1 Trader’s name", "Q2 Geographical address", "Q3 E-mail address / Telephone number"]
    row = dict(zip(head, next(r for r in rows if r[0] == "mirabelline.example"), strict=True))
    assert row["Q3 E-mail address / Telephone number"] == "Suspected"  # the worse of the two
    assert row["Q1 Trader’s name"] == "No objection"
    assert row["Agent"] == "B. Olivane"


def test_the_workbook_speaks_the_language_and_keeps_the_denominators(exports: Path) -> None:
    rows = sheet(exports / "workbook.fr.xlsx", "Opération")
    vat = next(row for row in rows if row[0] == "Q5 Numéro de TVA")
    assert vat[1:8] == ["identity.vat", 1, 0, 3, 4, 4, 2]


def test_the_workbook_holds_no_formula_and_no_link(exports: Path) -> None:
    for path in exports.glob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                if name.startswith("xl/worksheets/"):
                    content = book.read(name)
                    assert b"<f>" not in content
                    assert b"<hyperlink" not in content
    assert HOSTILE in [row[6] for row in sheet(exports / "workbook.xlsx", "Shops")]


def test_a_sheet_that_is_cut_says_so(tmp_path: Path) -> None:
    w = words("en")
    found = tables(sample(), Texts(), w)
    path = write_workbook(sample(), tmp_path / "small.xlsx", found, Texts(), w, limit=4)
    rows = sheet(path, "Shops")
    assert len(rows) == 6
    assert rows[-1][0] == "The sheet ends here; 6 further rows are in shops.jsonl."


def test_a_long_quote_is_cut_in_the_cell_and_whole_in_the_export(tmp_path: Path) -> None:
    made = shop("long.example", "r" * len(CARDS))
    long = seen("https://long.example/", "x" * (MAX_TEXT + 10))
    made = replace(made, verdicts=tuple(replace(v, evidence=(long,)) for v in made.verdicts))
    write_exports(SweepResult(sample().info, (made,)), tmp_path, languages=("en",), texts=Texts())
    cell = sheet(tmp_path / "workbook.xlsx", "Findings")[1][10]
    assert len(cell) == MAX_TEXT
    assert cell.endswith("…")
    assert lines(tmp_path / "findings.jsonl")[0]["evidence"][0]["quote"] == long.quote


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-5", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1"])
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["a=b", "", "12 %", 5, -5])
def test_other_cells_stay_as_they_are(value: object) -> None:
    assert csv_cell(value) == value


def test_an_amount_in_a_csv_is_a_number_without_exponent() -> None:
    assert csv_cell(Decimal("1E+3")) == "1000"
    assert csv_cell(Decimal("-2.50")) == "-2.50"


hostile = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [HOSTILE, "=cmd|'/c calc'!A1", "\x00\x08\x1b", "\ud800", "\u2028\x85", "_x0041_", "]]>", "\ufffe\uffff", '","']
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile, hostile)
def test_any_text_of_a_shop_stays_text_in_every_file(tmp_path: Path, name: str, title: str) -> None:
    made = shop("h.example", "f" * len(CARDS), name=name, sector=title)
    offers = made.facts.offers
    assert isinstance(offers, Found)
    odd = tuple(replace(f, value=replace(f.value, title=title, brand=name)) for f in offers.value)
    made = replace(made, facts=replace(made.facts, offers=replace(offers, value=odd)))
    write_exports(SweepResult(sample().info, (made,)), tmp_path, languages=("en",), texts=Texts())
    (line,) = lines(tmp_path / "shops.jsonl")
    assert line["facts"]["operator_name"]["value"] == clean(name)
    assert [x["title"] for x in lines(tmp_path / "offers.jsonl")] == [clean(title)] * 4
    with (tmp_path / "offers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert all(row[1] == csv_cell(title) for row in rows[1:])
    assert not any(cell[:1] in "=+-@\t" for row in rows for cell in row if cell)
    assert len(sheet(tmp_path / "workbook.xlsx", "Offers")) == 5
    with zipfile.ZipFile(tmp_path / "workbook.xlsx") as book:
        assert not any(b"<f>" in book.read(n) for n in book.namelist() if n.startswith("xl/worksheets/"))


@given(st.text(max_size=80))
def test_a_json_line_is_one_line_and_loses_nothing_but_control_characters(text: str) -> None:
    line = json_line({"t": text})
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"t": clean(text)}


@dataclass(frozen=True)
class _Inner:
    amount: Decimal
    day: date
    outcome: Outcome
    grade: Grade
    words: tuple[str, ...]


_TEXTS = st.text() | st.sampled_from(["\\u0041", "\\", "a\x00b", "\b\f", "\ud800", "\x85\u2028", "\xa0"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS
    | st.builds(_Inner, st.decimals(allow_nan=False, allow_infinity=False), st.dates(), st.sampled_from(Outcome),
                st.sampled_from(Grade), st.tuples(_TEXTS)),
    lambda some: st.lists(some) | st.dictionaries(_TEXTS, some) | st.tuples(some, some) | st.frozensets(_TEXTS),
    max_leaves=8,
)  # fmt: skip


@given(_VALUES)
def test_a_json_line_says_what_the_plain_data_says(data: object) -> None:
    assert json.loads(json_line(data)) == json.loads(json.dumps(plain(data)))


def test_keys_that_are_no_words_become_words() -> None:
    assert json_line({1: "a", (2, 3): Decimal("1E+3")}) == '{"1":"a","(2, 3)":"1000"}'
    with pytest.raises(TypeError, match="object"):
        json_line({"a": [object()]})
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_line(float("nan"))


def test_clean_keeps_letters_of_all_scripts_and_line_ends() -> None:
    kept = "Łódź\tØre\nΣοφία\r\nмагазин 店 🛒 \u202e"
    assert clean(kept) == kept
    assert clean("a\x00b\x1bc\ud800") == "a\ufffdb\ufffdc\ufffd"


def test_a_type_without_plain_form_is_an_error() -> None:
    with pytest.raises(TypeError, match="object"):
        plain(object())


def test_outcomes_of_a_shop_are_counted(exports: Path) -> None:
    line = next(x for x in lines(exports / "shops.jsonl") if x["shop"] == "brumelot.example")
    assert line["outcomes"] == {o.label: n for o, n in zip(Outcome, (1, 0, 0, 1, 11), strict=True)}
