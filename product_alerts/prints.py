"""Hashes of photos, what makes two of them alike, and an index of many. The hashes are made in `pictures`."""

from __future__ import annotations

import importlib.util
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

METHOD = "dct256-colour32/1"  # hashes of another method cannot be compared
SHAPE, COLOUR = 32, 32  # bytes of the two parts of a hash
MOST_BITS = 44  # of 256 that may differ; pictures of different goods differ in 90 or more
MOST_COLOUR, MOST_FIELD = 4.5, 30  # steps of 256: the mean over all fields of colour, and any one of them
SHARED_BY = 5  # notices or offers: a picture that more of them show is a logo or stands for a missing one

_STRENGTH = (0.7, 1.4)  # of the colours of two copies
_BLOCK = 8_192  # hashes that are compared at a time: their words stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Print:
    """The hash of one variant of a picture: "whole", "mirrored" or "crop"; `shape` has 256 bits, `colour` 32 values."""

    variant: str
    shape: bytes
    colour: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A notice's picture: where it is published, and its hashes."""

    alert_id: str
    url: str
    prints: tuple[Print, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """A notice's picture like the asked one: through which variant, and by how many of 256 bits it differs."""

    alert_id: str
    url: str
    variant: str
    bits: int


def missing() -> str:
    """What is not installed, and how it is; "" where pictures can be read."""
    if importlib.util.find_spec("PIL") is not None:
        return ""
    return "Pillow, which reads pictures, is not installed: pip install 'sweepday[images]'"


class PrintIndex:
    """Hashes of notices' pictures to be looked up. Nothing is approximate: every hash is compared."""

    def __init__(self, kept: Iterable[Kept]) -> None:
        rows = [(one, mark) for one in _own(kept) for mark in one.prints]
        self._rows = [(one.alert_id, one.url, mark.variant) for one, mark in rows]
        shapes = np.frombuffer(b"".join(mark.shape for _, mark in rows), dtype=np.uint64).reshape(-1, SHAPE // 8)
        self._words = np.ascontiguousarray(shapes.T)
        self._colours = np.frombuffer(b"".join(mark.colour for _, mark in rows), dtype=np.uint8).reshape(-1, COLOUR)

    def __len__(self) -> int:
        return len(self._rows)

    def alike(self, asked: Sequence[Print]) -> tuple[Alike, ...]:
        """The notices with a picture like one of `asked`, the most alike first, each notice once."""
        best: dict[str, Alike] = {}
        for mark in asked:
            for row, bits in self._near(mark):
                alert_id, url, variant = self._rows[row]
                if alert_id not in best or bits < best[alert_id].bits:
                    best[alert_id] = Alike(alert_id, url, variant, bits)
        return tuple(sorted(best.values(), key=lambda a: (a.bits, a.alert_id)))

    def _near(self, mark: Print) -> list[tuple[int, int]]:
        """Rows and differing bits of the hashes that agree in shape and colour."""
        wanted = np.frombuffer(mark.shape, dtype=np.uint64)
        found = []
        for start in range(0, len(self._rows), _BLOCK):
            differing = np.bitwise_count(self._words[:, start : start + _BLOCK] ^ wanted[:, None])
            bits = differing.sum(axis=0, dtype=np.uint16)
            found += [(start + int(at), int(bits[at])) for at in np.flatnonzero(bits <= MOST_BITS)]
        return [(row, bits) for row, bits in found if self._same_colours(row, mark)]

    def _same_colours(self, row: int, mark: Print) -> bool:
        kept, asked = _chroma(self._colours[row]), _chroma(np.frombuffer(mark.colour, dtype=np.uint8))
        # A brighter or more colourful copy has all its colours further from grey by one factor.
        low, high = _STRENGTH
        factor = min(high, max(low, float(kept @ asked) / max(1.0, float(asked @ asked))))
        apart = np.abs(kept - factor * asked)
        return bool(apart.mean() <= MOST_COLOUR and apart.max() <= MOST_FIELD)


def _chroma(colours: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    return colours.astype(np.float64) - 128.0


def _own(kept: Iterable[Kept]) -> list[Kept]:
    """Pictures without those that many notices show."""
    pictures = list(kept)
    holders: defaultdict[tuple[Print, ...], set[str]] = defaultdict(set)
    for one in pictures:
        holders[one.prints].add(one.alert_id)
    return [one for one in pictures if len(holders[one.prints]) <= SHARED_BY]


def own_prints(pictures: Sequence[tuple[Print, ...]]) -> frozenset[tuple[Print, ...]]:
    """The pictures of a shop's offers that few of them share."""
    return frozenset(marks for marks, number in Counter(pictures).items() if number <= SHARED_BY)
