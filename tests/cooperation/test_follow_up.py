"""After the letters: the flagged shops are visited again, and the comparison tells what was put right."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta

import pytest
from jsonschema import Draft202012Validator

from checks.catalogue import rules_version
from checks.verdict import Outcome
from sweep.compare.export import schema
from sweep.compare.model import Comparison
from sweep.cooperation.decisions import flagged_in
from sweep.evidence.archive import read_capture
from sweep.follow_up import begin_follow_up
from sweep.store.lookback import Lookback
from tests.cooperation.conftest import Autumn
from tests.cooperation.test_case_forms import decide, shop_of


@pytest.fixture
def mended(autumn: Autumn) -> Autumn:
    """The shops as they stand after the letters; what the others test is not mended."""
    autumn.server.season = "mended"
    return autumn


def test_the_flagged_are_visited_again_and_compared(mended: Autumn, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        _follow_up(mended, capsys)
    finally:
        mended.server.season = "sale"


def _follow_up(autumn: Autumn, capsys: pytest.CaptureFixture[str]) -> None:
    lampadelle = shop_of(autumn, "be-lampadelle")
    fails = {v.check: v for v in lampadelle.verdicts if v.outcome is Outcome.FAIL}
    decide(autumn, lampadelle, fails["withdrawal.function"], "dismissed")
    today = date.today()  # noqa: DTZ011 - as the verb does
    sent = (today - timedelta(days=20)).isoformat()
    assert autumn.run("ledger", "autumn", "add", lampadelle.target.key, "trader-letter", "--on", sent) == 0

    assert autumn.run("run", "--follow-up", "autumn", "--no-report") == 0
    name = f"autumn-follow-up-{today.isoformat()}"
    sweep = autumn.sweep(name)
    flagged = flagged_in(autumn.sweep())
    hits = {
        (s.target.key, v.check)
        for s in autumn.sweep().store.results("autumn")
        for v in s.verdicts
        if flagged(s.target.key, v)
    }
    again = list(sweep.store.results(name))
    assert {s.target.key for s in again} == {key for key, _ in hits}
    assert {v.check for s in again for v in s.verdicts} == {check for _, check in hits}
    assert "nothing is fetched again" not in capsys.readouterr().out

    # Started again it is the same sweep, and nothing is fetched again.
    before = dict(autumn.server.requests)
    assert begin_follow_up(autumn.sweep(), today, flagged)[1] is False
    assert autumn.run("run", "--follow-up", "autumn", "--no-report") == 0
    assert dict(autumn.server.requests) == before

    assert autumn.run("compare", name, "autumn") == 0
    out = capsys.readouterr().out
    folder = autumn.folder / "sweeps" / name / "exports"
    data = json.loads((folder / "compare-autumn.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema()).validate(data)
    states = {f["check"]: f["state"] for f in data["findings"] if f["shop"] == lampadelle.target.key}
    assert states["identity.registration"] == states["identity.vat"] == "fixed"
    assert states["withdrawal.info"] == "persistent"
    assert "withdrawal.function" not in states  # a person had dismissed it
    assert set(states.values()) == {"fixed", "persistent"}
    (trader,) = (t for t in data["traders"] if lampadelle.target.key in t["shops"])
    assert trader["state"] == "partly"
    share = {s["days"]: s for s in data["put_right"]}
    assert share[30]["yes"] == list(states.values()).count("fixed")
    assert share[14]["no"] == list(states.values()).count("persistent")
    assert "findings put right within 30 days of the letter" in out
    with (folder / "compare-autumn.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["state"] for row in csv.DictReader(file)] == [f["state"] for f in data["findings"]]
    assert autumn.run("verify", name) == 0


def test_what_older_rules_said_is_judged_anew_or_not_compared(
    autumn: Autumn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sweep.commands import compare

    sweep = autumn.sweep()
    assert set(Lookback(sweep.workspace.database).judged_by("autumn").values()) == {rules_version()}
    monkeypatch.setattr(compare, "rules_version", lambda: "another")
    gone = shop_of(autumn, "fr-joujoubrume")
    (sweep.folder.path / gone.visit.archive).unlink()
    other: set[str] = set()
    result = compare.by_todays_rules(sweep, other)
    assert other == {gone.target.key}
    assert len(result.shops) == 4
    assert isinstance(compare.compared(sweep, sweep), Comparison)


def test_nothing_flagged_is_nothing_to_visit(autumn: Autumn, capsys: pytest.CaptureFixture[str]) -> None:
    for note in autumn.keys:
        shop = shop_of(autumn, note)
        for verdict in shop.verdicts:
            if verdict.outcome is Outcome.FAIL:
                decide(autumn, shop, verdict, "dismissed")
    assert autumn.run("run", "--follow-up", "autumn") == 1
    assert "nothing was flagged" in capsys.readouterr().err
    assert autumn.run("compare", "autumn", "autumn") == 1
    assert "compared with itself" in capsys.readouterr().err


def test_a_plan_or_a_sweep_to_follow(autumn: Autumn, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], [str(autumn.folder / "plan.yaml"), "--follow-up", "autumn"]):
        with pytest.raises(SystemExit) as exited:
            autumn.run("run", *words)
        assert exited.value.code == 1
        assert "--follow-up" in capsys.readouterr().err
    assert autumn.run("run", "--follow-up", "spring") == 1
    assert "no sweep called 'spring'" in capsys.readouterr().err


def test_the_archives_of_a_follow_up_are_its_own(autumn: Autumn) -> None:
    sweep, new = begin_follow_up(autumn.sweep(), date(2026, 12, 21), flagged_in(autumn.sweep()))
    assert new
    assert sweep.day == date(2026, 12, 21)
    assert not list(sweep.folder.path.glob("captures/*/*"))
    assert len(read_capture(next(autumn.folder.glob("sweeps/autumn/captures/*/*.warc.gz"))).responses) > 1
