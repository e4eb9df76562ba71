"""In which language a page is written: what it declares, unless its small words say otherwise."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from sweep.extract.lexicon import all_languages, code_of, languages, lexicon
from sweep.extract.page import Page, PerPage
from sweep.extract.words.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]*)?")
_SAMPLE = 40_000  # characters; enough to tell a language
_FEW = 12  # small words below which a text proves nothing
_KINDS = 8  # different ones that it takes to say that a page declares the wrong language
_BEGINNING = 4_000  # characters of a text, in which most have some
_MANY_KINDS = 12  # of a text with few small words, which declares nothing
_SHARE = 0.12  # of all words, that a language's small words have at least in a text of that language

_CACHE: PerPage[tuple[str, tuple[str, ...]]] = PerPage()


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    """Small word -> the languages that have it."""
    found: dict[str, list[str]] = {}
    for code in all_languages():
        for word in dict.fromkeys(lexicon(code)["language"].get("small_words", ())):
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def language_of(page: Page) -> str:
    """The ISO 639-1 code of the language a page is written in, or "" where neither its words nor it itself say."""
    return _told(page)[0]


def spoken(page: Page) -> tuple[str, ...]:
    """Languages on a page that are read here, its main one first, English added where there is some; () if none."""
    return _told(page)[1]


def _told(page: Page) -> tuple[str, tuple[str, ...]]:
    if page not in _CACHE:
        found = told(page.language, page.folded)
        if page.media_type == "application/pdf" and found[0] == "en" and not told("und", page.folded)[1]:
            found = "", ()  # a file of few words declares no language; English is but what such pages are taken for
        _CACHE[page] = found
    return _CACHE[page]


def told(declared: str, folded: str) -> tuple[str, tuple[str, ...]]:
    """The language of a folded text ("" if unknown), and those of it that are read. `declared` is its own word."""
    counts, total = _counts(folded[:_SAMPLE])
    best = max(sorted(counts), key=lambda code: counts[code], default="")
    clear = bool(best) and counts[best] >= _FEW and counts[best] >= _SHARE * total
    declared = code_of(declared)
    main = declared if declared in all_languages() else ""
    if clear and counts[best] > 2 * counts[main] and _richer(best, main, folded[:_SAMPLE]):
        main = best
    if not main and not declared and best and counts[best] >= _FEW and _alone(best, folded[:_SAMPLE]):
        main = best
    if not main and not declared and total < 2 * _FEW:
        main = "en"
    if main not in languages():
        return main or declared, ()
    english = main != "en" and counts["en"] >= _FEW and counts["en"] >= 0.03 * total
    return main, ((main, "en") if english else (main,))


def leans(folded: str, other: str, main: str) -> bool:
    """Whether a text has more small words of `other` than of `main`."""
    counts, _ = _counts(folded)
    return counts[other] > counts[main]


_TEXT = 40  # words that make a text
_FEW_KINDS = 4  # different small words; prose of 40 words has more, and a foreign text shares some ("a", "es", "is")


def foreign(main: str, text: str) -> bool:
    """Whether a text of some length has hardly a small word of the language `main`: it is in one unknown here.

    Names have no language: words that begin with a capital alone make no text.
    """
    words = _WORD.findall(text[:_SAMPLE])
    prose = [word for word in words if not word.istitle()]
    small = {word for word in map(fold, words) if main in _small_words().get(word, ())}
    return bool(main) and len(prose) >= _TEXT and len(small) < _FEW_KINDS


def _richer(language: str, other: str, folded: str) -> bool:
    """Whether a text has clearly more *different* small words of `language`.

    A price list repeats a few, and the commonest ("de", "en", "et") belong to languages that share little else.
    Where no other is declared (""), some will do.
    """
    if not other and _kinds(folded[:_BEGINNING])[language] >= _FEW_KINDS:
        return True
    kinds = _kinds(folded)
    return kinds[language] >= (_KINDS if other else _FEW_KINDS) and kinds[language] > 1.5 * kinds[other]


def _alone(language: str, folded: str) -> bool:
    """Whether a text has many *different* small words of a language, and not half as many of any other.

    A page of goods is names and figures, with few small words among them.
    """
    kinds = _kinds(folded)
    others = max((kinds[code] for code in kinds if code != language), default=0)
    return kinds[language] >= _MANY_KINDS and kinds[language] >= 2 * others


def _kinds(folded: str) -> Counter[str]:
    """Language -> how many different small words of it stand in a text."""
    small = _small_words()
    return Counter(code for word in set(_WORD.findall(folded)) for code in small.get(word, ()))


def _counts(folded: str) -> tuple[Counter[str], int]:
    """Language -> how many of its small words stand in a text; and how many words it has."""
    packed = sum(map(_line_counts, folded.split("\n")))
    counts = {code: number for code, at in _digits().items() if (number := packed >> at & _DIGIT)}
    return Counter(counts), packed & _DIGIT


_DIGIT = (1 << 32) - 1  # far more words than any page has


@cache
def _digits() -> dict[str, int]:
    """Language -> where its count stands among the bits of one number, so that all are added up at once."""
    return {code: 32 * n for n, code in enumerate(all_languages(), 1)}


@lru_cache(maxsize=20_000)
def _line_counts(line: str) -> int:
    """The same of one line as one number, all words in its lowest bits; most lines stand on all pages of a shop."""
    small, digits = _small_words(), _digits()
    words = _WORD.findall(line)
    return len(words) + sum(1 << digits[code] for word in words for code in small.get(word, ()))
