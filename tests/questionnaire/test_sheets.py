"""The filled questionnaire as a table: written, filled in by a person, read back; hostile text stays text."""

from __future__ import annotations

import csv
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from checks.questionnaire import Given, Questionnaire
from checks.questionnaire_file import read_questionnaire
from sweep.errors import SweepError
from sweep.questionnaire.answers import Entered, enter, entered
from sweep.questionnaire.filled import sheets, totals
from sweep.questionnaire.reading import changed, read_answers
from sweep.questionnaire.sheet import ANSWER_COLUMNS, answer_rows, titles, write_csv, write_xlsx
from sweep.workspace import SweepFolder
from tests.questionnaire.test_file import OWN
from tests.report.samples import HOSTILE, sample

AT = "2026-11-21T10:00:00+00:00"
TOYS = read_questionnaire(OWN, "toys.yaml")
RESULT = sample()
SHOPS = [shop.target.key for shop in RESULT.shops]


def read(path: Path, questionnaire: Questionnaire = TOYS) -> tuple[Entered, ...]:
    return read_answers(path, questionnaire, SHOPS, by="I", at=AT)


def table(path: Path, *rows: tuple[str, ...], language: str = "en") -> Path:
    """A table as a person would hand it in: shop, question, answer, comment."""
    head = titles(("shop", "question", "answer", "comment"), language)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([head, *rows])
    return path


@pytest.mark.parametrize("language", ["en", "fr", "nl", "de"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_written_can_be_read_and_holds_nothing_new(tmp_path: Path, suffix: str, language: str) -> None:
    answers = {SHOPS[0]: {"T1": Given("no", "looked again", "I", AT), "T3": Given("bought", "", "I", AT)}}
    path = tmp_path / f"sheet{suffix}"
    done = sheets(RESULT, TOYS, answers)
    if suffix == ".csv":
        write_csv(done, path, language)
    else:
        write_xlsx(done, TOYS, path, language)
    back = read(path)
    assert {(a.shop, a.question, a.given.value) for a in back} == {(SHOPS[0], "T1", "no"), (SHOPS[0], "T3", "bought")}
    assert changed(back, answers) == ()


def test_a_workbook_has_its_three_sheets(tmp_path: Path) -> None:
    path = write_xlsx(sheets(RESULT, TOYS, {}), TOYS, tmp_path / "q.xlsx", "en")
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["Answers", "Shops", "Totals"]
    shops = book.get_sheet_by_name("Shops").to_python()
    assert [row[0] for row in shops[1:]] == SHOPS
    counted = book.get_sheet_by_name("Totals").to_python()
    assert sum(row[3] for row in counted[1:] if row[1] == "T1") == sum(
        t.counts.get("yes", 0) for t in totals(sheets(RESULT, TOYS, {})) if t.question.id == "T1"
    )


def test_totals_count_every_shop_once_and_keep_their_zeros() -> None:
    found = totals(sheets(RESULT, TOYS, {}))
    for question in TOYS.questions:
        assert sum(sum(t.counts.values()) for t in found if t.question.id == question.id) == len(SHOPS)
    countries = {shop.country for shop in RESULT.shops}
    assert {(t.country, t.question.id) for t in found} == {(c, q.id) for c in countries for q in TOYS.questions}


def test_hostile_text_is_no_formula(tmp_path: Path) -> None:
    comment = "=1+1 " + HOSTILE
    done = sheets(RESULT, TOYS, {SHOPS[0]: {"T1": Given("no", comment, "@me", AT)}})
    cells = [cell for row in answer_rows(done, "en") for cell in row]
    assert comment in cells
    with write_csv(done, tmp_path / "q.csv", "en").open(encoding="utf-8-sig", newline="") as file:
        written = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in written if cell.startswith(("=", "@", "+"))]
    assert read(tmp_path / "q.csv")[0].given.comment == comment


@pytest.mark.parametrize(
    ("answer", "language", "value"),
    [
        ("yes", "en", "yes"), ("YES", "en", "yes"), ("oui", "fr", "yes"), ("niet van toepassing", "nl", "na"),
        ("unklar", "de", "unclear"), ("na", "en", "na"), ("-", "en", ""),
    ],
)  # fmt: skip
def test_answers_are_understood_in_every_language(tmp_path: Path, answer: str, language: str, value: str) -> None:
    (entry,) = read(table(tmp_path / "a.csv", (SHOPS[0], "T1", answer, ""), language=language))
    assert entry == Entered(SHOPS[0], "T1", Given(value, "", "I", AT))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("nobody.example", "T1", "yes", ""), "a.csv:2:1: 'nobody.example' is no shop of this sweep"),
        ((SHOPS[0], "T9", "yes", ""), "a.csv:2:2: 'T9' is no question; there are T1, T2, T3, T4"),
        ((SHOPS[0], "T1", "ye", ""), "a.csv:2:3: 'ye' is no answer to T1; use 'yes', 'no', 'not applicable'"),
        ((SHOPS[0], "T3", "yes", ""), "'yes' is no answer to T3; use 'bought it', 'only looked'"),
        ((SHOPS[0], "T1", "", "hm"), "a.csv:2:3: a comment without an answer is not kept"),
    ],
)
def test_a_mistake_has_its_place_and_nothing_is_taken_over(tmp_path: Path, row: tuple[str, ...], says: str) -> None:
    with pytest.raises(SweepError) as raised:
        read(table(tmp_path / "a.csv", row, (SHOPS[0], "T2", "yes", "")))
    assert says in str(raised.value)
    assert "no answer was taken over" in str(raised.value)


