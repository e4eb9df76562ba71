"""Keys of the lexicon as one expression for several languages, tried only on texts that hold one of its words."""

from __future__ import annotations

from functools import cache

from sweep.extract.lexicon import written
from sweep.extract.words.needles import Sieve


@cache
def sieve(section: str, keys: tuple[str, ...], languages: tuple[str, ...]) -> Sieve | None:
    """All phrases of these keys in these languages, over folded text; None where there are none."""
    found = [part for code in languages for key in keys if (part := written(section, key, code))]
    return Sieve("|".join(f"(?:{part})" for part in found)) if found else None
