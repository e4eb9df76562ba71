"""The literal words in a regular expression: with which of them every match begins, which of them every match holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
_NO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")
Parts = Sequence[tuple[Any, Any]]


class _Begun(NamedTuple):
    """What a part can begin with: `whole` is all that it matches, behind `cut` more may stand."""

    whole: frozenset[str]
    cut: frozenset[str]

    def then(self, other: _Begun) -> _Begun:
        whole = frozenset(one + two for one in self.whole for two in other.whole)
        return _Begun(whole, self.cut | {one + two for one in self.whole for two in other.cut})

    def ended(self) -> _Begun:
        return _Begun(frozenset(), self.whole | self.cut)


_NOTHING = _Begun(frozenset({""}), frozenset())
_ANYTHING = _Begun(frozenset(), frozenset({""}))


def parsed(pattern: str) -> tuple[Parts, bool]:
    """The parts of an expression, and whether it ignores case."""
    if _sre is None:
        return (), False
    tree = _sre.parse(pattern)
    return tuple(tree), bool(tree.state.flags & re.IGNORECASE)


def starts(parts: Parts) -> frozenset[str]:
    """Words with one of which every match begins; none where none can be told."""
    begun = _begun(parts)
    return _least(begun.whole | begun.cut)


def held(parts: Parts) -> tuple[frozenset[str], int]:
    """Words of which every match holds at least one, the rarest ones; none where none can be told.

    And how many letters such a word may stand behind the beginning of the match.
    """
    listed = [(str(name), argument) for name, argument in parts if str(name) not in _NO_WIDTH]
    found: list[tuple[frozenset[str], int]] = []
    before, literal = 0, False
    for i, (name, argument) in enumerate(listed):
        if name != "LITERAL" or not literal:
            found.append((starts(listed[i:]), before))
        words, reach = _inside(name, argument)
        found.append((words, before + reach))
        before, literal = before + _width(name, argument), name == "LITERAL"
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
    for name, argument in parts:
        if str(name) in _NO_WIDTH:
            continue
        begun = _cut(begun.then(_of(str(name), argument)))
        if not begun.whole:
            break
    return begun


def _cut(begun: _Begun) -> _Begun:
    """The same where longer words are cut, and all of them where they are too many."""
    if len(begun.whole) + len(begun.cut) > _MOST:
        return begun.ended()
    long = {word for word in begun.whole if len(word) > _LONGEST}
    return _Begun(begun.whole - long, begun.cut | long) if long else begun


def _of(name: str, argument: Any) -> _Begun:
    """What one part can begin with."""
    match name:
        case "LITERAL":
            return _Begun(frozenset({chr(argument)}), frozenset())
        case "IN":
            letters = _letters(argument)
            return _Begun(letters, frozenset()) if letters else _ANYTHING
        case "BRANCH":
            branches = [_begun(branch) for branch in argument[1]]
            whole = frozenset().union(*(b.whole for b in branches))
            return _cut(_Begun(whole, frozenset().union(*(b.cut for b in branches))))
        case "SUBPATTERN" if not argument[1] and not argument[2]:
            return _begun(argument[3])
        case "ATOMIC_GROUP":
            return _begun(argument)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(*argument)
    return _ANYTHING


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


def _inside(name: str, argument: Any) -> tuple[frozenset[str], int]:
    """Words held by a part, and how far within it they may stand."""
    match name:
        case "BRANCH":
            branches = [held(branch) for branch in argument[1]]
            if not all(words for words, _ in branches):
                return _NOT_TOLD
            # One word within another may stand behind its first letters.
            reach = max(reach for _, reach in branches) + _LONGEST
            return _least_within(frozenset().union(*(words for words, _ in branches))), reach
        case "SUBPATTERN" if not argument[1] and not argument[2]:
            return held(argument[3])
        case "ATOMIC_GROUP":
            return held(argument)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if argument[0] >= 1:
            return held(argument[2])
    return _NOT_TOLD


def _width(name: str, argument: Any) -> int:
    """How many letters a part matches at most, as far as that is told from `_FAR`."""
    match name:
        case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
            return 1
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return 0
        case "BRANCH":
            return max(_widths(branch) for branch in argument[1])
        case "SUBPATTERN":
            return _widths(argument[3])
        case "ATOMIC_GROUP":
            return _widths(argument)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return min(_FAR, int(argument[1]) * _widths(argument[2]))
    return _FAR


def _widths(parts: Parts) -> int:
    return min(_FAR, sum(_width(str(name), argument) for name, argument in parts))


def _least_within(words: frozenset[str]) -> frozenset[str]:
    """`words` without those that hold another of them."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(other in word for other in kept):
            kept.append(word)
    return frozenset(kept)
