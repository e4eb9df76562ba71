"""Elements with something about them; a header or footer that many pages share is looked through once for all."""

from __future__ import annotations

from collections.abc import Callable

from sweep.extract.pages.outline import Outline


def gathered(part: Outline, find: Callable[[Outline, range], list[int]]) -> list[int]:
    """The elements that `find` finds in an outline, in order; it is asked for stretches of it, one by one.

    `find` is a function of a module, under which the answer is kept, and looks at single elements only.
    """
    found: list[int] = []
    start = 0
    for first, inner in part.shared:
        found += find(part, range(start, first))
        if find not in inner.kept:
            inner.kept[find] = gathered(inner, find)
        found += [first + i for i in inner.kept[find]]
        start = first + len(inner.tags)
    return found + find(part, range(start, len(part.tags)))
