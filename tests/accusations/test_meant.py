"""Sentences of a breach that are meant for others, or tell of others: nobody is accused by them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.strict_yaml import load_text
from tests.accusations.site import accusations, added, judged

_FILE = Path(__file__).with_name("meant.yaml")
CASES: list[list[Any]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)  # type: ignore[assignment]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}"[:90])
def test_what_is_meant_for_others_accuses_nobody(case: list[Any]) -> None:
    language, put, expected, *country = case
    site = added(language, put, *country)
    found = accusations(judged(site.capture(), site.country))
    assert set(found) == set(expected), found
