"""Words as small numbers: each is taken apart once, however many titles it stands in."""

from __future__ import annotations

from collections import defaultdict
from itertools import count, islice
from typing import Any

import numpy as np
import numpy.typing as npt

from product_alerts.rolling import POWERS, Longs, Whole, hashed
from product_alerts.text import stem

KEYS = "#=@"  # what a term begins with that is no word


class Column:
    """An array that grows at its end."""

    def __init__(self, kind: npt.DTypeLike) -> None:
        self._room: npt.NDArray[Any] = np.zeros(1024, dtype=kind)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    @property
    def values(self) -> npt.NDArray[Any]:
        """What it holds; not to be kept beyond the next `extend`."""
        return self._room[: self._used]

    def extend(self, more: npt.NDArray[Any]) -> None:
        used = self._used + len(more)
        if used > len(self._room):
            room = np.zeros(max(used, 2 * len(self._room)), dtype=self._room.dtype)
            room[: self._used] = self.values
            self._room = room
        self._room[self._used : used] = more
        self._used = used


class Vocabulary(defaultdict[str, int]):
    """Word -> its number, the next free one for a new word; and what is looked up by it, in columns.

    The columns follow with `settle`.
    """

    def __init__(self) -> None:
        super().__init__(count().__next__)
        self.words: list[str] = []
        self._hashes, self._powers = Column(np.uint64), Column(np.uint64)
        self._lengths, self._plain, self._stems = Column(np.int64), Column(np.bool_), Column(np.int64)

    def settle(self) -> None:
        """Fills the columns for the words that have come since."""
        while fresh := list(islice(reversed(self), len(self) - len(self.words)))[::-1]:
            first = len(self.words)
            self.words += fresh
            stems = np.arange(first, first + len(fresh))
            for at, word in enumerate(fresh):
                if word[-1:] == "s" and word[0] not in KEYS:
                    stems[at] = self[stem(word)]  # which may be a new word itself
            numbers = hashed(fresh)
            self._hashes.extend(numbers.whole)
            self._powers.extend(POWERS[numbers.lengths])
            self._lengths.extend(numbers.lengths)
            self._plain.extend(np.fromiter(map(str.isalpha, fresh), dtype=np.bool_, count=len(fresh)))
            self._stems.extend(stems)

    @property
    def hashes(self) -> Longs:
        """The number of each word by its letters (see `rolling`)."""
        return self._hashes.values

    @property
    def powers(self) -> Longs:
        """What a number in front of the word is multiplied with."""
        return self._powers.values

    @property
    def lengths(self) -> Whole:
        """Letters of each word."""
        return self._lengths.values

    @property
    def plain(self) -> npt.NDArray[np.bool_]:
        """Whether it has letters only."""
        return self._plain.values

    @property
    def stems(self) -> Whole:
        """The number of the word without its plural's ending."""
        return self._stems.values
