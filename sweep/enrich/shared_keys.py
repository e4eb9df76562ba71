"""Which of very many shops show something that others show too: of each thing eight bytes are held, not the thing."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import combinations

_PARTS = 16  # in which the keys are sorted one after the other: sorting takes several times what it sorts
_KIND_BITS = 2  # the highest of a key's 64; two things with the same other 62 only lead to a pair more


class SharedKeys:
    """What the shops of a sweep show, added one shop after the other, in the order of the list.

    `most` names the kinds of things, at most four, and how many shops may show the same one: what more of them show
    leads to no pair.
    """

    def __init__(self, most: Mapping[str, int]) -> None:
        self._kinds = {kind: number for number, kind in enumerate(most)}
        self._most = tuple(most.values())
        self._shops: list[str] = []
        self._parts = tuple((array("Q"), array("I")) for _ in range(_PARTS))  # what is shown, and its shop's number

    def add(self, shop: str, shown: Iterable[tuple[str, Hashable]]) -> None:
        """`shown` are kind and thing, each once."""
        for kind, thing in shown:
            key = self._key(kind, thing)
            keys, places = self._parts[key % _PARTS]
            keys.append(key)
            places.append(len(self._shops))
        self._shops.append(shop)

    def _key(self, kind: str, thing: Hashable) -> int:
        digest = int.from_bytes(blake2b(repr(thing).encode(), digest_size=8).digest(), "big")
        return self._kinds[kind] << (64 - _KIND_BITS) | digest >> _KIND_BITS

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of shops that show the same, each once, in the order of the list."""
        # As a set: two shops with the same text have all its marks in common.
        groups = {group for keys, places in self._parts for group in self._groups(keys, places)}
        found = sorted({pair for group in groups for pair in combinations(group, 2)})
        return [(self._shops[a], self._shops[b]) for a, b in found]

    def _groups(self, shown: array[int], by: array[int]) -> Iterator[tuple[int, ...]]:
        """The numbers of the shops that show one thing, where they are several and not too many."""
        import numpy as np  # noqa: PLC0415 - only the end of a sweep needs it

        keys, places = np.asarray(shown), np.asarray(by)
        order = np.argsort(keys, kind="stable")  # the shops of a key stay in order
        keys, places = keys[order], places[order]
        starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] ^ 1))
        counts = np.diff(starts, append=len(keys))
        most = np.array(self._most)[(keys[starts] >> np.uint64(64 - _KIND_BITS)).astype(np.intp)]
        few = (counts > 1) & (counts <= most)
        for start, count in zip(starts[few].tolist(), counts[few].tolist(), strict=True):
            yield tuple(places[start : start + count].tolist())
