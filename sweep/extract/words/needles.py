"""Which of many regular expressions can match in a text at all: one pass over it for the words that they need.

A regular expression costs as much where it finds nothing as where it finds something, and most of ours find nothing
on most pages. So from each the literal words are taken of which one must stand in every match (its needles), and all
needles of all expressions are looked for at once. An expression without a needle in a stretch of text cannot match
there; one of which no needles can be told may always match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import ahocorasick_rs

from sweep.extract.words.literals import frequency, held, parsed, starts

ALSO_ASCII = "ſıİ"  # "s" and "i" to an expression that ignores case, none when it is put in small letters
_LATIN = r"\x00-\x7fà-öø-þ"  # of which each is the small form of one capital, and of nothing else
_SHORTEST = 3  # letters in any case; shorter needles stand in every text
_SELDOM = 0.002  # of the signs of a text: needles that begin at more of them stand in every text
AT_ONCE = 48  # words that a search takes without slowing down; from 65 on it is ten times slower
_AT_TWICE = 2 * AT_ONCE  # words for which there is no other search
_FIRST, _TABLE = ahocorasick_rs.MatchKind.LeftmostFirst, ahocorasick_rs.Implementation.DFA
_RARER = 10  # times: then it is worth while to ask for the rarer words first
_OFTEN = 0.04  # of the signs of a text: words that begin at more of them are no help


def needles(pattern: str) -> tuple[str, ...]:
    """Words of which at least one stands in every match of `pattern` (case-sensitive); () where none can be told."""
    found = _words_of(pattern)[0]
    return tuple(sorted(found)) if found and frequency(found) <= _SELDOM else ()


@lru_cache(maxsize=8_192)
def _words_of(pattern: str) -> tuple[frozenset[str], int, frozenset[str]]:
    """Words of which every match holds one, how far behind its beginning; and words with one of which it begins."""
    parts, in_any_case = parsed(pattern)
    return (frozenset(), 0, frozenset()) if in_any_case else (*held(parts), starts(parts))


def needles_in_any_case(pattern: str) -> tuple[str, ...]:
    """ASCII words in small letters of which one stands, in whatever case, in every match; () where none can be told."""
    found = _small(held(parsed(pattern)[0])[0])
    return found if found and min(map(len, found)) >= _SHORTEST else ()


def beginnings(pattern: str) -> tuple[str, ...]:
    """ASCII words in small letters of which one begins every match, in whatever case; () where none can be told."""
    found = {re.match(r"[\x00-\x7f]*", word.lower())[0] for word in starts(parsed(pattern)[0])}  # type: ignore[index]
    return tuple(sorted(found)) if found and min(map(len, found)) >= 2 else ()


def _small(words: frozenset[str], letters: str = r"\x00-\x7f") -> tuple[str, ...]:
    """The parts of `words` in these letters, ASCII ones without more; () where one has none."""
    parts = {word: max(re.findall(rf"[{letters}]+", word.lower()), key=len, default="") for word in words}
    return tuple(sorted(set(parts.values()))) if all(parts.values()) else ()


@dataclass(frozen=True, slots=True)
class Spots:
    """Where the needles of which expressions begin in a text; `always` are the expressions without needles."""

    starts: tuple[int, ...]
    names: tuple[frozenset[str], ...]
    always: frozenset[str]

    def near(self, start: int, end: int) -> frozenset[str]:
        """The expressions that may match within `start`..`end` of the text."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return self.always.union(*self.names[low:high]) if low < high else self.always

    def following(self, wanted: frozenset[str], start: int) -> int:
        """The first place from `start` on that a match of one of the expressions `wanted` may hold; -1 for none."""
        if not wanted.isdisjoint(self.always):
            return start
        for i in range(bisect_left(self.starts, start), len(self.starts)):
            if not wanted.isdisjoint(self.names[i]):
                return self.starts[i]
        return -1


class Haystack:
    """Named regular expressions, ready to be told apart in a text by their needles."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._owners: dict[str, set[str]] = {}
        without = []
        for name, pattern in patterns.items():
            words = needles(pattern)
            if not words:
                without.append(name)
            for word in words:
                self._owners.setdefault(word, set()).add(name)
        self._always = frozenset(without)
        self._names = tuple(frozenset(names) for names in self._owners.values())
        known = [word.encode() for word in self._owners]
        self._automaton = ahocorasick_rs.BytesAhoCorasick(known, implementation=_TABLE) if known else None

    def spots(self, text: str) -> Spots:
        """Where the needles stand in `text`. Linear in its length."""
        if self._automaton is None:
            return Spots((), (), self._always)
        raw = text.encode("utf-8", "replace")
        found = sorted((start, i) for i, start, _ in self._automaton.find_matches_as_indexes(raw, overlapping=True))
        starts = tuple(characters(raw, [start for start, _ in found]))
        return Spots(starts, tuple(self._names[i] for _, i in found), self._always)

    def possible(self, text: str) -> frozenset[str]:
        """The expressions that may match somewhere in `text`."""
        if self._automaton is None:
            return self._always
        found = self._automaton.find_matches_as_indexes(text.encode("utf-8", "replace"), overlapping=True)
        return self._always.union(*(self._names[i] for i in {i for i, _, _ in found})) if found else self._always


class Words:
    """Words that are looked for at once, in a text as UTF-8: ten times faster than as letters."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = sorted(words)
        many = len(listed) > _AT_TWICE
        groups = [listed] if many else [listed[first : first + AT_ONCE] for first in range(0, len(listed), AT_ONCE)]
        self._searches = tuple(
            ahocorasick_rs.BytesAhoCorasick(
                [word.encode() for word in group], matchkind=_FIRST, implementation=_TABLE if many else None
            )
            for group in groups
        )
        self._within = tuple(_overlaps(group) for group in groups)

    def stand(self, raw: bytes) -> bool:
        """Whether one of the words stands in it."""
        return any(search.find_matches_as_indexes(raw) for search in self._searches)

    def places(self, raw: bytes) -> Iterable[int]:
        """Where the words may begin, as offsets in letters, in order, each place once."""
        found: list[int] = []
        for search, within in zip(self._searches, self._within, strict=True):
            for word, start, _ in search.find_matches_as_indexes(raw):
                found.append(start)
                if within[word]:
                    found += [start + behind for behind in within[word]]
        return characters(raw, found if len(self._searches) == 1 else sorted(set(found)))


