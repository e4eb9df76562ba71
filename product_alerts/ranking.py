"""Which notices an offer has most in common with: key, weight and kind of every shared term packed into one number.

Sorting numbers is far cheaper than finding their order and taking several arrays apart by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from product_alerts.asked import MOST
from product_alerts.rolling import Longs, Whole
from product_alerts.terms import NAME, TOLD

Ints = npt.NDArray[np.uint32]
_Any = TypeVar("_Any", np.int64, np.uint64)

_POINT_BITS = np.uint64(23)  # of a weight; then seven for what the term is, and one for a pair of frequent terms
_OF_PAIR = np.uint64(1 << 30)
_TOLD_BITS = np.uint64(31)  # behind the key, which is row * notices + notice
_POINTS, _WHATS = np.uint64((1 << 23) - 1), np.uint64(127)
_PLACE_BITS, _SUM_BITS = 26, 28  # of 64; the others for the rows of a batch
assert MOST <= 1 << (64 - _PLACE_BITS - _SUM_BITS)


@dataclass(frozen=True, slots=True)
class Packed:
    """Lists of notices, one after the other: each notice with what the list's term adds to it, as one number."""

    numbers: Longs

    @classmethod
    def of_terms(cls, notices: Ints, points: Ints, whats: npt.NDArray[np.uint8]) -> Packed:
        """Of rare terms, with what the term is to each notice."""
        told = whats.astype(np.uint64) << _POINT_BITS | points
        return cls(notices.astype(np.uint64) << _TOLD_BITS | told)

    @classmethod
    def of_pairs(cls, notices: Ints, points: Ints) -> Packed:
        """Of pairs of frequent terms, whose points only help to find."""
        return cls(notices.astype(np.uint64) << _TOLD_BITS | points.astype(np.uint64) | _OF_PAIR)

    def of(self, keys: Whole, first: Whole, count: Whole) -> Longs:
        """The lists that begin at `first`, each notice added to its list's key."""
        begin, places = spread(keys.astype(np.uint64) << _TOLD_BITS, first, count)
        return self.numbers[places] + begin


@dataclass(frozen=True, slots=True)
class Found:
    """Offers with notices in order; points, kinds and counts are those of the rare terms that they share."""

    offers: Whole
    notices: Whole
    points: Whole
    whats: npt.NDArray[np.uint8]
    named: Whole
    told: Whole


def spread(rows: npt.NDArray[_Any], first: Whole, count: Whole) -> tuple[npt.NDArray[_Any], Whole]:
    """For lists of lists: each row as often as its list is long, and the places of the members from `first` on."""
    ends = np.cumsum(count)
    inside = np.arange(ends[-1] if len(ends) else 0)
    return np.repeat(rows, count), np.repeat(first - ends + count, count) + inside


def firsts(ordered: npt.NDArray[np.int64]) -> Whole:
    """The places where a value stands for the first time."""
    if not len(ordered):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))


def likeliest(packed: Longs, notices: int, most: int) -> Found:
    """The distinct keys whose points add up to the most, `most` of each row."""
    packed = np.sort(packed)
    keys = (packed >> _TOLD_BITS).astype(np.int64)
    first = firsts(keys)
    if not len(first):
        none = np.zeros(0, dtype=np.int64)
        return Found(none, none, none, none.astype(np.uint8), none, none)
    sums = np.add.reduceat(packed & _POINTS, first).astype(np.int64)
    rows = keys[first] // notices
    kept = np.sort(top(rows, sums, most))
    ends = np.append(first[1:], len(packed))[kept]
    return _of_rare(packed, first[kept], ends, rows[kept], keys[first[kept]] - rows[kept] * notices)


def _of_rare(packed: Longs, first: Whole, ends: Whole, rows: Whole, places: Whole) -> Found:
    """What the rare terms say of the kept keys, whose numbers stand from `first` to `ends`; pairs come behind them."""
    size = ends - first
    starts = np.cumsum(size) - size
    members = packed[np.repeat(first - starts, size) + np.arange(size.sum())]
    rare = (members & _OF_PAIR) == 0
    points = np.add.reduceat(np.where(rare, members & _POINTS, np.uint64(0)), starts).astype(np.int64)
    whats = np.where(rare, members >> _POINT_BITS & _WHATS, np.uint64(0)).astype(np.uint8)
    named, told = (np.add.reduceat((whats & kind) > 0, starts, dtype=np.int64) for kind in (NAME, TOLD))
    return Found(rows, places, points, np.bitwise_or.reduceat(whats, starts), named, told)


def top(rows: Whole, points: Whole, most: int) -> Whole:
    """The places of the `most` with the most points of each row, the best first; rows come in order."""
    less = (1 << _SUM_BITS) - 1 - np.minimum(points, (1 << _SUM_BITS) - 1)
    packed = (rows << _SUM_BITS | less).astype(np.uint64) << np.uint64(_PLACE_BITS)
    ranked = (np.sort(packed | np.arange(len(rows), dtype=np.uint64)) & np.uint64((1 << _PLACE_BITS) - 1)).astype(
        np.int64
    )
    begin = np.searchsorted(rows, np.arange(MOST))
    kept: Whole = ranked[np.arange(len(rows)) - begin[rows] < most]
    return kept
