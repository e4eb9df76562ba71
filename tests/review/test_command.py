"""`sweepday review` as a command: started, used, stopped and sealed; and its users."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sweep.cli import main
from sweep.evidence.seal import seals
from sweep.review import folder
from tests.review.samples import Browser, build, findings


def test_started_used_stopped_sealed(tmp_path: Path) -> None:
    built = build(tmp_path)
    words = [sys.executable, "-m", "sweep.cli", "review", built.name, "--workspace", str(tmp_path), "--port", "0"]
    options = ["--user", "A. Verenne", "--second-reader", "20"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen([*words, *options], stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        entrance = next(m[0] for line in lines if (m := re.search(r"http://\S+", line)))
        browser = Browser(entrance.split("/enter")[0])
        assert browser.http.get(entrance, timeout=60).status_code == 200
        assert browser.decide(findings(browser)[0], "confirmed", "as_found").status_code == 303
        process.send_signal(signal.SIGTERM)
        assert "the review has ended" in process.stdout.read()
    assert process.returncode == 0
    kept = folder.read(built.sweep.folder)
    assert [d.by for d in kept.decisions] == ["A. Verenne"]
    assert kept.sample.percent == 20
    assert len(kept.sample.seed) == 16
    (seal,) = seals(built.sweep.folder)
    assert folder.NAME in seal.files
    assert main(["verify", built.name, "--workspace", str(tmp_path)]) == 0


def _users(monkeypatch: pytest.MonkeyPatch, path: Path, *words: str, typed: str = "") -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main(["review", "users", *words, "--workspace", str(path)])


def test_users_are_added_listed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _users(monkeypatch, tmp_path, "list") == 1
    assert "no workspace with a sweep" in capsys.readouterr().err
    build(tmp_path)
    assert _users(monkeypatch, tmp_path, "list") == 0
    assert "no users yet" in capsys.readouterr().out
    assert _users(monkeypatch, tmp_path, "add", "verenne", "--role", "lead", typed="too short\n") == 1
    assert "12 to 1,000 characters" in capsys.readouterr().err
    assert _users(monkeypatch, tmp_path, "add", "verenne", "--role", "lead", typed="a long pass phrase\n") == 0
    assert _users(monkeypatch, tmp_path, "add", "bad\x07name", typed="a long pass phrase\n") == 1
    assert _users(monkeypatch, tmp_path, "add") == 1
    capsys.readouterr()
    assert _users(monkeypatch, tmp_path, "list") == 0
    assert capsys.readouterr().out == "verenne: lead\n"
    assert _users(monkeypatch, tmp_path, "remove", "nobody") == 1
    assert _users(monkeypatch, tmp_path, "remove", "verenne") == 0
    assert b"a long pass phrase" not in (tmp_path / "sweepday.sqlite").read_bytes()


def test_others_may_not_listen_without_users(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = build(tmp_path)
    words = ["review", built.name, "--workspace", str(tmp_path), "--port", "0"]
    assert main([*words, "--host", "0.0.0.0"]) == 1
    assert "there are no users yet" in capsys.readouterr().err
    assert main([*words, "--database", "mysql://x"]) == 1
    assert main([*words, "--user", "\x1b[31m"]) == 1
    assert "is no name" in capsys.readouterr().err
    for option in (["--second-reader", "101"], ["--port", "99999"], ["--port", "-1"]):
        with pytest.raises(SystemExit):
            main([*words, *option])
