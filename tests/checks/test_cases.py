"""The cases that a lawyer can read, one file a check, and what every such file must hold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from checks.catalogue import load, render
from checks.judge import judge
from checks.strict_yaml import load_text
from checks.verdict import Outcome
from tests.checks.notation import iso, shop

FOLDER = Path(__file__).parent / "cases"
KEYS = {"name", "day", "country", "facts", "outcome", "message", "severity", "says"}


def _cases(check_id: str) -> list[dict[str, Any]]:
    path = FOLDER / f"{check_id}.yaml"
    if not path.exists():
        return []
    cases: list[dict[str, Any]] = load_text(path.read_text(encoding="utf-8"), path.name)
    return cases


ALL = [(check_id, case) for check_id in load() for case in _cases(check_id)]


@pytest.mark.parametrize(("check_id", "case"), ALL, ids=[f"{i}: {c['name']}" for i, c in ALL])
def test_case(check_id: str, case: dict[str, Any]) -> None:
    assert set(case) <= KEYS, f"unknown keys {set(case) - KEYS}"
    verdict = judge(load()[check_id], shop(case["facts"]), case["country"], iso(case["day"]))
    said = render(verdict, "en")
    assert verdict.outcome.label == case["outcome"], said
    assert case.get("message", verdict.message) == verdict.message, said
    assert case.get("severity", verdict.severity) == verdict.severity
    assert case.get("says", "") in said
    assert all(render(verdict, language) for language in ("fr", "nl", "de"))


@pytest.mark.parametrize("check_id", list(load()))
def test_every_check_has_its_cases(check_id: str) -> None:
    cases = _cases(check_id)
    outcomes = {case["outcome"] for case in cases}
    assert len(cases) >= 5, f"tests/checks/cases/{check_id}.yaml: at least five cases"
    assert len({case["name"] for case in cases}) == len(cases), "two cases of one name"
    assert len({case["country"] for case in cases}) >= 2, "cases of at least two countries"
    assert "pass" in outcomes, "no passing case"
    worst = load()[check_id].card.ceiling
    assert worst.label in outcomes, f"no case reaches {worst.label}"


@pytest.mark.parametrize("check_id", list(load()))
def test_a_fail_has_its_counter_case(check_id: str) -> None:
    outcomes = [case["outcome"] for case in _cases(check_id)]
    if "fail" in outcomes:
        assert "pass" in outcomes, "what fails must be able to pass"


@pytest.mark.parametrize("check_id", list(load()))
def test_every_message_of_a_card_is_reached_by_a_case(check_id: str) -> None:
    check = load()[check_id]
    reached = {judge(check, shop(c["facts"]), c["country"], iso(c["day"])).message for c in _cases(check_id)}
    missing = set(check.card.messages) - reached
    assert not missing, f"no case says {', '.join(sorted(missing))}"


def _first_days(check_id: str) -> set[date]:
    """The days since 2020 on which the rule began to apply in the EU or in one of these countries."""
    rows = [row for row in load()[check_id].card.legal_basis if row.start]
    countries = {row.country for row in rows} & {"EU", "FR", "BE", "DE", "AT", "CZ"}
    first = {min(row.start for row in rows if row.start and row.country == country) for country in countries}
    return {day for day in first if day.year >= 2020}


@pytest.mark.parametrize("check_id", list(load()))
def test_cases_stand_on_both_sides_of_every_beginning(check_id: str) -> None:
    days = {case["day"] for case in _cases(check_id)}
    for first in _first_days(check_id):
        assert first in days, f"no case on {first}, the first day"
        assert first - timedelta(1) in days, f"no case on the day before {first}"


def test_no_case_file_without_a_check() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(load())


def test_outcomes_of_cases_are_outcomes() -> None:
    assert {case["outcome"] for _, case in ALL} <= {outcome.label for outcome in Outcome}
