"""Traders of unusual kinds and countries, their particulars in unusual forms: who keeps the law is never accused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.strict_yaml import load_text
from tests.accusations.site import Site, accusations, judged, lawful

_FILE = Path(__file__).with_name("traders.yaml")
_CASES: dict[str, Any] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)
_GROUPS = ("identity.", "scam.")


def _site(language: str, country: str, identity: str, put: dict[str, str]) -> Site:
    """The lawful shop of that language, with this trader in place of its own on every page."""
    own = {"director": "", "host": ""} if country != "FR" else {}
    return lawful(language, {**own, **_CASES["neutral"][language], "identity": identity, **put}, country)


@pytest.mark.parametrize("case", _CASES["traders"], ids=lambda case: f"{case[1]} {case[2]}"[:90])
def test_a_trader_is_accused_of_what_is_missing_alone(case: list[Any]) -> None:
    language, country, identity, expected, *put = case
    found = accusations(judged(_site(language, country, identity, put[0] if put else {}).capture(), country))
    assert {name for name in found if name.startswith(_GROUPS)} == set(expected), found
