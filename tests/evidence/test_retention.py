"""Deleting by age and class: shown first, logged, and verify can still tell why something is gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sweep.cli import main
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.evidence.retention import Class, old_files, purge
from sweep.evidence.verify import verify_sweep
from sweep.evidence.verify_seal import Checked
from sweep.workspace import SweepFolder
from tests.evidence.samples import SHOPS, finding, seal, sealed, unsealed

LATER = datetime.now(UTC) + timedelta(days=100)


def checked(folder: SweepFolder, kind: str) -> list[Checked]:
    return [c for c in verify_sweep(folder) if c.kind == kind]


def test_what_is_purged_is_told_and_no_alarm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWEEPDAY_USER", "A. Verenne")
    folder = sealed(tmp_path)
    old = old_files(folder, {"captures": 90}, LATER, shops=[SHOPS[0]])
    assert {o.file.split("/")[1] for o in old} == {SHOPS[0]}
    purge(folder, old, "decision 12/2027")
    assert not list(folder.captures(SHOPS[0]).glob("*.warc.gz"))
    assert list(folder.captures(SHOPS[1]).glob("*.warc.gz"))
    for _ in range(2):  # before and after a new seal
        assert checked(folder, "problem") == []
        told = [c.text for c in checked(folder, "note") if c.place.endswith(".warc.gz")]
        assert told
        assert all("A. Verenne" in text and "decision 12/2027" in text for text in told)
        seal(folder)


def test_what_only_vanished_is_an_alarm_even_after_a_new_seal(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    next(folder.captures(SHOPS[0]).glob("*.warc.gz")).unlink()
    assert checked(folder, "problem")
    seal(folder)
    assert any("no purge is logged" in c.text for c in checked(folder, "problem"))


def test_a_purge_that_was_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    folder = sealed(tmp_path)
    old = old_files(folder, {"captures": 90}, LATER)
    listed = [{"file": o.file, "sha256": o.sha256} for o in old]
    custody.log(folder, "purged", kind="captures", reason="r", files=listed)  # killed before it deleted
    assert checked(folder, "problem") == []
    purge(folder, old_files(folder, {"captures": 90}, LATER), "r")
    assert not list(folder.path.glob("captures/*/*.warc.gz"))
    assert checked(folder, "problem") == []


@pytest.mark.parametrize(("days", "count"), [(90, 4), (100, 4), (101, 0)])
def test_age_counts_from_the_visit(tmp_path: Path, days: int, count: int) -> None:
    now = LATER + timedelta(hours=1)
    assert len(old_files(sealed(tmp_path), {"captures": days}, now)) == count


def test_shops_without_findings_go_first(tmp_path: Path) -> None:
    folder = unsealed(tmp_path)
    lines = finding(SHOPS[0], "identity.name", "fail", (), ()) + finding(SHOPS[1], "identity.name", "pass", (), ())
    (folder.path / "exports/findings.jsonl").write_text(lines)
    old = old_files(folder, {"without_findings": 30}, LATER)
    assert {o.file.split("/")[1] for o in old} == {SHOPS[1]}
    # Where it cannot be told which these are, nothing goes.
    (folder.path / "exports/findings.jsonl").unlink()
    with pytest.raises(SweepError, match="sweepday export"):
        old_files(folder, {"without_findings": 30}, LATER)


@pytest.mark.parametrize(("kind", "places"), [("reports", {"report", "exports"}), ("cases", {"cases"})])
def test_the_other_classes(tmp_path: Path, kind: Class, places: set[str]) -> None:
    folder = sealed(tmp_path)
    case = folder.cases / SHOPS[0]
    case.mkdir(parents=True)
    (case / "case.json").write_text('{"created": "2026-11-21"}')
    assert {o.file.split("/")[0] for o in old_files(folder, {kind: 10}, LATER)} == places


def test_the_command_shows_first_and_deletes_on_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sealed(tmp_path)
    words = ["purge", str(folder.path), "--class", "captures", "--older-than", "0"]
    assert main(words) == 0
    assert "nothing was deleted" in capsys.readouterr().out
    assert len(list(folder.path.glob("captures/*/*.warc.gz"))) == 2
    assert main([*words, "--yes"]) == 0
    assert not list(folder.path.glob("captures/*/*.warc.gz"))
    assert main(["verify", str(folder.path)]) == 0
    assert "purged on" in capsys.readouterr().out
    assert main(["custody", str(folder.path)]) == 0
    assert main(["custody", str(folder.path), "--note", "lost without --add"]) == 1
    assert main(["purge", *words[1:], "--shop", "no-such-shop.example", "--yes"]) == 1
    assert "purged" in capsys.readouterr().out


def test_without_a_retention_in_the_plan_nothing_is_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = sealed(tmp_path)
    assert main(["purge", str(folder.path), "--yes"]) == 1
    assert "keep_days" in capsys.readouterr().err
    folder.plan.write_text(folder.plan.read_text() + "evidence: {keep_days: {captures: 30}}\n")
    assert main(["purge", str(folder.path)]) == 0
    assert "nothing is old enough" in capsys.readouterr().out
