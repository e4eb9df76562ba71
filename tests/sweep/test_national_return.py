"""`sweepday export --national-return` on a real sweep, and `sweepday merge` of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sweep.cli import main
from tests.sweep.conftest import Swept


def test_a_sweep_is_handed_in_and_merged(
    workspace: Path, swept: Swept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, out = tmp_path / "joint.key", tmp_path / "return.json"
    key.write_text("a key that nobody else knows\n")
    words = ["export", "demo", "--workspace", str(workspace), "--national-return", "-o", str(out)]
    assert main(words) == 1
    assert "needs --key-file" in capsys.readouterr().err
    assert main([*words, "--key-file", str(key)]) == 0
    text = out.read_text(encoding="utf-8")
    for shop in swept.result.shops:
        assert shop.target.key not in text
    made = json.loads(text)
    assert made["funnel"]["listed"] == swept.result.info.funnel.listed
    assert 1 <= len(made["shops"]) <= len(swept.result.shops)
    assert main(["merge", str(out), "-o", str(tmp_path / "joint")]) == 0
    joint = json.loads((tmp_path / "joint" / "joint.json").read_text(encoding="utf-8"))
    assert sum(joint["shops"]["total"].values()) == len(made["shops"])
    assert joint["duplicates"] == []


def test_a_report_in_other_languages_with_a_theme_has_its_statistics_beside_it(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "theme.css").write_text(":root { --accent: #054a29; }")
    words = ["report", "demo", "--workspace", str(workspace), "--languages", "nl,de"]
    assert main([*words, "--theme", str(tmp_path / "theme")]) == 0
    folder = workspace / "sweeps/demo/report"
    assert f"report: {folder / 'index.html'}" in capsys.readouterr().out
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in index
    assert "#054a29" in index
    assert 'href="statistics.html"' in index
    assert '<html lang="de">' in (folder / "de" / "statistics.html").read_text(encoding="utf-8")
    assert not (folder / "fr").exists()  # of the report written before
    assert main([*words, "--theme", str(tmp_path / "none")]) == 1
    assert "no theme is there" in capsys.readouterr().err
    assert main(["compare", "demo-before", "demo", "--workspace", str(workspace)]) == 1
    assert "demo began after demo-before: `sweepday compare demo demo-before`" in capsys.readouterr().err
    assert main(["compare", "demo", "demo-before", "--workspace", str(workspace)]) == 0
    assert str(folder / "comparison.html") in capsys.readouterr().out
    assert main(["verify", "demo", "--workspace", str(workspace)]) == 0
