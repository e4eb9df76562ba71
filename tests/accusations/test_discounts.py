"""What stands round a price and is no reduction of it, beside reductions without, and with a wrong, prior price."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.strict_yaml import load_text
from tests.accusations.site import accusations, judged, lawful, texts

_FILE = Path(__file__).with_name("discounts.yaml")
CASES: list[tuple[str, str, list[str]]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)


@pytest.mark.parametrize(("language", "block", "expected"), CASES)
def test_accusations(language: str, block: str, expected: list[str]) -> None:
    goods = texts()[language]["goods"]
    heading, button = re.search(r"<h1>.*?</h1>", goods), re.search(r"<button>.*?</button>", goods)
    assert heading
    assert button
    site = lawful(language, {"goods": heading[0] + block + button[0]})
    assert set(accusations(judged(site.capture(), site.country))) == set(expected)
