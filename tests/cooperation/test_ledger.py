"""The ledger of what was sent: deadlines by the law, nothing forgotten, mistakes taken back and kept readable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sweep.cooperation import ledger
from sweep.cooperation.forms import FORMS
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.workspace import SweepFolder

SENT = date(2026, 11, 22)
HOSTILE = '"; DROP <b>\n{"ledger": "closed"}\x00 \u2028 é'


@pytest.fixture
def folder(tmp_path: Path) -> SweepFolder:
    (tmp_path / "sweeps" / "toys").mkdir(parents=True)
    return SweepFolder(tmp_path / "sweeps" / "toys")


def send(folder: SweepFolder, form: str = "trader-letter", on: date = SENT, **more: object) -> int:
    return ledger.send(folder, ["shop.example"], form, to="x@shop.example", on=on, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "sent", "due"),
    [
        ("trader-letter", SENT, date(2026, 12, 22)),
        ("cpc-information", date(2026, 2, 1), date(2026, 3, 3)),
        ("cpc-enforcement", SENT, date(2027, 5, 22)),
        ("cpc-enforcement", date(2026, 8, 31), date(2027, 2, 28)),
        ("cpc-enforcement", date(2027, 8, 31), date(2028, 2, 29)),
        ("cpc-alert", SENT, None),
        ("host-notice", SENT, None),
    ],
)
def test_the_last_day_for_an_answer(form: str, sent: date, due: date | None) -> None:
    assert ledger.term(form, sent) == due


@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), months=st.integers(0, 60))
def test_months_later_is_never_in_another_month(day: date, months: int) -> None:
    later = ledger.months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_from_sending_to_the_result(folder: SweepFolder) -> None:
    number = send(folder, note=HOSTILE)
    (sent,) = ledger.read(folder)
    assert (sent.number, sent.deadline, sent.note) == (number, date(2026, 12, 22), HOSTILE)
    assert sent.state(date(2026, 12, 22)) == "waiting"
    assert sent.state(date(2026, 12, 23)) == "overdue"
    ledger.answer(folder, number, HOSTILE, on=date(2026, 12, 1))
    (sent,) = ledger.read(folder)
    assert sent.answers[0].text == HOSTILE
    assert sent.state(date(2027, 1, 1)) == "answered"
    ledger.close(folder, number, "put-right", on=date(2026, 12, 20))
    (sent,) = ledger.read(folder)
    assert (sent.state(date(2027, 1, 1)), sent.result) == ("closed", "put-right")


def test_a_mistake_is_taken_back_and_the_taking_back_too(folder: SweepFolder) -> None:
    number = send(folder)
    answered = ledger.answer(folder, number, "yes", on=SENT)
    first = ledger.undo(folder, answered, "another shop's answer")
    assert ledger.read(folder)[0].answers == ()
    ledger.undo(folder, first, "it was theirs")
    assert ledger.read(folder)[0].answers[0].number == answered
    ledger.undo(folder, number, "never sent")
    assert ledger.read(folder) == ()
    log, problems = custody.entries(folder)
    assert (len(log), problems) == (5, ())
    assert {entry.detail["ledger"] for entry in log} == {"sent", "answered", "corrected"}


def test_what_cannot_be_is_refused(folder: SweepFolder) -> None:
    number = send(folder)
    with pytest.raises(SweepError, match="before the day of sending"):
        ledger.answer(folder, number, "early", on=date(2026, 11, 21))
    with pytest.raises(SweepError, match="nothing was sent under 99"):
        ledger.close(folder, 99, "refused", on=SENT)
    with pytest.raises(SweepError, match="no entry 99"):
        ledger.undo(folder, 99, "why")
    with pytest.raises(SweepError, match="say why"):
        ledger.undo(folder, number, " ")
    with pytest.raises(SweepError, match="before the day of sending"):
        send(folder, deadline=date(2026, 11, 1))
    ledger.close(folder, number, "refused", on=SENT)
    with pytest.raises(SweepError, match="was closed on 2026-11-22"):
        ledger.close(folder, number, "put-right", on=SENT)


def test_an_entry_of_something_else_is_no_entry_of_the_ledger(folder: SweepFolder) -> None:
    other = custody.log(folder, "noted", note="disk moved to safe 2")
    with pytest.raises(SweepError, match="no entry"):
        ledger.undo(folder, other.number, "why")
    assert ledger.read(folder) == ()


def test_the_first_letter_counts_and_no_other_form(folder: SweepFolder) -> None:
    send(folder, on=date(2026, 11, 30))
    send(folder, on=date(2026, 11, 25))
    ledger.send(folder, ["other.example"], "cpc-alert", to="", on=SENT)
    assert ledger.letters(folder) == {"shop.example": date(2026, 11, 25)}


def test_a_changed_line_is_told_by_the_log(folder: SweepFolder) -> None:
    send(folder)
    path = folder.path / custody.NAME
    path.write_bytes(path.read_bytes().replace(b"2026-12-22", b"2027-12-22"))
    assert custody.entries(folder)[1] == ("line 1 was changed after it was written",)
    assert ledger.read(folder) == ()


@settings(max_examples=15, deadline=None)
@given(forms=st.lists(st.sampled_from(FORMS), max_size=4), text=st.text(max_size=40))
def test_any_text_is_kept_as_it_was_entered(
    tmp_path_factory: pytest.TempPathFactory, forms: list[str], text: str
) -> None:
    folder = SweepFolder(tmp_path_factory.mktemp("ledger"))
    for form in forms:
        send(folder, form, note=text)
    assert [(sent.form, sent.note) for sent in ledger.read(folder)] == [(form, text) for form in forms]
