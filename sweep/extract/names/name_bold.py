"""Names that a page sets in bold within a sentence: they begin and end where the bold does."""

from __future__ import annotations

import re
from bisect import bisect_left

from sweep.extract.page import Page, PerPage
from sweep.extract.pages.legal_text import LegalText
from sweep.extract.pages.reading import reading
from sweep.extract.words.legal_forms import find_forms
from sweep.extract.words.name_words import plausible
from sweep.extract.words.operator_words import find_words
from sweep.extract.words.text import fold

_TAGS = ("strong", "b")
_LONGEST = 80
_NO_NAME = re.compile(r"[:;!?\n@]|[a-zß-ÿ]{3}\. [A-ZÀ-Þ]")
_MANY_DIGITS = 5


def bold_from(doc: LegalText, start: int) -> tuple[int, int] | None:
    """The place of what stands in bold from `start` on, where it may be a name."""
    spans = _spans(doc.page)
    index = bisect_left(spans, (start, 0))
    return _checked(doc, spans[index]) if index < len(spans) and spans[index][0] == start else None


def bold_until(doc: LegalText, end: int) -> tuple[int, int] | None:
    """The place of what stands in bold up to `end`, where it may be a name."""
    spans = _by_end(doc.page)
    index = bisect_left(spans, (end, 0))
    return _checked(doc, spans[index][::-1]) if index < len(spans) and spans[index][0] == end else None


def _checked(doc: LegalText, span: tuple[int, int]) -> tuple[int, int] | None:
    start, end = span
    words = doc.text[start:end]
    end -= len(words) - len(words.rstrip(" ,."))
    if not 2 <= end - start <= _LONGEST or _NO_NAME.search(words) or sum(map(str.isdigit, words)) >= _MANY_DIGITS:
        return None
    if words[0].islower() and not find_forms(words, fold(words)):
        return None  # what is said of somebody
    told = any(w.start == 0 for found in find_words(fold(words)).values() for w in found)
    return (start, end) if plausible(doc.text[start:end]) and not told else None


_STARTS: PerPage[list[tuple[int, int]]] = PerPage()
_ENDS: PerPage[list[tuple[int, int]]] = PerPage()


def _spans(page: Page) -> list[tuple[int, int]]:
    if page not in _STARTS:
        read = reading(page)
        _STARTS[page] = sorted({read.span(i) for i in page.body.of(*_TAGS) if read.has_words(i)})
    return _STARTS[page]


def _by_end(page: Page) -> list[tuple[int, int]]:
    if page not in _ENDS:
        _ENDS[page] = sorted({(end, start) for start, end in _spans(page)})
    return _ENDS[page]
