"""What makes two hashes of photos alike, and an index of many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from product_alerts.prints import COLOUR, SHAPE, Alike, Kept, Print, own_kept

MOST_BITS = 44  # of 256 that may differ; pictures of different goods differ in 90 or more
MOST_COLOUR, MOST_FIELD = 4.5, 30  # steps of 256: the mean over all fields of colour, and any one of them

_STRENGTH = (0.7, 1.4)  # of the colours of two copies
_BLOCK = 8_192  # hashes that are compared at a time: their words stay in the processor's cache


class PrintIndex:
    """Hashes of notices' pictures to be looked up. Nothing is approximate: every hash is compared."""

    def __init__(self, kept: Iterable[Kept]) -> None:
        rows = [(one, mark) for one in own_kept(kept) for mark in one.prints]
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
