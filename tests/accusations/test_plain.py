"""What small shops write plainly, to "you" and with a smile: each breach is suspected, its lawful neighbour is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.catalogue import load
from checks.strict_yaml import load_text
from tests.accusations.site import accusations, added, judged

_FILE = Path(__file__).with_name("plain.yaml")
CASES: list[list[Any]] = load_text(_FILE.read_text(encoding="utf-8"), _FILE.name)  # type: ignore[assignment]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}"[:90])
def test_plain_words_are_understood(case: list[Any]) -> None:
    language, put, expected, *country = case
    site = added(language, put, *country)
    verdicts = judged(site.capture(), site.country)
    if not expected:
        assert accusations(verdicts) == {}
    for rule in expected:
        assert verdicts[rule].outcome is load()[rule].card.ceiling, verdicts[rule]


def test_every_language_has_breaches_beside_what_is_lawful() -> None:
    found = {(case[0], bool(case[2])) for case in CASES}
    assert found == {(language, broken) for language in "de en es fr it nl pl pt".split() for broken in (True, False)}
