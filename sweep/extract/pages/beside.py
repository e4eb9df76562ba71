"""Words that tell, within a sentence that holds the words of a fact, that it says something else."""

from __future__ import annotations

from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.words.sieves import sieve


def says_beside(told: StatementText, clause: Span, section: str, key: str) -> bool:
    """Whether a clause holds a phrase of the key "beside_...", which is looked for nowhere else."""
    words = sieve(section, (f"beside_{key}",), told.languages)
    return words is not None and words.search(told.flat[clause.start : clause.end]) is not None
