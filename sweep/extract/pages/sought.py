"""Expressions looked for in stretches of a page, tried only in those with one of their needles.

The needles are looked for once on all of the page; most clauses have none, and many pages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sweep.extract.page import PerPage
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.words.needles import Sieve

_PLACES: PerPage[dict[Sieve, Sequence[int]]] = PerPage()


def search(told: StatementText, words: Sieve, start: int, end: int) -> re.Match[str] | None:
    """As `re.search` in a stretch of `told.flat`."""
    return words.compiled.search(told.flat, start, end) if _may_stand(told, words, start, end) else None


def stands(told: StatementText, words: Sieve, clause: Span) -> bool:
    """Whether there is a match in a clause."""
    return search(told, words, clause.start, clause.end) is not None


def finditer(told: StatementText, words: Sieve, clause: Span) -> Iterator[re.Match[str]]:
    """As `re.finditer` in a clause."""
    may = _may_stand(told, words, clause.start, clause.end)
    return words.compiled.finditer(told.flat, clause.start, clause.end) if may else iter(())


def _may_stand(told: StatementText, words: Sieve, start: int, end: int) -> bool:
    if words.needles is None:
        return True
    known = _PLACES.get(told.page)
    if known is None:
        known = _PLACES[told.page] = {}
    places = known.get(words)
    if places is None:
        places = known[words] = tuple(words.needles.places(told.flat.encode("utf-8", "replace")))
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end
