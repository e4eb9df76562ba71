"""`sweepday judge SWEEP --day DAY`: what the law of another day would say of the facts as they are kept."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, update

from checks.judge import judge_shop
from checks.verdict import Outcome
from sweep.cli import main
from sweep.other_day import Change, changes, tally
from sweep.run import Sweep
from sweep.store import schema as s
from sweep.sweeps import collect, find
from sweep.workspace import Workspace
from tests.sweep.conftest import Swept

BEFORE = date(2026, 6, 18)  # the withdrawal function begins the day after


def _expected(sweep: Sweep, day: date) -> set[Change]:
    """The same, judged one by one from the whole results."""
    found = set()
    for shop in collect(sweep).shops:
        old = judge_shop(shop.facts, country=shop.country, day=sweep.day, checks=sweep.checks)
        new = judge_shop(shop.facts, country=shop.country, day=day, checks=sweep.checks)
        pairs = zip(old, new, strict=True)
        found |= {Change(shop.target.key, a.check, a.outcome, b.outcome) for a, b in pairs if a.outcome != b.outcome}
    return found


def _digests(folder: Path) -> dict[str, str]:
    return {str(p): sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("workers", [1, 2])
def test_the_law_of_another_day_on_the_facts_as_kept(
    swept: Swept, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sweep.other_day.TOGETHER", 10)
    pace = swept.sweep.plan.pace.model_copy(update={"workers": workers})
    sweep = replace(swept.sweep, plan=swept.sweep.plan.model_copy(update={"pace": pace}))
    keys = [target.key for target in sweep.store.sweep_targets(sweep.name)]
    found = [change for some in changes(sweep, keys, BEFORE) for change in some]
    assert set(found) == _expected(sweep, BEFORE)
    assert len(found) == len(set(found))
    assert ("withdrawal.function", Outcome.FAIL, Outcome.NOT_APPLICABLE) in {row[:3] for row in tally(found)}


def test_on_the_day_of_the_sweep_nothing_differs(swept: Swept) -> None:
    keys = [target.key for target in swept.sweep.store.sweep_targets(swept.sweep.name)]
    assert [*changes(swept.sweep, keys, swept.sweep.day)] == [[]]


def test_verdicts_by_other_rules_are_not_taken_for_what_the_law_said(workspace: Path) -> None:
    sweep = find(Workspace(workspace), "demo")
    before = _expected(sweep, BEFORE)
    engine = create_engine(f"sqlite:///{sweep.workspace.database}")
    with engine.begin() as connection:
        for row in connection.execute(s.judgements.select()).all():
            result = json.loads(row.result)
            for verdict in result["verdicts"]:
                verdict["outcome"] = int(Outcome.REVIEW)
            connection.execute(
                update(s.judgements)
                .where(s.judgements.c.id == row.id)
                .values(result=json.dumps(result), rules_version="of last year")
            )
    engine.dispose()
    keys = [target.key for target in sweep.store.sweep_targets(sweep.name)]
    assert {change for some in changes(sweep, keys, BEFORE) for change in some} == before


def test_it_is_told_and_written_and_nothing_is_changed(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sweep, out = find(Workspace(workspace), "demo"), workspace.parent / "to come" / "changes.csv"
    files = _digests(sweep.folder.path)
    assert main(["judge", "demo", "--workspace", str(workspace), "--day", str(BEFORE), "-o", str(out)]) == 0
    told = capsys.readouterr().out
    assert "withdrawal.function: fail -> not applicable: " in told
    assert "nothing was changed" in told
    assert _digests(sweep.folder.path) == files
    rows = [*csv.DictReader(out.open(encoding="utf-8-sig"))]
    assert {(row["shop"], row["check"], row["outcome"], row[f"outcome_{BEFORE}"]) for row in rows} == {
        (one.shop, one.check, one.before.label, one.then.label) for one in _expected(sweep, BEFORE)
    }


def test_one_shop_alone(swept: Swept, capsys: pytest.CaptureFixture[str]) -> None:
    key = next(change.shop for change in _expected(swept.sweep, BEFORE) if change.check == "withdrawal.function")
    shown = ["judge", "demo", "--workspace", str(swept.folder), "--day", str(BEFORE), "--shop", key]
    assert main(shown) == 0
    told = capsys.readouterr().out
    assert "the facts of 1 shop as" in told
    assert "withdrawal.function: " in told
    assert "shops" not in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--day", "2026-11-21"], "is the day by whose law it was judged"),
        (["-o", "x.csv"], "-o goes with --day"),
    ],
)
def test_what_cannot_be_done_is_said(
    swept: Swept, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["judge", "demo", "--workspace", str(swept.folder), *words]) == 1
    assert said in capsys.readouterr().err
