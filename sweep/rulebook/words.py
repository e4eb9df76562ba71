"""The words of the rule book in a language, in the form that the report's pages take them."""

from __future__ import annotations

from functools import cache
from typing import Any

from checks.strict_yaml import load_text
from sweep.paths import template_dir
from sweep.report.words import Words


@cache
def book_words(language: str) -> Words:
    """The texts of `language`. Raises KeyError for a language in which they are not written."""
    path = template_dir() / "rulebook" / "words.yaml"
    data: Any = load_text(path.read_text(encoding="utf-8"), path.name)
    texts = {key: str(by_language[language]) for key, by_language in data.items()}
    months = texts.pop("months").split()
    return Words(language, texts | {f"months.{n}": month for n, month in enumerate(months, start=1)})
