"""Since when and until when a reduction holds, as a page says it, and the dates that are of something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checks.facts import Found, ReductionPeriod
from checks.strict_yaml import load_text
from sweep.extract.reduction_periods import reduction_periods
from tests.extract.test_product_data import page_of

_FILE = Path(__file__).parent / "cases" / "reduction_periods.yaml"
CASES: dict[str, list[list[str]]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)
SEEN = date(2026, 11, 21)


def periods(language: str, line: str) -> tuple[Found[ReductionPeriod], ...]:
    page = page_of("", language=language)
    page = replace(page, html=page.html.replace("<p>19,90 €</p>", f"<p>19,90 €</p><p>{line}</p>"), utf8=False)
    return reduction_periods(page, SEEN)


@pytest.mark.parametrize(("language", "line", "told"), [(c, row[0], row[1:]) for c in CASES for row in CASES[c]])
def test_a_line(language: str, line: str, told: list[str]) -> None:
    found = periods(language, line)
    if told == ["none"]:
        assert found == ()
        return
    (one,) = found
    since, until = (date.fromisoformat(day) if day else None for day in told)
    assert (one.value.since, one.value.until) == (since, until)
    assert one.evidence.quote in line


def test_the_same_words_twice_are_one_period() -> None:
    line = "Angebot gültig bis 07.12.2026"
    assert len(periods("de", f"{line}</p><p>{line}")) == 1


def test_a_period_that_ends_before_it_begins_is_none() -> None:
    assert periods("de", "Aktion vom 30.11.2026 bis 16.11.2026") == ()
