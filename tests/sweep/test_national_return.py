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
