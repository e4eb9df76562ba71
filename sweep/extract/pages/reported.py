"""Sentences of a shop that state nothing of its own: what others write, what the law forbids, what is only asked."""

from __future__ import annotations

import re
from bisect import bisect_right

from sweep.extract.pages.statement_text import Hit, Span, StatementText

_QUOTED = re.compile(
    r"„[^„“”\"\n]{1,300}[“”\"]|“[^“”\n]{1,300}”|”[^”\n]{1,300}”|«[^«»\n]{1,300}»|»[^«»\n]{1,300}«|\"[^\"\n]{1,300}\""
)
_ROUND = 300  # characters round a clause in which a quotation begins or ends
_WORDS_OUTSIDE = 3


def is_reported(told: StatementText, clause: Span, *keys: str) -> bool:
    """Whether a clause tells of others, refutes, asks, or has all its phrases of `keys` in quotation marks.

    "Some shops write that ...", "A clause by which ... would be void", "You will read „no returns“ elsewhere".
    """
    if told.says(clause, "reported") or "?" in told.quote(clause):
        return True
    quotations = _quotations(told, clause)
    hits = told.within(clause, *keys)
    quoted = bool(hits and quotations) and all(_is_quoted(hit, quotations) for hit in hits)
    return quoted and _words_outside(told, clause, quotations) >= _WORDS_OUTSIDE


def _is_quoted(hit: Hit, quotations: list[Span]) -> bool:
    before = bisect_right(quotations, hit.start, key=lambda q: q.start)
    return before > 0 and hit.end <= quotations[before - 1].end


def _quotations(told: StatementText, clause: Span) -> list[Span]:
    start = max(told.text.rfind("\n", 0, clause.start) + 1, clause.start - _ROUND)
    return [Span(*m.span()) for m in _QUOTED.finditer(told.text, start, clause.end + _ROUND)]


def _words_outside(told: StatementText, clause: Span, quotations: list[Span]) -> int:
    within = sum(told.words(Span(max(q.start, clause.start), min(q.end, clause.end))) for q in quotations)
    return told.words(clause) - within
