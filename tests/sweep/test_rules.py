"""`sweepday rules`: what applies where, in words and as JSON."""

from __future__ import annotations

import json

import pytest

from checks.catalogue import load
from sweep.cli import main


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["rules", *words]) == 0
    return capsys.readouterr().out


def test_list_names_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "list")
    assert all(check_id in lines for check_id in load())


def test_list_for_a_country_and_day_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    before = said(capsys, "list", "--country", "at", "--day", "2026-09-30")
    assert "in AT this rule applies only from 2026-10-01" in before
    assert "§ 13a" in said(capsys, "list", "--country", "AT", "--day", "2026-10-01")
    assert "at most review: Dir. 2011/83/EU" in said(capsys, "list", "--country", "PT", "--day", "2026-10-01")


def test_json_holds_the_law_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    rules = {r["id"]: r for r in json.loads(said(capsys, "list", "--country", "BE", "--day", "2026-11-21", "--json"))}
    assert list(rules) == list(load())
    rows = rules["withdrawal.function"]["law"]
    assert [(row["country"], row["confirmed"]) for row in rows] == [("EU", True), ("BE", False)]
    assert rules["guarantee.fr_box"]["state"] == "not applicable"


@pytest.mark.parametrize("check_id", list(load()))
def test_show_every_rule_in_both_languages(check_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    card = load()[check_id].card
    english = said(capsys, "show", check_id)
    assert card.title["en"] in english
    assert all(row.row().url in english for row in card.legal_basis)
    french = said(capsys, "show", check_id, "--lang", "fr", "--country", "FR", "--day", "2026-11-21")
    assert card.title["fr"] in french


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("show", "withdrawl.function"), "did you mean withdrawal.function"),
        (("show", "zzz"), "see `sweepday rules list`"),
        (("list", "--country", "US"), "not a country that can be swept for; use one of AT, BE, BG, CH,"),
    ],
)
def test_what_the_user_can_mend(words: tuple[str, ...], advice: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", *words]) == 1
    assert advice in capsys.readouterr().err


def test_every_country_that_can_be_swept_for_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    british = said(capsys, "list", "--country", "UK", "--day", "2026-11-21")
    assert "in GB on 2026-11-21" in british
    assert said(capsys, "list", "--country", "Schweiz", "--day", "2026-11-21").startswith(british.split(",")[0])
    assert said(capsys, "show", "withdrawal.function", "--country", "CH")


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["list"], ["show"]):
        with pytest.raises(SystemExit) as end:
            main(["rules", *words, "--help"])
        assert end.value.code == 0
        assert "examples:" in capsys.readouterr().out
    with pytest.raises(SystemExit) as end:
        main(["rules", "list", "--day", "soon"])
    assert end.value.code == 1
