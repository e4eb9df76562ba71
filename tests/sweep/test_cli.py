"""The command line: exit codes, help, and a README that names every verb."""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import sweep.commands.doctor
from sweep import __version__, fault
from sweep.cli import main, parser_for
from sweep.commands import VERBS
from sweep.commands.common import Ticker, duration
from sweep.options.common import Later
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


def test_readme_and_changelog_name_as_many_checks_as_there_are() -> None:
    from checks.catalogue import load

    for name, words in (("CHANGELOG.md", "checks"), ("README.md", "rules")):
        assert f"{len(load())} {words}" in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [[], ["nonsense"], ["run"], ["inspect", "x"], ["report", "--nope", "x"]])
def test_a_wrong_word_is_the_users_to_mend(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        main(words)
    assert exited.value.code == 1
    assert "--help" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--pages 0", "'0' is no number of pages"),
        ("--delay -1", "'-1' is no number of seconds"),
        ("--delay nan", "'nan' is no number of seconds"),
        ("--allow-network all", "'all' is no network"),
    ],
)
def test_numbers_and_networks_that_are_none_are_named(
    option: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["inspect", "shop.example", "--country", "FR", *option.split()])
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["run", "p.yaml", "--chek"], ["alerts", "match", "x", "--nope"], ["report", "x", "y"]]
)
def test_an_unknown_word_is_told_with_the_usage_of_its_own_verb(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(words)
    error = capsys.readouterr().err
    assert f"unknown: {words[-1]} (see sweepday {words[0]}" in error
    assert f"usage: sweepday {words[0]} " in error


def test_a_reader_that_goes_away_ends_no_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told_first(args: argparse.Namespace) -> int:
        for stream in (sys.stdout, sys.stderr):
            print("a line that nobody reads" * 10_000, file=stream, flush=True)
        (tmp_path / "done").touch()
        return 0

    monkeypatch.setattr(sweep.commands.doctor, "run", told_first)
    for name in ("stdout", "stderr"):
        read, write = os.pipe()
        os.close(read)
        monkeypatch.setattr(sys, name, os.fdopen(write, "w"))
    assert main(["doctor"]) == 0
    assert (tmp_path / "done").exists()


def test_a_sweep_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in (["report"], ["export"], ["judge"], ["verify"]):
        assert main([*verb, "nope", "--workspace", str(tmp_path)]) == 1
        assert "no sweep called 'nope'" in capsys.readouterr().err
    assert main(["case", "nope", "shop.example", "--workspace", str(tmp_path)]) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A doctor that fails, and an empty folder for temporary files."""

    def fail() -> None:
        raise ValueError("something we did not foresee at postgresql://lead:secret@db.example/x\nmore of it")

    monkeypatch.setattr(sweep.commands.doctor, "load", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    return tmp_path / "tmp"


def test_a_fault_of_ours_is_one_line_and_names_the_file_with_its_details(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    (kept,) = broken.iterdir()
    assert "a fault of ours (ValueError: something we did not foresee at postgresql://***@db.example/x)" in line
    assert f"the details are in {kept}" in line
    text = kept.read_text(encoding="utf-8")
    assert f"sweepday {__version__}, Python" in text
    assert "$ sweepday doctor" in text
    assert "Traceback" in text
    assert "in fail" in text
    assert "secret" not in text
    assert kept.stat().st_mode & 0o077 == 0


def test_whatever_an_error_says_can_be_kept(tmp_path: Path) -> None:
    kept = fault.keep(KeyError("half a character: \ud800"), ["case", "a b", "\udcff"], tmp_path)
    assert kept is not None
    assert "$ sweepday case 'a b'" in kept.read_text(encoding="utf-8")
    assert fault.short(KeyError()) == "KeyError"


def test_a_fault_of_ours_that_cannot_be_kept_is_shown(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken.rmdir()
    assert main(["doctor"]) == 3
    message = capsys.readouterr().err
    assert "Traceback" in message
    assert "please report the lines above" in message


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


HEAVY = {"jinja2", "numpy", "phonenumbers", "pydantic", "requests", "selectolax", "sqlalchemy", "starlette"}


@pytest.mark.parametrize("words", ["--help", "--version", "", *(f"{verb} --help" for verb in VERBS)])
def test_the_first_look_loads_nothing_heavy(words: str) -> None:
    code = (
        "import sys\nfrom sweep.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit: pass\n"
        f"print('loaded:', set({sorted(HEAVY | {'sweep.extract', 'sweep.run', 'sweep.store'})}) & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, *words.split()]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert "loaded: set()" in done.stdout


def promised(parser: argparse.ArgumentParser) -> Iterator[Later]:
    """What the verbs of a parser, and those below them, say they do."""
    if isinstance(does := parser.get_default("func"), Later):
        yield does
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from promised(below)


@pytest.mark.parametrize("verb", VERBS)
def test_what_a_verb_promises_is_there(verb: str) -> None:
    does = list(promised(parser_for([verb])))
    assert does
    for one in does:
        assert one.function().__module__ == f"sweep.commands.{VERBS[verb].module}"


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


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (48, "48 s"), (99.4, "99 s"), (720, "12 min"), (11_100, "3 h 05 min")]
)
def test_a_time_for_people(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_the_moving_line_fits_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    window = io.StringIO()
    monkeypatch.setattr(window, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", window)
    monkeypatch.setenv("COLUMNS", "40")
    ticker = Ticker()
    ticker.step("[1/2] \x1b[31mshop.example: " + "x" * 200)
    ticker.step("[2/2] short")
    ticker.end()
    lines = window.getvalue().split("\r")
    assert all(len(line) < 40 for line in lines)
    assert "\x1b" not in window.getvalue()
    assert lines[-2].strip() == ""
