"""Signal: one page in several languages at once, as machines leave it."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, passed, review


def check(mixed_languages: Known[tuple[str, ...]], points: int) -> Answer:
    if isinstance(mixed_languages, Absent):
        return passed("one", mixed_languages)
    languages = ", ".join(mixed_languages.value)
    return review("mixed", mixed_languages, languages=languages, quote=mixed_languages.evidence.quote, points=points)
