"""Which of many regular expressions can match in a text at all: one pass over it for the words that they need.

A regular expression costs as much where it finds nothing as where it finds something, and most of ours find nothing
on most pages. So from each the literal words are taken of which one must stand in every match (its needles), and all
needles of all expressions are looked for at once. An expression without a needle in a stretch of text cannot match
there; one of which no needles can be told may always match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ahocorasick_rs

try:
    from re import _parser as _sre  # type: ignore[attr-defined]
except ImportError:  # another Python may keep its parser elsewhere: all is still found, only more slowly
    _sre = None

_ALSO_ASCII = "ſıİ"  # "s" and "i" to an expression that ignores case, none when it is put in small letters
_LATIN = r"\x00-\x7fà-öø-þ"  # of which each is the small form of one capital, and of nothing else
_SHORTEST = 3  # letters; shorter needles stand in every text


@lru_cache(maxsize=4_096)
def needles(pattern: str) -> tuple[str, ...]:
    """Words of which at least one stands in every match of `pattern` (case-sensitive); () where none can be told."""
    if _sre is None:
        return ()
    parsed = _sre.parse(pattern)
    found = frozenset() if parsed.state.flags & re.IGNORECASE else _needed(parsed)
    return tuple(sorted(found)) if found and min(map(len, found)) >= _SHORTEST else ()


def needles_in_any_case(pattern: str) -> tuple[str, ...]:
    """ASCII words in small letters of which one stands, in whatever case, in every match; () where none can be told."""
    found = _small(_needed(_sre.parse(pattern)) if _sre is not None else frozenset())
    return found if found and min(map(len, found)) >= _SHORTEST else ()


def beginnings(pattern: str) -> tuple[str, ...]:
    """ASCII words in small letters of which one begins every match, in whatever case; () where none can be told."""
    found = _small(_first(_sre.parse(pattern)) if _sre is not None else frozenset())
    return found if found and min(map(len, found)) >= 2 else ()


def _starts(pattern: str) -> frozenset[str]:
    """Words of which one begins every match of `pattern` (case-sensitive); none where none can be told."""
    if _sre is None:
        return frozenset()
    parsed = _sre.parse(pattern)
    found = frozenset() if parsed.state.flags & re.IGNORECASE else _first(parsed, ascii_only=False)
    return found if found and min(map(len, found)) >= _SHORTEST else frozenset()


def _small(words: frozenset[str], letters: str = r"\x00-\x7f") -> tuple[str, ...]:
    """The parts of `words` in these letters, ASCII ones without more; () where one has none."""
    parts = {word: max(re.findall(rf"[{letters}]+", word.lower()), key=len, default="") for word in words}
    return tuple(sorted(set(parts.values()))) if all(parts.values()) else ()


def _first(sequence: Iterable[tuple[Any, Any]], *, ascii_only: bool = True) -> frozenset[str]:
    """What a parsed sequence begins with."""
    run, parts = "", list(sequence)
    for at, (operation, argument) in enumerate(parts):
        name = str(operation)
        if name == "LITERAL" and (chr(argument).isascii() or not ascii_only):
            run += chr(argument)
        elif run:
            break
        elif name in ("ASSERT", "ASSERT_NOT", "AT"):
            continue  # these have no width
        elif name == "BRANCH":
            branches = [_first([*branch, *parts[at + 1 :]], ascii_only=ascii_only) for branch in argument[1]]
            return frozenset().union(*branches) if all(branches) else frozenset()
        elif name == "SUBPATTERN" and not argument[1] and not argument[2]:
            return _first([*argument[3], *parts[at + 1 :]], ascii_only=ascii_only)
        elif name == "MAX_REPEAT" and argument[0] == 0 and argument[1] == 1:
            with_it = _first([*argument[2], *parts[at + 1 :]], ascii_only=ascii_only)
            without = _first(parts[at + 1 :], ascii_only=ascii_only)
            return with_it | without if with_it and without else frozenset()
        else:
            break
    return frozenset({run}) if run else frozenset()


def _needed(sequence: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The best needles of a parsed sequence: those of its part whose shortest needle is longest."""
    best: frozenset[str] = frozenset()
    run = ""
    for operation, argument in (*sequence, (None, None)):
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument)
            continue
        if run:
            best = _better(best, frozenset({run}))
            run = ""
        best = _better(best, _of_part(name, argument))
    return best


