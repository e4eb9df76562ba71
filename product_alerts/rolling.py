"""Words as 64-bit numbers that can be joined and shortened without their letters, thousands at a time.

A polynomial modulo 2^64: the number of "kw2140" follows from those of "kw" and "2140". Two different words with one
number would only be a candidate too many, which is then compared by its letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.uint64]
Whole = npt.NDArray[np.int64]

LONGEST = 64  # bytes of a word that count
_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # without it the last letter stays in the lowest bits
POWERS = np.array([pow(_BASE, at, 1 << 64) for at in range(LONGEST + 1)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Hashed:
    """Words by their letters: `begun[n]` are the numbers of the first n letters of each."""

    begun: npt.NDArray[np.uint64]
    lengths: Whole

    @property
    def whole(self) -> Longs:
        """The number of each word."""
        found: Longs = self.begun[self.lengths, np.arange(len(self.lengths))]
        return found

    def lacking_one(self) -> tuple[npt.NDArray[np.uint32], Whole]:
        """Of each word and of what remains of it with each letter left out: a number of 32 bits, and the word's row."""
        whole, size = self.whole, len(self.lengths)
        found, owners = [whole], [np.arange(size)]
        for at in range(len(self.begun) - 1):
            rows = np.flatnonzero(self.lengths > at)
            behind = POWERS[self.lengths[rows] - 1 - at]
            found.append(whole[rows] + (self.begun[at, rows] - self.begun[at + 1, rows]) * behind)
            owners.append(rows)
        return (np.concatenate(found) * _MIX >> np.uint64(32)).astype(np.uint32), np.concatenate(owners)


def hashed(words: Sequence[str]) -> Hashed:
    """The numbers of these words, of their first `LONGEST` bytes."""
    raw = list(map(str.encode, words))
    lengths = np.minimum(np.fromiter(map(len, raw), dtype=np.int64, count=len(raw)), LONGEST)
    longest = int(lengths.max(initial=1))
    letters = np.array(raw, dtype=f"S{longest}").view(np.uint8).reshape(len(raw), longest).T.astype(np.uint64)
    begun = np.zeros((longest + 1, len(raw)), dtype=np.uint64)
    for at in range(longest):
        begun[at + 1] = begun[at] * POWERS[1] + letters[at]
    return Hashed(begun, lengths)


def joined(front: Longs, behind: Longs, power: Longs) -> Longs:
    """The numbers of words written together; `power` is that of the second ones."""
    return front * power + behind


class Sieve:
    """Tells quickly that a number is none of those wanted; one in ten or fewer passes that is none."""

    def __init__(self, wanted: Longs | npt.NDArray[np.uint32]) -> None:
        self._bits = min(22, max(10, len(wanted).bit_length() + 3))
        self._table = np.zeros(1 << self._bits, dtype=np.bool_)
        self._table[self._boxes(wanted)] = True

    def passed(self, numbers: Longs | npt.NDArray[np.uint32]) -> Whole:
        """The places of the numbers that may be wanted."""
        return np.flatnonzero(self._table[self._boxes(numbers)])

    def _boxes(self, numbers: Longs | npt.NDArray[np.uint32]) -> Longs:
        return numbers.astype(np.uint64) * _MIX >> np.uint64(64 - self._bits)
