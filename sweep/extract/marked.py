"""Which elements have an attribute, and what they say in it: read once for a header or footer of many pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sweep.extract.outline import Outline

_INDEX, _VALUES = object(), object()  # what is kept of an outline


def having(part: Outline, *names: str) -> list[int]:
    """The elements of a part with one of these attributes, in order."""
    found = {i for name in names for i in _having(part, name)}
    return sorted(found)


def _having(part: Outline, name: str) -> Iterator[int]:
    yield from _own(part).get(name, ())
    for first, inner in part.shared:
        yield from (first + i for i in _having(inner, name))


def values(part: Outline, name: str) -> frozenset[str | None]:
    """What the elements of a part say in an attribute, each once."""
    known: dict[str, frozenset[str | None]] = part.kept.setdefault(_VALUES, {})
    if name not in known:
        own = {part.attributes[i][name] for i in _own(part).get(name, ())}
        known[name] = frozenset(own.union(*(values(inner, name) for _, inner in part.shared)))
    return known[name]


def _own(part: Outline) -> dict[str, list[int]]:
    """Attribute -> the elements with it that are in none of the parts that other pages have, too."""
    index: dict[str, list[int]] | None = part.kept.get(_INDEX)
    if index is None:
        index = defaultdict(list)
        for span in _unshared(part):
            for i in span:
                for name in part.attributes[i]:
                    index[name].append(i)
        part.kept[_INDEX] = index = dict(index)
    return index


def _unshared(part: Outline) -> Iterator[range]:
    start = 0
    for first, inner in part.shared:
        yield range(start, first)
        start = first + len(inner.tags)
    yield range(start, len(part.tags))
