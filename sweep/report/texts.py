"""What the report asks of the catalogue: titles, reasons and remedies in words."""

from __future__ import annotations

from typing import Protocol

from checks import catalogue
from checks.verdict import Verdict


class CheckTexts(Protocol):
    """The words of the checks. An id without a card (an older sweep) is answered with the id itself."""

    def title(self, check: str, language: str) -> str: ...

    def question(self, check: str) -> str:
        """The questionnaire's number ("Q23"), or "" where the check has none."""

    def remedy(self, check: str, language: str) -> str: ...

    def reason(self, verdict: Verdict, language: str) -> str: ...


class CatalogueTexts:
    """The texts of the cards that ship with this version."""

    def title(self, check: str, language: str) -> str:
        return catalogue.title(check, language)

    def question(self, check: str) -> str:
        known = catalogue.load().get(check)
        return known.card.question if known else ""

    def remedy(self, check: str, language: str) -> str:
        known = catalogue.load().get(check)
        texts = (known.card.remedy if known else None) or {}
        return texts.get(language, texts.get("en", ""))

    def reason(self, verdict: Verdict, language: str) -> str:
        return catalogue.say(verdict, language)
