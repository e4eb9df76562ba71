"""Sentences that touch a matter in words that no reader knows: asked only before a shop is called silent on it.

The words stand in the section `touches` of the lexicon. They are wide on purpose: what they find is never a fact, only
a reason not to say that nothing was found.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import Found
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.words.sieves import sieve


def touches(told: StatementText, span: Span, *keys: str) -> bool:
    """Whether a word of one of these keys stands in `span`."""
    words = sieve("touches", keys, told.languages)
    return words is not None and words.search(told.flat[span.start : span.end]) is not None


def touching(told: StatementText, *keys: str) -> Iterator[Span]:
    """The sentences with a word of one of these keys, in order, each once; no headings and no menus."""
    words = sieve("touches", keys, told.languages)
    places = (match.start() for match in words.finditer(told.flat)) if words else iter(())
    for clause in dict.fromkeys(map(told.clause, places)):
        if not told.is_menu(clause):
            yield clause


def quoted(told: StatementText, span: Span) -> Found[str]:
    """The words of `span` as a hint."""
    return Found(told.quote(span), told.evidence(span))
