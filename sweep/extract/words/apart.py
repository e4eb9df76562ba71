"""Regular expressions that are tried in parts of a text only: their matches are those of the expression everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sweep.extract.words.needles import Sieve, tried


class AnyOf:
    """Several expressions in place of one with "|" between them: each is looked for by its own needles."""

    def __init__(self, *patterns: str) -> None:
        self._sieves = tuple(map(Sieve, patterns))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.finditer`; of those that begin at one place, the first listed."""
        end = 0
        for match in sorted((m for sieve in self._sieves for m in sieve.finditer(text)), key=re.Match.start):
            if match.start() >= end:
                yield match
                end = match.end()


class OnLines:
    """An expression for words of one line, tried only on the lines with a sign that each match holds."""

    def __init__(self, sign: str | re.Pattern[str], pattern: str | re.Pattern[str]) -> None:
        self._sign, self.compiled = re.compile(sign), re.compile(pattern)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.finditer`; no match goes on behind the end of its line."""
        end = 0
        while seen := self._sign.search(text, end):
            start = text.rfind("\n", end, seen.start()) + 1 or end
            end = text.find("\n", seen.end()) + 1 or len(text)
            yield from self.compiled.finditer(text, start, end)


class Round:
    """An expression that is tried only from a few characters before a sign on, which each match holds."""

    def __init__(self, sign: str, reach: int, pattern: str) -> None:
        """`reach`: how far before the sign a match may begin."""
        self._sign, self._reach, self.compiled = re.compile(sign), reach, re.compile(pattern)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.finditer`."""
        return tried(self.compiled, text, self._places(text))

    def _places(self, text: str) -> Iterator[int]:
        behind = 0
        for seen in self._sign.finditer(text):
            yield from range(max(behind, seen.start() - self._reach), seen.start() + 1)
            behind = seen.start() + 1
