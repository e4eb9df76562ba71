"""The words around a filled questionnaire, in the languages of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from checks.strict_yaml import load_text
from sweep.paths import template_dir


@cache
def _all() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    path = template_dir() / "questionnaire" / "words.yaml"
    data: Any = load_text(path.read_text(encoding="utf-8"), path.name)
    return data  # type: ignore[no-any-return]


def word(section: str, key: str, language: str) -> str:
    """The text, in English where the language has none. Raises KeyError for no such key."""
    return text_in(_all()[section][key], language)


def text_in(texts: Mapping[str, str], language: str) -> str:
    """One of the texts: in `language`, else English, else whichever stands first."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))


def every(section: str) -> Mapping[str, frozenset[str]]:
    """Key -> its texts in all languages, folded for comparison."""
    return {key: frozenset(map(str.casefold, texts.values())) for key, texts in _all()[section].items()}
