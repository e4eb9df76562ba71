"""Answers read back from a filled table (CSV, XLSX, ODS): every mistake with its place, and nothing taken over then."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from checks.questionnaire import ANSWERS, Given, Question, Questionnaire
from sweep.errors import SweepError
from sweep.questionnaire.answers import Entered
from sweep.questionnaire.sheet import answer_label
from sweep.questionnaire.words import every

MAX_FILE = 100_000_000  # bytes
_TAKE_BACK = frozenset({"-", "–", "—"})
_NEEDED = ("shop", "question", "answer")
_SHOWN = 20  # mistakes
_LONGEST = 5_000  # characters of an answer or a comment


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of a file, the place of each known column, and the name of the file (with its sheet)."""

    name: str
    columns: Mapping[str, int]
    rows: tuple[tuple[int, tuple[str, ...]], ...]  # (line, cells)

    def cell(self, row: Sequence[str], column: str) -> str:
        place = self.columns.get(column, -1)
        text = row[place].strip() if 0 <= place < len(row) else ""
        # An export puts an apostrophe before what a spreadsheet would take for a formula.
        return text[1:] if text.startswith("'") and text[1:2] in "=+-@" and len(text) > 1 else text

    def at(self, line: int, column: str) -> str:
        return f"{self.name}:{line}:{self.columns[column] + 1}"


def read_answers(
    path: Path, questionnaire: Questionnaire, shops: Collection[str], *, by: str, at: str
) -> tuple[Entered, ...]:
    """The answers that people filled in; `by` and `at` (ISO 8601) stand where the table names nobody.

    Rows without an answer are passed over; a dash takes an earlier answer back. Raises SweepError with every mistake
    ("file:line:column: what is wrong"); the column is counted from 1.
    """
    table = _table(path)
    questions = {question.id: question for question in questionnaire.questions}
    found: dict[tuple[str, str], Entered] = {}
    wrong: list[str] = []
    for line, row in table.rows:
        shop, question, value = (table.cell(row, column) for column in _NEEDED)
        if not value:
            if shop and table.cell(row, "comment"):
                wrong.append(f"{table.at(line, 'answer')}: a comment without an answer is not kept; answer, too")
            continue
        if fault := _misplaced(table, line, shop, question, shops, questions):
            wrong.append(fault)
            continue
        known = _value(questions[question], value)
        if known is None:
            choices = _choices(questions[question])
            wrong.append(f"{table.at(line, 'answer')}: {value[:60]!r} is no answer to {question}; use {choices}")
            continue
        comment = table.cell(row, "comment")[:_LONGEST]
        entry = Entered(shop, question, Given(known, comment, table.cell(row, "by") or by, at))
        first = found.setdefault((shop, question), entry)
        if first.given.value != known:
            wrong.append(f"{table.at(line, 'answer')}: {shop} answers {question} twice, and differently")
    if wrong:
        more = [f"... and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        raise SweepError(
            "\n".join([*wrong[:_SHOWN], *more, "no answer was taken over; mend these and read the file again"])
        )
    return tuple(found.values())


def changed(answers: Iterable[Entered], before: Mapping[str, Mapping[str, Given]]) -> tuple[Entered, ...]:
    """Those that differ from what was entered before, in value or comment: a file may be read again and again."""

    def same(entry: Entered) -> bool:
        old = before.get(entry.shop, {}).get(entry.question, Given(""))
        return (old.value, old.comment if old.value else "") == (entry.given.value, entry.given.comment)

    return tuple(
        replace(entry, given=replace(entry.given, comment="")) if not entry.given.value else entry
        for entry in answers
        if not same(entry)
    )


def _misplaced(
    table: _Table, line: int, shop: str, question: str, shops: Collection[str], questions: Mapping[str, Question]
) -> str:
    if shop not in shops:
        return (
            f"{table.at(line, 'shop')}: {shop[:80]!r} is no shop of this sweep (the first column of its questionnaire)"
        )
    if question not in questions:
        return f"{table.at(line, 'question')}: {question[:40]!r} is no question; there are {', '.join(questions)}"
    return ""


def _value(question: Question, text: str) -> str | None:
    """The answer that `text` means, in any language; "" takes one back; None for no answer to this question."""
    if text in _TAKE_BACK:
        return ""
    if question.kind == "text":
        return text[:_LONGEST]
    folded = text.casefold()
    for choice in question.choices:
        texts = {t.casefold() for t in (question.options or {}).get(choice, {}).values()}
        if folded == choice.casefold() or folded in texts:
            return choice
    if question.options:
        return None
    return next((answer for answer, texts in every("answers").items() if folded in texts and answer in ANSWERS), None)


def _choices(question: Question) -> str:
    return ", ".join(repr(answer_label(question, choice, "en")) for choice in question.choices)


def _table(path: Path) -> _Table:
    try:
        if path.stat().st_size > MAX_FILE:
            raise SweepError(f"{path.name}: larger than {MAX_FILE // 1_000_000} MB")
        if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
            return _first_that_fits(path, _sheets(path))
        return _first_that_fits(path, [(path.name, _csv(path))])
    except OSError as error:
        raise SweepError(f"{path}: cannot be read: {error.strerror or error}") from None


_Lines = list[tuple[int, list[str]]]


def _sheets(path: Path) -> list[tuple[str, _Lines]]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        return [(f"{path.name}:{name}", _cells(book, name)) for name in book.sheet_names]
    except (CalamineError, zipfile.BadZipFile, ValueError) as error:
        raise SweepError(f"{path.name}: not a readable workbook: {error}") from None


def _cells(book: CalamineWorkbook, name: str) -> _Lines:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [(number, [str(cell) for cell in row]) for number, row in enumerate(rows, start=1)]


def _csv(path: Path) -> _Lines:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252", errors="replace")  # as spreadsheets on Windows save it
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader, rows, begins = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [], 1
    try:
        for row in reader:
            rows.append((begins, row))
            begins = reader.line_num + 1  # a cell may hold several lines
        return rows
    except csv.Error as error:
        raise SweepError(f"{path.name}: not a readable table: {error}") from None


def _first_that_fits(path: Path, sheets: Iterable[tuple[str, _Lines]]) -> _Table:
    """The first table whose head names the columns that are needed."""
    known = every("columns")
    for name, rows in sheets:
        head = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
        # "Question" is a heading in French and English alike: a title that stands twice keeps its first place.
        columns = {c: next((i for i, t in enumerate(head) if t in texts or t == c), -1) for c, texts in known.items()}
        found = {column: place for column, place in columns.items() if place >= 0}
        if all(column in found for column in _NEEDED):
            return _Table(name, found, tuple((number, tuple(row)) for number, row in rows[1:]))
    raise SweepError(
        f"{path.name}:1:1: the columns Shop, No. and Your answer are needed; "
        "`sweepday questionnaire SWEEP` writes such a table"
    )
