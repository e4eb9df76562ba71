"""The page on methods: the plan as used, what the answers mean, accuracy with its cases, retention, objections."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from checks.catalogue import load
from sweep.paths import languages
from sweep.plan import Plan
from sweep.report import accuracy as kept
from sweep.report.accuracy import Accuracy, Measured, accuracy
from sweep.report.methods import write_methods
from sweep.report.site import write_report
from sweep.results import Decided
from tests.bench.checks import Row, keep
from tests.report.samples import HOSTILE, Texts, sample

PLAN = Plan.model_validate(
    {
        "name": "toys", "authority": "Office A & B", "country": "FR", "lists": ["shops.csv"], "vantage": HOSTILE,
        "robots": "override", "evidence": {"keep_days": {"captures": 1095, "cases": 1}},
    }
)  # fmt: skip
FIGURES = Accuracy(
    date(2026, 11, 20),
    "ruleversion",
    {
        "identity.name": Measured(14, 3, 4, ("de", "fr"), 9, 1, 0),
        "identity.address": Measured(2, 0, 1, (), 0, 0, 0),
    },
)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LexborHTMLParser:
    monkeypatch.setattr("sweep.report.methods.accuracy", lambda: FIGURES)
    path = write_methods(sample(), PLAN, tmp_path, languages=("en",), texts=Texts())
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


def cells(page: LexborHTMLParser, check: str) -> list[str]:
    (row,) = [r for r in page.css(".accuracy tbody tr") if f" {check}" in r.text()]
    return [cell.text() for cell in row.css("td")]


def section(page: LexborHTMLParser, name: str) -> str:
    return " ".join(node.text() for node in page.css(f"section[aria-labelledby={name}]"))


def test_accuracy_names_its_cases_and_what_was_not_measured(page: LexborHTMLParser) -> None:
    assert cells(page, "identity.name") == ["9 of 10 (90%)", "9 of 9 (100%)", "14", "3", "de, fr", "–"]
    assert cells(page, "identity.address") == ["not measured", "not measured", "2", "0", "–", "–"]
    assert cells(page, "adr.info") == ["not measured", "not measured", "0", "0", "–", "–"]
    said = section(page, "accuracy")
    assert "Measured on 20 November 2026 with the rules ruleversion" in said
    assert "the tool’s own cases" in said
    assert "The rules of this sweep are another version." in said


def test_what_people_decided_is_the_accuracy_in_the_field(tmp_path: Path) -> None:
    states = ("confirmed", "confirmed", "confirmed", "dismissed", "unsure", "reopened")
    sweep = sample()
    shops = tuple(
        replace(shop, decided=tuple(Decided("identity.name", state) for state in states) if n == 0 else ())
        for n, shop in enumerate(sweep.shops)
    )
    path = write_methods(replace(sweep, shops=shops), PLAN, tmp_path, languages=("en",), texts=Texts())
    page = LexborHTMLParser(path.read_text(encoding="utf-8"))
    assert cells(page, "identity.name")[-1] == "3 of 495% interval 30% to 95%"
    assert cells(page, "identity.address")[-1] == "–"


def test_the_plan_is_told_as_used_and_stays_text(page: LexborHTMLParser) -> None:
    said = section(page, "plan")
    assert HOSTILE in said
    assert "set aside where it stood in the way" in said
    assert "at most 40, of them products: 12" in said
    assert not page.css("main script")


def test_retention_says_days_and_where_no_limit_is_set(page: LexborHTMLParser) -> None:
    said = section(page, "kept")
    assert "1,095 days" in said
    assert "1 day" in said
    assert said.count("no limit is set") == 2


@pytest.mark.parametrize("language", languages())
def test_objections_are_answered_with_the_facts_of_the_sweep(language: str, tmp_path: Path) -> None:
    path = write_methods(sample(), PLAN, tmp_path, languages=(language,), texts=Texts())
    page = LexborHTMLParser(path.read_text(encoding="utf-8"))
    answers = page.css("section[aria-labelledby=objections] dd")
    assert len(answers) == 8
    said = section(page, "objections")
    assert PLAN.user_agent in said
    assert "$" not in said


def test_the_overview_leads_to_it(tmp_path: Path) -> None:
    write_methods(sample(), PLAN, tmp_path, languages=("en",), texts=Texts())
    index = write_report(sample(), tmp_path, languages=("en",), texts=Texts()).read_text(encoding="utf-8")
    assert '<a href="methods.html">Methods and accuracy</a>' in index
    write_report(sample(), tmp_path / "b", languages=("en",), texts=Texts())
    assert "methods.html" not in (tmp_path / "b" / "index.html").read_text(encoding="utf-8")


def test_the_figures_of_the_package_are_of_checks_that_there_are() -> None:
    figures = accuracy()
    assert set(figures.checks) <= set(load())
    assert len(figures.checks) > 100
    for measured in figures.checks.values():
        assert measured.cases or measured.shops
        assert min(measured.right, measured.wrong, measured.missed) >= 0


def test_the_bench_writes_what_the_page_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Row("identity.name", 4, 2, 1, 1, countries={"FR"}, languages={"fr", ""}), Row("adr.info")]
    keep(rows, tmp_path / "a.json", date(2026, 11, 21))
    assert json.loads((tmp_path / "a.json").read_text())["day"] == "2026-11-21"
    monkeypatch.setattr(kept, "FILE", tmp_path / "a.json")
    read = accuracy.__wrapped__()
    assert read.checks == {"identity.name": Measured(4, 0, 1, ("fr",), 2, 1, 1)}
    assert (read.checks["identity.name"].precision, read.checks["identity.name"].recall) == (2 / 3, 2 / 3)
