"""The literal words in a regular expression: with which of them every match begins, which of them every match holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

try:
    from re import _parser as _sre  # type: ignore[attr-defined]
except ImportError:  # another Python may keep its parser elsewhere: all is still found, only more slowly
    _sre = None

_MOST = 200  # words that are told apart
_LONGEST = 6  # letters of a word: more of them tell no more
_CHOICE = 8  # letters of a class that are told apart
_SHARES = {" ": 0.15, ",": 0.01, ".": 0.01, ":": 0.05, "/": 0.05}  # of all signs; small ASCII letters are one in 20
_FAR = 10_000  # letters
_NOT_TOLD: tuple[frozenset[str], int] = frozenset(), 0
_NO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")  # of no letters: left out


class _Begun(NamedTuple):
    """What a part can begin with: `whole` is all that it matches, behind `cut` more may stand."""

    whole: frozenset[str]
    cut: frozenset[str]

    def then(self, other: _Begun) -> _Begun:
        if self is _NOTHING:
            return other
        whole = frozenset(one + two for one in self.whole for two in other.whole)
        return _Begun(whole, self.cut | {one + two for one in self.whole for two in other.cut})

    def ended(self) -> _Begun:
        return _Begun(frozenset(), self.whole | self.cut)


_NOTHING = _Begun(frozenset({""}), frozenset())
_ANYTHING = _Begun(frozenset(), frozenset({""}))


@dataclass(frozen=True, eq=False)
class Part:
    """A part of an expression: `inner` are the parts in it, one sequence a branch; `least`..`most` times in a row."""

    kind: str
    letters: frozenset[str] = frozenset()
    inner: tuple[Parts, ...] = ()
    least: int = 1
    most: int = 1

    @cached_property
    def begun(self) -> _Begun:
        """What it can begin with. Asked once for each part before it, and told once: it may be many words."""
        match self.kind:
            case "letters" if self.letters:
                return _Begun(self.letters, frozenset())
            case "branch":
                branches = [_begun(branch) for branch in self.inner]
                whole = frozenset().union(*(b.whole for b in branches))
                return _cut(_Begun(whole, frozenset().union(*(b.cut for b in branches))))
            case "group":
                return _begun(self.inner[0])
            case "repeat":
                return _repeated(self.least, self.most, self.inner[0])
        return _ANYTHING

    @cached_property
    def width(self) -> int:
        """How many letters it matches at most, as far as that is told from `_FAR`."""
        if self.kind == "letters":
            return 1
        if not self.inner:
            return _FAR
        return min(_FAR, self.most * max(min(_FAR, sum(part.width for part in parts)) for parts in self.inner))


Parts = tuple[Part, ...]


def parsed(pattern: str) -> tuple[Parts, bool]:
    """The parts of an expression that have a width, and whether it ignores case."""
    if _sre is None:
        return (), False
    tree = _sre.parse(pattern)
    return _parts(tree), bool(tree.state.flags & re.IGNORECASE)


def _parts(tree: Iterable[tuple[Any, Any]]) -> Parts:
    named = ((str(name), argument) for name, argument in tree)
    return tuple(_part(name, argument) for name, argument in named if name not in _NO_WIDTH)


def _part(name: str, argument: Any) -> Part:
    match name:
        case "LITERAL":
            return Part("letters", frozenset({chr(argument)}))
        case "IN":
            return Part("letters", _letters(argument))
        case "NOT_LITERAL" | "ANY":
            return Part("letters")
        case "BRANCH":
            return Part("branch", inner=tuple(_parts(branch) for branch in argument[1]))
        case "SUBPATTERN":
            flags = argument[1] or argument[2]  # such as "(?i:…)": only its width is told
            return Part("flagged" if flags else "group", inner=(_parts(argument[3]),))
        case "ATOMIC_GROUP":
            return Part("group", inner=(_parts(argument),))
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return Part("repeat", inner=(_parts(argument[2]),), least=int(argument[0]), most=int(argument[1]))
    return Part("other")


def starts(parts: Parts) -> frozenset[str]:
    """Words with one of which every match begins; none where none can be told."""
    begun = _begun(parts)
    return _least(begun.whole | begun.cut)


def held(parts: Parts) -> tuple[frozenset[str], int]:
    """Words of which every match holds at least one, the rarest ones; none where none can be told.

    And how many letters such a word may stand behind the beginning of the match.
    """
    found: list[tuple[frozenset[str], int]] = []
    before, literal = 0, False
    for i, part in enumerate(parts):
        one_letter = len(part.letters) == 1
        if not (one_letter and literal):
            found.append((starts(parts[i:]), before))
        words, reach = _inside(part)
        found.append((words, before + reach))
        before, literal = before + part.width, one_letter
    return min((told for told in found if told[0]), key=lambda told: frequency(told[0]), default=_NOT_TOLD)


def frequency(words: Iterable[str]) -> float:
    """How often one of `words` may stand in a text, roughly, as a share of its signs."""
    total = 0.0
    for word in words:
        share = 1.0
        for letter in word:
            share *= _SHARES.get(letter, 0.05 if "a" <= letter <= "z" else 0.005)
        total += share
    return total


def _least(words: Iterable[str]) -> frozenset[str]:
    """`words` without those that begin with another of them; none where one of them is empty."""
    kept: list[str] = []
    for word in sorted(word[:_LONGEST] for word in words):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return frozenset(kept) if kept and kept[0] else frozenset()


def _begun(parts: Parts) -> _Begun:
    begun = _NOTHING
    for part in parts:
        begun = _cut(begun.then(part.begun))
        if not begun.whole:
            break
    return begun


def _cut(begun: _Begun) -> _Begun:
    """The same where longer words are cut, and all of them where they are too many."""
    if len(begun.whole) + len(begun.cut) > _MOST:
        return begun.ended()
    long = {word for word in begun.whole if len(word) > _LONGEST}
    return _Begun(begun.whole - long, begun.cut | long) if long else begun


def _repeated(least: int, most: int, part: Parts) -> _Begun:
    once, begun = _begun(part), _NOTHING
    for _ in range(least):
        begun = _cut(begun.then(once))
        if not begun.whole:
            return begun
    if least == most:
        return begun
    more = begun.then(once if most == least + 1 else once.ended())
    return _cut(_Begun(begun.whole | more.whole, begun.cut | more.cut))


def _letters(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The letters of a class, where they are few; none where they are many."""
    found: set[str] = set()
    for name, argument in items:
        if str(name) == "LITERAL":
            found.add(chr(argument))
        elif str(name) == "RANGE" and argument[1] - argument[0] < _CHOICE:
            found.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return frozenset()
    return frozenset(found) if len(found) <= _CHOICE else frozenset()


def _inside(part: Part) -> tuple[frozenset[str], int]:
    """Words held by a part, and how far within it they may stand."""
    match part.kind:
        case "branch":
            branches = [held(branch) for branch in part.inner]
            if not all(words for words, _ in branches):
                return _NOT_TOLD
            # One word within another may stand behind its first letters.
            reach = max(reach for _, reach in branches) + _LONGEST
            return _least_within(frozenset().union(*(words for words, _ in branches))), reach
        case "group":
            return held(part.inner[0])
        case "repeat" if part.least >= 1:
            return held(part.inner[0])
    return _NOT_TOLD


def _least_within(words: frozenset[str]) -> frozenset[str]:
    """`words` without those that hold another of them."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset(kept)
