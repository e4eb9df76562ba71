"""Words that readers look for in the source of a page: those of all readers in one pass, before any reader looks.

A page's source is ten times its text, and hardly ever holds what a reader looks for there. Up to 64 words at once cost
less than one of them alone by `in`, as long as they are looked for as bytes and without overlaps.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick_rs

from sweep.extract.needles import beginnings, needles_in_any_case
from sweep.extract.page import Page, PerPage

_AT_ONCE = 64  # words that the search takes without slowing down tenfold


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
        words, self._starts = needles_in_any_case(pattern), beginnings(pattern)
        self._mention = Mention(*words) if words else None

    def search(self, page: Page) -> re.Match[str] | None:
        """As `re.search` in `page.html`."""
        if self._mention is not None and not self._mention.on(page):
            return None
        if not self._starts:
            return self._compiled.search(page.html)
        tried = (self._compiled.match(page.html, at) for at in _characters(page.raw, self._places(page)))
        return next((match for match in tried if match), None)

    def find(self, text: str) -> re.Match[str] | None:
        """As `re.search` in a piece of the source."""
        return self._compiled.search(text)

    def _places(self, page: Page) -> list[int]:
        words = tuple(word.encode("ascii") for word in self._starts)
        return sorted(
            {start for _, start, _ in _overlapping(words).find_matches_as_indexes(page.small, overlapping=True)}
        )


def _characters(raw: bytes, places: Iterable[int]) -> Iterator[int]:
    """The offsets in characters for offsets in UTF-8, in order."""
    at = characters = 0
    for place in places:
        characters += place - at if raw.isascii() else len(raw[at:place].decode("utf-8", "replace"))
        at = place
        yield characters


@lru_cache(maxsize=1_000)
def _overlapping(words: tuple[bytes, ...]) -> ahocorasick_rs.BytesAhoCorasick:
    return ahocorasick_rs.BytesAhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.Standard)


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
    wanted = tuple(_WORDS)
    while wanted:
        found: dict[bytes, list[int]] = defaultdict(list)
        for first in range(0, len(wanted), _AT_ONCE):
            words = wanted[first : first + _AT_ONCE]
            for index, start, _ in _search(words).find_matches_as_indexes(source):
                found[words[index]].append(start)
        places |= found
        # What shares letters with a word that was found may stand behind it: only these are looked for again.
        wanted = tuple(w for w in wanted if w not in places and any(_share_letters(w, f) for f in found))
    return places


@lru_cache(maxsize=1_000)
def _search(words: tuple[bytes, ...]) -> ahocorasick_rs.BytesAhoCorasick:
    return ahocorasick_rs.BytesAhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostFirst)


@cache
def _share_letters(one: bytes, other: bytes) -> bool:
    """Whether one of two words can stand in a text where the other begins or ends."""
    return one in other or other in one or _laps(one, other) or _laps(other, one)


def _laps(left: bytes, right: bytes) -> bool:
    return any(left.endswith(right[:n]) for n in range(1, min(len(left), len(right))))


STATED_TYPE = Mention("@type")  # of JSON-LD; what stands in quotes shares no letter with another word
