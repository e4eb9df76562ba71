"""Numbers of things in what is printed: no plural of one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sweep.commands
from sweep.counted import counted


def test_one_thing_and_more() -> None:
    assert [counted(n, "shop") for n in (0, 1, 2)] == ["0 shops", "1 shop", "2 shops"]
    assert [counted(n, "entry", "entries") for n in (1, 12)] == ["1 entry", "12 entries"]


@pytest.mark.parametrize("path", sorted(Path(sweep.commands.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_no_command_writes_a_plural_behind_a_length(path: Path) -> None:
    """`{len(shops)} shops` would say "1 shops"; what stands "of" a whole may."""
    code = path.read_text(encoding="utf-8")
    assert not re.findall(r"(?<!of )\{len\([^{}]*\)\} (?:[a-z]+s|entries|matches)\b", code)
