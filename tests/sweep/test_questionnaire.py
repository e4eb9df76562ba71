"""`sweepday questionnaire` on a real sweep: filled by the rules, completed by a person, read back, sealed."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from sweep.cli import main
from sweep.sweeps import begin
from tests.sweep.conftest import Swept

OWN = """\
name: {en: Own, fr: Propre}
languages: [en, fr]
questions:
  - id: A1
    text: {en: Who sells?, fr: Qui vend ?}
    rules: [identity.name]
"""


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_rules_answer_and_a_person_completes(
    swept: Swept, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = swept.sweep.name
    assert main(["questionnaire", name, "--workspace", str(workspace), "--language", "en"]) == 0
    out = capsys.readouterr().out
    exports = workspace / "sweeps" / name / "exports"
    assert str(exports / "questionnaire.xlsx") in out
    rows = _read(exports / "questionnaire.csv")
    outcomes = {(s.target.key, v.check): v.outcome.label for s in swept.result.shops for v in s.verdicts}
    answers = {"pass": "yes", "fail": "no", "not_applicable": "not applicable", "review": "unclear"}
    told = {(row["Shop"], row["No."]): row for row in rows}
    for (shop, check), outcome in outcomes.items():
        if check == "identity.name":
            assert told[shop, "Q1"]["Answer by the rules"] == answers.get(outcome, "not measurable")
    assert all(row["Your answer"] == "" for row in rows)

    shop = rows[0]["Shop"]
    handed_in = workspace / "filled.csv"
    with handed_in.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["Shop", "No.", "Your answer"], [shop, "Q34", "compliant"], [shop, "Q1", "unclear"]]
        )
    again = ["questionnaire", name, "--workspace", str(workspace), "--answers", str(handed_in), "--by", "A. Inspector"]
    assert main([*again, "-o", str(workspace / "out.csv"), "--language", "en"]) == 0
    assert "2 answers, 2 of them new or changed" in capsys.readouterr().out
    told = {(row["Shop"], row["No."]): row for row in _read(workspace / "out.csv")}
    assert told[shop, "Q34"]["Your answer"] == "compliant"
    assert told[shop, "Q34"]["Answered by"] == "A. Inspector"
    assert told[shop, "Q1"]["Answer by the rules"] in answers.values()
    assert told[shop, "Q34a"]["Answer by the rules"] == "not applicable"  # no action on a shop that is in order
    assert main(again) == 0
    assert "0 of them new or changed" in capsys.readouterr().out
    assert main(["verify", name, "--workspace", str(workspace)]) == 0


def test_a_mistake_in_the_answers_takes_nothing_over(
    swept: Swept, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = workspace / "wrong.csv"
    shop = swept.result.shops[0].target.key
    wrong.write_text(f"Shop,No.,Your answer\n{shop},Q1,yes\n{shop},Q2,perhaps\n", encoding="utf-8")
    name = swept.sweep.name
    assert main(["questionnaire", name, "--workspace", str(workspace), "--answers", str(wrong)]) == 1
    assert "wrong.csv:3:3: 'perhaps' is no answer to Q2" in capsys.readouterr().err
    assert not (workspace / "sweeps" / name / "answers.jsonl").exists()


def test_an_own_questionnaire_is_kept_with_the_sweep(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "name: own\nauthority: A\ncountry: FR\nlists: [shops.csv]\nquestionnaire: own.yaml\n", encoding="utf-8"
    )
    (tmp_path / "shops.csv").write_text("url\nhttps://shop.example\n", encoding="utf-8")
    assert main(["run", str(plan), "--check"]) == 1
    assert "plan.yaml:5:1: questionnaire: there is no file" in capsys.readouterr().err
    (tmp_path / "own.yaml").write_text(OWN.replace("identity.name", "identity.nom"), encoding="utf-8")
    assert main(["run", str(plan), "--check"]) == 1
    assert "own.yaml:6:13: no rule 'identity.nom'" in capsys.readouterr().err
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    assert main(["run", str(plan), "--check"]) == 0
    sweep, _ = begin(plan, date(2026, 11, 21))
    (tmp_path / "own.yaml").unlink()  # the sweep keeps what it began with
    assert (sweep.folder.path / "questionnaire.yaml").read_text(encoding="utf-8") == OWN
    assert main(["questionnaire", "own", "--workspace", str(tmp_path)]) == 1
    assert "no shop has a result yet" in capsys.readouterr().err
