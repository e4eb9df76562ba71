"""What shops say in words of their own: the law is kept in many ways, and every breach is still found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checks.strict_yaml import load_text
from checks.verdict import Outcome
from tests.accusations.site import accusations, judged, lawful, texts, whole

_FILE = Path(__file__).with_name("wording.yaml")
_MORE = Path(__file__).with_name("more.yaml")
_ABSENT = Path(__file__).with_name("absences.yaml")
CASES: list[list[Any]] = [
    case for file in (_FILE, _MORE, _ABSENT) for case in load_text(file.read_text(encoding="utf-8"), file.name)
]
# Told by registers, by lists of warnings or by comparing shops, of which one capture knows nothing.
_ASKED = {f"scam.{rule}" for rule in ("stolen_identity", "domain_age", "whois_hidden", "legal_copy", "catalogue_clone",
          "tls_infra", "reviews")}  # fmt: skip
# Needs alerts; whether a shop is a producer, who owes the sheet, is not to be seen on its pages.
_LEFT_OPEN = _ASKED | {"gpsr.alert_match", "green.fr_agec_sheet"}


@pytest.mark.parametrize("language", sorted(texts()))
def test_a_lawful_shop_passes_everything(language: str) -> None:
    site = whole(language)
    worse = {
        name: (v.outcome.label, v.message)
        for name, v in judged(site.visited(), site.country).items()
        if v.outcome > Outcome.PASS and name not in _LEFT_OPEN
    }
    assert worse == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}"[:90])
def test_accusations(case: list[Any]) -> None:
    language, put, expected, *country = case
    site = lawful(language, put, *country)
    found = accusations(judged(site.capture(), site.country))
    assert set(found) == set(expected), found


def test_every_language_has_breaches_beside_what_is_lawful() -> None:
    for language in texts():
        expected = [bool(case[2]) for case in CASES if case[0] == language]
        assert any(expected), language
        assert not all(expected), language
