"""The command line: exit codes, help, and a README that names every verb."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sweep.commands.doctor
from sweep.cli import main
from sweep.commands import VERBS
from tests.shared import ROOT


def test_every_verb_has_help_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in VERBS:
        with pytest.raises(SystemExit) as exited:
            main([verb, "--help"])
        assert exited.value.code == 0
        text = capsys.readouterr().out
        assert "example" in text.lower(), verb
        assert f"sweepday {verb}" in text, verb


def test_the_readme_names_every_verb() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for verb in VERBS:
        assert f"`{verb}" in text or f"`{verb} " in text or f", `{verb}" in text, verb


def test_the_readme_names_as_many_checks_as_there_are() -> None:
    from checks.catalogue import load

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(load())} checks" in text


@pytest.mark.parametrize("words", [[], ["nonsense"], ["run"], ["inspect", "x"], ["report", "--nope", "x"]])
def test_a_wrong_word_is_the_users_to_mend(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        main(words)
    assert exited.value.code == 1
    assert "--help" in capsys.readouterr().err


def test_a_sweep_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in (["report"], ["export"], ["judge"], ["verify"]):
        assert main([*verb, "nope", "--workspace", str(tmp_path)]) == 1
        assert "no sweep called 'nope'" in capsys.readouterr().err
    assert main(["case", "nope", "shop.example", "--workspace", str(tmp_path)]) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_ours_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise ValueError("something we did not foresee")

    monkeypatch.setattr(sweep.commands.doctor, "load", broken)
    assert main(["doctor"]) == 3
    message = capsys.readouterr().err
    assert "a fault of ours" in message
    assert "something we did not foresee" in message


def test_doctor_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert "all is well" in capsys.readouterr().out


def test_the_demo_touches_no_folder_that_is_not_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["demo", str(tmp_path)]) == 1
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m sweep.cli rules list | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("word", ["--help", "--version", ""])
def test_the_first_look_loads_nothing_heavy(word: str) -> None:
    code = (
        "import sys\nfrom sweep.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print('loaded:', {'sqlalchemy', 'pydantic', 'selectolax', 'requests'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, *word.split()]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert "loaded: set()" in done.stdout


def test_help_names_every_verb_with_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = " ".join(capsys.readouterr().out.split())
    for name, verb in VERBS.items():
        assert f"{name} {verb.summary}" in text


def test_alerts_that_are_not_there_are_no_silence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Vendolux</p>")
    assert main(["inspect", str(page), "--country", "FR", "--alerts", str(tmp_path / "nothing")]) == 1
    assert "there is no such file" in capsys.readouterr().err
