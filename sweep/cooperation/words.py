"""The words of the forms in one language, and what they share with the report: days, countries, severities."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from checks.strict_yaml import load_text
from sweep.paths import template_dir
from sweep.report.words import words

LANGUAGES = ("en", "fr", "nl", "de")


@cache
def texts() -> dict[str, dict[str, dict[str, str]]]:
    """Section -> key -> language -> text."""
    path = template_dir() / "cooperation" / "words.yaml"
    data: Any = load_text(path.read_text(encoding="utf-8"), path.name)
    return data  # type: ignore[no-any-return]


class FormWords:
    """`words("item.name")`; an unknown key is a KeyError."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._report = words(language)

    def __call__(self, key: str, **params: object) -> str:
        section, name = key.split(".", 1)
        text = texts()[section][name][self.language]
        return text.format(**params) if params else text

    def of(self, key: str) -> str:
        """A text of the report ("groups.identity")."""
        return self._report(key)

    def day(self, day: date) -> str:
        return self._report.day(day)

    def country(self, code: str) -> str:
        return self._report.country(code)
