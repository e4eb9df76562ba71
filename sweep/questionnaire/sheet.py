"""A filled questionnaire as tables: every answer with room for a person's, one row a shop, and the totals."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from checks.catalogue import manual_questions, say
from checks.questionnaire import ANSWERS, Answer, Question, Questionnaire
from sweep.errors import SweepError
from sweep.questionnaire.filled import Sheet, totals
from sweep.questionnaire.words import text_in, word
from sweep.report.exports import csv_cell
from sweep.report.workbook import cell_text
from sweep.workspace import writing

Row = tuple[str, ...]
ANSWER_COLUMNS = (
    "shop", "country", "question", "text", "said", "answer", "comment", "by", "answers", "look", "why", "proof", "law",
)  # fmt: skip
TO_FILL = ("answer", "comment", "by")
_WIDTHS = {"shop": 24, "text": 46, "said": 16, "answer": 18, "comment": 30, "look": 40, "why": 50, "proof": 50}
_LONGEST_LIST = 255  # characters of a drop-down list in a cell
_PROOFS = 3


def answer_label(question: Question, value: str, language: str) -> str:
    """An answer for people; free text and unknown values as they stand."""
    if question.options and value in question.options:
        return text_in(question.options[value], language)
    return word("answers", value, language) if value in ANSWERS and question.kind != "text" else value


def titles(columns: Sequence[str], language: str) -> Row:
    return tuple(word("columns", column, language) for column in columns)


def answer_rows(filled: Sequence[Sheet], language: str) -> Iterator[Row]:
    """One row a shop and question, in the order of ANSWER_COLUMNS."""
    for sheet in filled:
        for answer in sheet.answers:
            yield _answer_row(sheet, answer, language)


def _answer_row(sheet: Sheet, answer: Answer, language: str) -> Row:
    question, given = answer.question, answer.given
    # What a condition closed is said as well: the question does not arise.
    said = answer.said if answer.by != "condition" else answer.value
    choices = [answer_label(question, choice, language) for choice in question.choices]
    return (
        sheet.shop.target.key,
        sheet.shop.country,
        question.id,
        text_in(question.text, language),
        answer_label(question, said, language),
        answer_label(question, given.value, language) if given else "",
        given.comment if given else "",
        given.by if given else "",
        " / ".join(choices) or word("free", "text", language),
        "\n".join(look(question, language)),
        "\n".join(say(verdict, language) for verdict in answer.because),
        "\n".join(f"{e.quote} – {e.url}" for v in answer.because for e in v.evidence[:_PROOFS] if e.quote),
        "\n".join(dict.fromkeys(str(row) for verdict in answer.because for row in verdict.law)),
    )


def look(question: Question, language: str) -> Iterator[str]:
    """What a person is to look at by hand before answering."""
    for rule in question.manual:
        manual = manual_questions()[rule]
        yield f"{text_in(manual.title, language)} {text_in(manual.instruction, language)}"


def shop_rows(filled: Sequence[Sheet], questionnaire: Questionnaire, language: str) -> Iterator[Row]:
    """A row of titles, then one row a shop with a column a question."""
    head = titles(("shop", "url", "country", "state"), language)
    yield (*head, *(f"{q.id} {text_in(q.text, language)}" for q in questionnaire.questions))
    for sheet in filled:
        shop = sheet.shop
        answers = (answer_label(answer.question, answer.value, language) for answer in sheet.answers)
        yield (shop.target.key, shop.target.url, shop.country, word("states", shop.state, language), *answers)


def total_rows(filled: tuple[Sheet, ...], language: str) -> Iterator[tuple[str | int, ...]]:
    """A row of titles, then the totals of each country; answers of its own stand beside the question, with counts."""
    yield titles(("country", "question", "text", *ANSWERS, "open"), language)
    for total in totals(filled):
        question = total.question
        counts: list[str | int] = [total.counts.get(answer, 0) for answer in ANSWERS]
        own = [value for value in total.counts if value not in (*ANSWERS, "")]
        said = "; ".join(f"{answer_label(question, v, language)}: {total.counts[v]}" for v in sorted(own))
        text = text_in(question.text, language) + (f" ({said})" if said and question.options else "")
        yield (total.country, question.id, text, *counts, total.counts.get("", 0))


def write_csv(filled: Sequence[Sheet], path: Path, language: str) -> Path:
    """The answers as a table that can be filled in and read back. Raises SweepError where it cannot write."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(titles(ANSWER_COLUMNS, language))
            writer.writerows([csv_cell(cell) for cell in row] for row in answer_rows(filled, language))
    return path


def write_xlsx(filled: tuple[Sheet, ...], questionnaire: Questionnaire, path: Path, language: str) -> Path:
    """A workbook: the answers (to be filled in), one row a shop, the totals. Raises SweepError."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with xlsxwriter.Workbook(str(path), options) as book:
                _answer_sheet(book, filled, language)
                _plain_sheet(book, "shops", shop_rows(filled, questionnaire, language), language)
                _plain_sheet(book, "totals", total_rows(filled, language), language)
    except FileCreateError as error:
        raise SweepError(f"{path}: cannot be written: {error}") from None
    return path


def _answer_sheet(book: Any, filled: Sequence[Sheet], language: str) -> None:
    sheet = book.add_worksheet(word("sheets", "answers", language))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF1F5"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    fill = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8DB", "border": 1})
    for column, name in enumerate(ANSWER_COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, 14))
        sheet.write_string(0, column, word("columns", name, language), head)
    row = 0
    for row, (cells, question) in enumerate(_with_question(filled, language), start=1):
        for column, cell in enumerate(cells):
            form = fill if ANSWER_COLUMNS[column] in TO_FILL else plain
            sheet.write_string(row, column, cell_text(cell), form)
        choices = [answer_label(question, choice, language) for choice in question.choices]
        if choices and len(",".join(choices)) <= _LONGEST_LIST:
            place = ANSWER_COLUMNS.index("answer")
            sheet.data_validation(row, place, row, place, {"validate": "list", "source": choices})
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, row, len(ANSWER_COLUMNS) - 1)


def _with_question(filled: Sequence[Sheet], language: str) -> Iterator[tuple[Row, Question]]:
    for sheet in filled:
        for answer in sheet.answers:
            yield _answer_row(sheet, answer, language), answer.question


def _plain_sheet(book: Any, name: str, rows: Iterator[tuple[str | int, ...]], language: str) -> None:
    sheet = book.add_worksheet(word("sheets", name, language))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF1F5"})
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 60, 16)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell)
            else:
                sheet.write_string(row, column, cell_text(cell), head if row == 0 else None)
