"""Sentences of a shop that state nothing of its own: what others write, what the law forbids, what is only asked."""

from __future__ import annotations

import re
from bisect import bisect_right

from sweep.extract.pages.statement_text import Hit, Span, StatementText

_QUOTED = re.compile(
    r"„[^„“”\"\n]{1,300}[“”\"]|“[^“”\n]{1,300}”|”[^”\n]{1,300}”|«[^«»\n]{1,300}»|»[^«»\n]{1,300}«|\"[^\"\n]{1,300}\""
)
# "Myth 3: goods on sale cannot be returned", and the next sentence that says so: "Wrong: they can."
_FALSE = (
    r"myth|mythos|mythe|irrtum|mito|mit|legende|bajka|misverstand|fabel|falso|falsch|faux|false|wrong|onjuist|fout|"
    r"errado|errato|sbagliato|idee recue|bulo|nieprawda|falsz"
)
_NOT_SAID = re.compile(  # "That goods on sale are excluded does not happen here", what a customer is quoted with
    r"\W{0,3}(?:(?:dass|dat) |to, ze |(?:temoignage|avis|bewertung|kundenstimme|rezension|review|testimonial|opinion|"
    r"recensione|opiniao|opinia|ervaring|beoordeling|leser\w*|reader\w*)[^:\n]{0,30}: ?[«„“\"])"
)
_MYTH = re.compile(rf"\W{{0,3}}(?:{_FALSE})(?: (?:nr\.? ?)?\d{{1,2}})?\s?[:.!–-]")
_REFUTED = re.compile(
    rf"\W{{0,3}}(?:(?:{_FALSE}|stimmt nicht|nicht wahr|not true|untrue|niet waar|pas vrai|no es (?:verdad|cierto)|"
    r"non e vero|nao e verdade|wahrheit|wahr ist|fact|truth|feit|waarheid|realite|verite|realidad|verdad|realta|vero|"
    r"verdade|realidade|prawda|fakt)(?!\w)(?: ist| is| est| es| e| jest)?[:.!,–-]|(?:the )?(?:truth|fact) is(?!\w))"
)
_ROUND = 300  # characters round a clause in which a quotation begins or ends
_WORDS_OUTSIDE = 3


def is_reported(told: StatementText, clause: Span, *keys: str) -> bool:
    """Whether a clause tells of others, refutes, asks, or has all its phrases of `keys` in quotation marks.

    "Some shops write that ...", "A clause by which ... would be void", "You will read „no returns“ elsewhere".
    """
    if told.says(clause, "reported") or "?" in told.quote(clause) or _is_refuted(told, clause):
        return True
    quotations = _quotations(told, clause)
    hits = told.within(clause, *keys)
    quoted = bool(hits and quotations) and all(_is_quoted(hit, quotations) for hit in hits)
    return quoted and _words_outside(told, clause, quotations) >= _WORDS_OUTSIDE


def _is_refuted(told: StatementText, clause: Span) -> bool:
    """Whether a sentence calls itself a myth, tells of a mere thought, or the next one says that it is wrong."""
    behind = told.beside(clause, 0, 1)[1:]
    refuted = any(_REFUTED.match(told.flat, c.start, c.end) for c in behind)
    words = (_MYTH, _NOT_SAID)
    return refuted or any(pattern.match(told.flat, clause.start, clause.end) for pattern in words)


def _is_quoted(hit: Hit, quotations: list[Span]) -> bool:
    before = bisect_right(quotations, hit.start, key=lambda q: q.start)
    return before > 0 and hit.end <= quotations[before - 1].end


def _quotations(told: StatementText, clause: Span) -> list[Span]:
    start = max(told.text.rfind("\n", 0, clause.start) + 1, clause.start - _ROUND)
    return [Span(*m.span()) for m in _QUOTED.finditer(told.text, start, clause.end + _ROUND)]


def _words_outside(told: StatementText, clause: Span, quotations: list[Span]) -> int:
    within = sum(told.words(Span(max(q.start, clause.start), min(q.end, clause.end))) for q in quotations)
    return told.words(clause) - within