def _overlaps(words: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Where in each of the words, as UTF-8, one of them may begin: the search goes on behind it."""
    whole = frozenset(words)
    begun = {word[:length] for word in words for length in range(1, len(word) + 1)}

    def shared(tail: str) -> bool:
        return tail in begun or any(tail[:length] in whole for length in range(1, len(tail)))

    return tuple(tuple(len(word[:at].encode()) for at in range(1, len(word)) if shared(word[at:])) for word in words)


def characters(raw: bytes, places: Sequence[int]) -> Iterable[int]:
    """The offsets in characters for offsets in UTF-8, in order."""
    return places if not places or raw.isascii() else _counted(raw, places)


def _counted(raw: bytes, places: Iterable[int]) -> Iterator[int]:
    at = counted = 0
    for place in places:
        counted += len(raw[at:place].decode("utf-8", "replace"))
        at = place
        yield counted


def stretches(spans: Iterable[tuple[int, int]], reach: int, end: int) -> list[tuple[int, int]]:
    """The parts of a text of length `end` round `spans`, which come in order, with `reach` on either side of each."""
    parts: list[tuple[int, int]] = []
    for start, stop in spans:
        low, high = max(0, start - reach), min(stop + reach, end)
        if parts and low <= parts[-1][1]:
            parts[-1] = parts[-1][0], max(high, parts[-1][1])
        else:
            parts.append((low, high))
    return parts


def _before(places: Iterable[int], reach: int) -> Iterator[int]:
    """`places` and all within `reach` before one, in order."""
    behind = 0
    for place in places:
        yield from range(max(behind, place - reach), place + 1)
        behind = max(behind, place + 1)


def tried(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """As `re.finditer`, where matches begin at some of `places` only."""
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)):
            yield match
            end = match.end()


class Led:
    """A regular expression that is tried only where one matches that begins with a choice of characters.

    Such a one is searched for five times faster than one that looks back or ahead before it takes a character.
    """

    def __init__(self, begins: str, pattern: str) -> None:
        """`begins` takes one character, the first one of every match."""
        self._begins, self._compiled = re.compile(begins), re.compile(pattern)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.finditer`."""
        return tried(self._compiled, text, (match.start() for match in self._begins.finditer(text)))


class Begun:
    """A regular expression that ignores case, tried only where a word stands with which its matches begin."""

    def __init__(self, pattern: str) -> None:
        """Tried everywhere where no words are known with which every match begins (`beginnings`)."""
        self._compiled = re.compile(pattern, re.IGNORECASE)
        starts = beginnings(pattern)
        self._starts = Words(starts) if starts else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.finditer`."""
        if self._starts is None or any(letter in text for letter in ALSO_ASCII):
            return self._compiled.finditer(text)
        return tried(self._compiled, text, self._starts.places(text.lower().encode("utf-8", "replace")))

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.search`."""
        return next(self.finditer(text), None)


class AnyCase:
    """Expressions that ignore case, of which it is asked whether any of them can match in a text at all."""

    def __init__(self, *patterns: str) -> None:
        told = [_small(held(parsed(pattern)[0])[0], _LATIN) for pattern in patterns]
        words = {word for words in told for word in words} if all(told) else ()
        self._words = Words((*words, *map(str.lower, ALSO_ASCII))) if words else None

    def possible(self, text: str) -> bool:
        """Whether there can be a match in `text`."""
        return self._words is None or self._words.stand(text.lower().encode("utf-8", "replace"))


class Sieve:
    """One regular expression that is only tried on a text with one of its needles, and only where it may begin."""

    def __init__(self, pattern: str) -> None:
        self.compiled = re.compile(pattern)

    @cached_property
    def needles(self) -> Words | None:
        """Words of which one stands in every match; None where none are known."""
        words = _words_of(self.compiled.pattern)[0]
        return Words(words) if words else None

    @cached_property
    def _first_asked(self) -> Words | None:
        """The needles, where they are far rarer than what is looked for next."""
        within, _, first = _words_of(self.compiled.pattern)
        if self._tried_from is None:
            return self.needles
        return self.needles if not self._tried_from[1] and _RARER * frequency(within) < frequency(first) else None

    @cached_property
    def _tried_from(self) -> tuple[Words, int] | None:
        """The words near which matches begin, and how far before them; None where they are too many."""
        within, reach, first = _words_of(self.compiled.pattern)
        begins, near = frequency(first), frequency(within) * (reach + 1)
        if first and begins <= _OFTEN and (begins <= near or not within):
            return Words(first), 0
        return (Words(within), reach) if within and near <= _OFTEN else None

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.search`."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.finditer`."""
        raw = text.encode("utf-8", "replace")
        if self._first_asked is not None and not self._first_asked.stand(raw):
            return iter(())
        if self._tried_from is None:
            return self.compiled.finditer(text)
        words, reach = self._tried_from
        places = words.places(raw)
        return tried(self.compiled, text, _before(places, reach) if reach else places)

    def possible(self, text: str) -> bool:
        """Whether there can be a match in `text`."""
        return self.needles is None or self.needles.stand(text.encode("utf-8", "replace"))