def test_lines_are_those_of_the_file_even_behind_a_cell_of_several_lines(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", (SHOPS[0], "T1", "yes", "one\ntwo\nthree"), (SHOPS[0], "T2", "nope", ""))
    with pytest.raises(SweepError, match=r"a\.csv:5:3: 'nope'"):
        read(path)


def test_two_answers_to_one_question_must_agree(tmp_path: Path) -> None:
    same = table(tmp_path / "a.csv", (SHOPS[0], "T1", "yes", ""), (SHOPS[0], "T1", "oui", ""))
    assert len(read(same)) == 1
    with pytest.raises(SweepError, match="answers T1 twice, and differently"):
        read(table(tmp_path / "b.csv", (SHOPS[0], "T1", "yes", ""), (SHOPS[0], "T1", "no", "")))


def test_a_table_without_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("shop;answer\nx;y\n", encoding="utf-8")
    with pytest.raises(SweepError, match=r"a\.csv:1:1: the columns Shop, No\. and Your answer are needed"):
        read(path)
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(SweepError, match="not a readable workbook"):
        read(broken)
    with pytest.raises(SweepError, match="cannot be read"):
        read(tmp_path / "gone.csv")


def test_a_semicolon_table_in_the_windows_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"Site;N°;Votre réponse;Observations\n{SHOPS[0]};T1;non;vérifié\n".encode("cp1252"))
    assert read(path)[0].given == Given("no", "vérifié", "I", AT)


def test_the_last_answer_counts_and_can_be_taken_back(tmp_path: Path) -> None:
    folder = SweepFolder(tmp_path)
    assert entered(folder) == {}
    one, two = (Entered("a.example", "T1", Given(value, "c", "I", AT)) for value in ("yes", "no"))
    enter(folder, [one], "v")
    enter(folder, [two], "v")
    assert entered(folder)["a.example"]["T1"].value == "no"
    back = Entered("a.example", "T1", Given("", "", "I", AT))
    assert changed([two], entered(folder)) == ()
    enter(folder, changed([back], entered(folder)), "v")
    assert entered(folder)["a.example"]["T1"].value == ""
    assert changed([back], entered(folder)) == ()
    assert len((tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()) == 3  # nothing is overwritten


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_text('{"shop": "a"}\n', encoding="utf-8")
    with pytest.raises(SweepError, match=r"answers\.jsonl:1:1: this line is no answer"):
        entered(SweepFolder(tmp_path))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=6))
def test_any_table_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("q") / "any.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
        csv.writer(out).writerows([titles(ANSWER_COLUMNS[:6], "en"), *rows])
    filled = [row for row in rows if len(row) > 5 and row[5].strip()]
    with nullcontext() if not filled else suppress(SweepError):
        assert len(read(path)) <= len(filled)
