"""Sentences of long terms that hold the words of a fact and say something else, each beside one that says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.facts import Absent, Found, Unknown
from checks.strict_yaml import load_text
from tests.extract.shops import shop
from tests.extract.test_contract import read

_FILE = Path(__file__).with_name("beside_the_point.yaml")
CASES: list[list[str]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)


@pytest.mark.parametrize(("language", "role", "text", "name", "expected"), CASES, ids=[c[2][:60] for c in CASES])
def test_only_what_says_it_is_read(language: str, role: str, text: str, name: str, expected: str) -> None:
    fact = read(shop(language, {"terms": "", role: text}), name)
    match expected:
        case "absent":
            assert isinstance(fact, Absent)
        case "unknown":
            assert isinstance(fact, Unknown)
        case "nothing":
            assert not isinstance(fact, Found)
        case "found":
            assert isinstance(fact, Found)
        case _:
            assert isinstance(fact, Found)
            assert expected in f"{fact.value} {fact.evidence.quote}"
