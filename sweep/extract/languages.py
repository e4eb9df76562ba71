"""In which language a page is written: what it declares, unless its small words say otherwise."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from weakref import WeakKeyDictionary

from sweep.extract.lexicon import languages, lexicon
from sweep.extract.page import Page
from sweep.extract.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 40_000  # characters; enough to tell a language
_FEW = 12  # small words below which a text proves nothing
_SHARE = 0.12  # of all words, that a language's small words have at least in a text of that language

_CACHE: WeakKeyDictionary[Page, tuple[str, ...]] = WeakKeyDictionary()


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(lexicon(code)["statements"].get("stop_words", ())) for code in languages()}


def spoken(page: Page) -> tuple[str, ...]:
    """Languages of our lexicon on a page, its main one first, English added where there is some; () if unknown."""
    if page not in _CACHE:
        _CACHE[page] = _spoken(page.language, fold(page.text[:_SAMPLE]))
    return _CACHE[page]


def _spoken(declared: str, folded: str) -> tuple[str, ...]:
    words = Counter(_WORD.findall(folded))
    total = sum(words.values())
    counts = {code: sum(words[w] for w in small) for code, small in _small_words().items()}
    best = max(sorted(counts), key=lambda code: counts[code])
    clear = counts[best] >= _FEW and counts[best] >= _SHARE * total
    main = declared if declared in counts else ""
    if clear and counts[best] > 2 * counts.get(main, 0):
        main = best
    if not main and not declared and total < 2 * _FEW:
        main = "en"
    if not main:
        return ()
    english = main != "en" and counts["en"] >= _FEW and counts["en"] >= 0.03 * total
    return (main, "en") if english else (main,)
