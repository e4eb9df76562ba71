"""The four languages have the same texts with the same placeholders, and no text is there that nobody prints."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from checks.card import LANGUAGES
from sweep.review.model import CHOICES, REASONS, STATES
from sweep.review.words import languages, review_words
from tests.shared import ROOT


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_all_languages_of_the_rules_are_there() -> None:
    assert set(languages()) == set(LANGUAGES)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_keys_and_placeholders_agree(language: str) -> None:
    english, other = review_words("en"), review_words(language)
    assert other.keys() == english.keys()
    for key in sorted(english.keys()):
        assert _fields(other(key)) == _fields(english(key)), key
        assert other(key).strip() or key.startswith("format."), key


def test_every_word_of_the_model_has_a_text() -> None:
    keys = review_words("en").keys()
    assert {f"states.{state}" for state in STATES} <= keys
    assert {f"choices.{choice}" for choice in CHOICES} <= keys
    assert {f"reasons.{reason}" for reasons in REASONS.values() for reason in reasons} <= keys


def test_no_text_is_printed_nowhere() -> None:
    used = "".join(
        path.read_text(encoding="utf-8")
        for folder, kind in (("templates/review", "*.j2"), ("sweep/review", "*.py"), ("sweep/report", "tables.py"))
        for path in (ROOT / folder).glob(kind)
    )
    made = {"languages", "months", "format", "roles", "outcomes", "severity", "confidence", "states", "choices",
            "choice_notes", "reasons", "sorts", "done"}  # fmt: skip
    for key in sorted(review_words("en").keys()):
        stem = re.sub(r"\.(one|other)$", "", key)
        composed = key.split(".")[0] in made or stem.startswith("finding.missing_")
        assert composed or f'"{stem}"' in used or f"'{stem}'" in used, key