def _of_part(name: str, argument: Any) -> frozenset[str]:
    if name == "BRANCH":
        parts = [_needed(branch) for branch in argument[1]]
        return frozenset().union(*parts) if all(parts) else frozenset()
    if name == "SUBPATTERN" and not argument[1] and not argument[2]:
        return _needed(argument[3])
    if name == "ATOMIC_GROUP":
        return _needed(argument)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[0] >= 1:
        return _needed(argument[2])
    return frozenset()


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    if not one or not other:
        return one or other
    return max(one, other, key=lambda s: (min(map(len, s)), -len(s)))


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
        self._automaton = ahocorasick_rs.AhoCorasick(list(self._owners)) if self._owners else None

    def spots(self, text: str) -> Spots:
        """Where the needles stand in `text`. Linear in its length."""
        if self._automaton is None:
            return Spots((), (), self._always)
        found = sorted((start, i) for i, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True))
        return Spots(tuple(start for start, _ in found), tuple(self._names[i] for _, i in found), self._always)

    def possible(self, text: str) -> frozenset[str]:
        """The expressions that may match somewhere in `text`."""
        if self._automaton is None:
            return self._always
        indexes = {i for i, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        return self._always.union(*(self._names[i] for i in indexes))


class _Everywhere:
    """Words whose places in a text are wanted, also where they share letters with one another."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = sorted(words)
        self._reach = max(map(len, listed))
        self._apart = ahocorasick_rs.AhoCorasick(listed, matchkind=ahocorasick_rs.MatchKind.LeftmostFirst)
        self._all = ahocorasick_rs.AhoCorasick(listed)

    def places(self, text: str) -> list[int]:
        """Where the words begin, in order, each place once."""
        # The search without overlaps is much the faster one; what it misses shares letters with what it reports.
        told = ((start, end) for _, start, end in self._apart.find_matches_as_indexes(text))
        found: set[int] = set()
        for first, last in stretches(told, self._reach, len(text)):
            matches = self._all.find_matches_as_indexes(text[first:last], overlapping=True)
            found.update(first + start for _, start, _ in matches)
        return sorted(found)


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


class Begun:
    """A regular expression that ignores case, tried only where a word stands with which its matches begin."""

    def __init__(self, pattern: str) -> None:
        """Tried everywhere where no words are known with which every match begins (`beginnings`)."""
        self._compiled = re.compile(pattern, re.IGNORECASE)
        starts = beginnings(pattern)
        self._starts = _Everywhere(starts) if starts else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.finditer`."""
        if self._starts is None or any(letter in text for letter in _ALSO_ASCII):
            yield from self._compiled.finditer(text)
            return
        end = 0
        for start in self._starts.places(text.lower()):
            if start >= end and (match := self._compiled.match(text, start)):
                yield match
                end = match.end()

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.search`."""
        return next(self.finditer(text), None)


class AnyCase:
    """Expressions that ignore case, of which it is asked whether any of them can match in a text at all."""

    def __init__(self, *patterns: str) -> None:
        told = [_small(_needed(_sre.parse(pattern)), _LATIN) if _sre is not None else () for pattern in patterns]
        words = sorted({word for words in told for word in words}) if all(told) else []
        kind = ahocorasick_rs.MatchKind.LeftmostFirst
        odd = map(str.lower, _ALSO_ASCII)
        self._automaton = ahocorasick_rs.AhoCorasick([*words, *odd], matchkind=kind) if words else None

    def possible(self, text: str) -> bool:
        """Whether there can be a match in `text`."""
        return self._automaton is None or bool(self._automaton.find_matches_as_indexes(text.lower()))


class Sieve:
    """One regular expression that is only tried on a text with one of its needles, and only where it may begin."""

    def __init__(self, pattern: str) -> None:
        self._compiled = re.compile(pattern)
        self._needles = needles(pattern)
        starts = _starts(pattern)
        self._starts = _Everywhere(starts) if starts else None
        kind = ahocorasick_rs.MatchKind.LeftmostFirst
        self._automaton = ahocorasick_rs.AhoCorasick(list(self._needles), matchkind=kind) if self._needles else None

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.search`."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.finditer`."""
        if not self.possible(text):
            return iter(())
        if self._starts is None:
            return self._compiled.finditer(text)
        return self._beginning(self._starts.places(text), text)

    def _beginning(self, places: Iterable[int], text: str) -> Iterator[re.Match[str]]:
        end = 0
        for place in places:
            match = self._compiled.match(text, place) if place >= end else None
            if match is not None:
                end = match.end()
                yield match

    def possible(self, text: str) -> bool:
        """Whether there can be a match in `text`."""
        return self._automaton is None or bool(self._automaton.find_matches_as_indexes(text))
