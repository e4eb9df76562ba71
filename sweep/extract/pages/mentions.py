"""Words that readers look for in the source of a page: those of all readers in one pass, before any reader looks.

A page's source is ten times its text, and hardly ever holds what a reader looks for there. Up to 48 words at once cost
less than one of them alone by `in`, as long as they are looked for as bytes and without overlaps.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import ahocorasick_rs

from sweep.extract.pages.per_page import PerPage
from sweep.extract.words.needles import AT_ONCE, Words, beginnings, needles_in_any_case, stretches

if TYPE_CHECKING:
    from sweep.extract.page import Page


class Mention:
    """Words of which one has to stand in a page's source, in whatever case, before it is worth a closer look."""

    def __init__(self, *words: str) -> None:
        """`words` are ASCII."""
        self._words = frozenset(word.lower().encode("ascii") for word in words)
        _WORDS.update(dict.fromkeys(sorted(self._words)))

    def on(self, page: Page) -> bool:
        """Whether one of the words stands on `page`."""
        return not self._words.isdisjoint(_found(page).places)

    def places(self, page: Page) -> tuple[int, ...]:
        """Where the words begin in `page.raw`, in order, save where they share letters with a word before."""
        found = _found(page).places
        return tuple(sorted(at for word in self._words for at in found.get(word, ())))


class SourcePattern:
    """A regular expression for the source of pages that ignores case, tried only where its words stand.

    Where every match begins with a word that is known, only there; otherwise on pages with a word of each match.
    "k" and "s" are ASCII letters here: the signs for kelvin and the long s are none of them.
    """

    def __init__(self, pattern: str) -> None:
        self._compiled = re.compile(pattern, re.IGNORECASE)
        words, first = needles_in_any_case(pattern), beginnings(pattern)
        self._mention = Mention(*words) if words else None
        self._starts = Words(first) if first else None

    def search(self, page: Page) -> re.Match[str] | None:
        """As `re.search` in `page.html`."""
        if self._mention is not None and not self._mention.on(page):
            return None
        return self._search(page.html, page.small)

    def find(self, text: str) -> re.Match[str] | None:
        """As `re.search` in a piece of the source."""
        return self._search(text, text.encode("utf-8", "replace").lower())

    def _search(self, text: str, source: bytes) -> re.Match[str] | None:
        if self._starts is None:
            return self._compiled.search(text)
        tried = (self._compiled.match(text, at) for at in self._starts.places(source))
        return next((match for match in tried if match), None)


_WORDS: dict[bytes, None] = {}  # of all readers, in the order in which they were named


@dataclass(frozen=True, slots=True)
class _Found:
    known: int  # words that there were when the page was looked at
    places: dict[bytes, list[int]]


_FOUND: PerPage[_Found] = PerPage()


def _found(page: Page) -> _Found:
    found = _FOUND.get(page)
    if found is None or found.known != len(_WORDS):
        found = _FOUND[page] = _Found(len(_WORDS), _looked(page.small))
    return found


def _looked(source: bytes) -> dict[bytes, list[int]]:
    places: dict[bytes, list[int]] = {}
    wanted, parts = tuple(_WORDS), [(0, len(source))]
    while wanted and (len(parts) == 1 or _stands(wanted, b"\0".join(source[at:until] for at, until in parts))):
        found: dict[bytes, list[int]] = defaultdict(list)
        told: list[tuple[int, int]] = []
        for first in range(0, len(wanted), AT_ONCE):
            words = wanted[first : first + AT_ONCE]
            for at, until in parts:
                for index, start, end in _search(words).find_matches_as_indexes(source[at:until]):
                    found[words[index]].append(at + start)
                    told.append((at + start, at + end))
        places |= found
        # What shares letters with a word that was found may stand behind it: only these are looked for again, there.
        near = frozenset().union(*(_sharing(word, len(_WORDS)) for word in found))
        wanted = tuple(w for w in wanted if w in near and w not in places)
        parts = stretches(sorted(told), max(map(len, wanted), default=0), len(source))
    return places


def _stands(words: tuple[bytes, ...], source: bytes) -> bool:
    """Whether any of `words` stands in `source`."""
    return any(
        _search(words[first : first + AT_ONCE]).find_matches_as_indexes(source)
        for first in range(0, len(words), AT_ONCE)
    )


@lru_cache(maxsize=1_000)
def _search(words: tuple[bytes, ...]) -> ahocorasick_rs.BytesAhoCorasick:
    return ahocorasick_rs.BytesAhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostFirst)


@cache
def _sharing(word: bytes, known: int) -> frozenset[bytes]:
    """Those of the first `known` words of all readers that can stand in a text where `word` begins or ends."""
    return frozenset(other for other in islice(_WORDS, known) if _share_letters(other, word))


def _share_letters(one: bytes, other: bytes) -> bool:
    return one in other or other in one or _laps(one, other) or _laps(other, one)


def _laps(left: bytes, right: bytes) -> bool:
    return any(left.endswith(right[:n]) for n in range(1, min(len(left), len(right))))


STATED_TYPE = Mention("@type")  # of JSON-LD; what stands in quotes shares no letter with another word
