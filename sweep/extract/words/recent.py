"""What was made of texts that come again and again, the latest of them, within a bound on their size."""

from __future__ import annotations

from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Recent(Generic[V]):
    """Text -> what was made of it, up to `room` characters of text; the longest unused go. Threads may share it."""

    def __init__(self, room: int) -> None:
        self._room, self._taken = room, 0
        self._kept: dict[str, V] = {}
        self._lock = Lock()

    def get(self, text: str) -> V | None:
        """What was made of `text`, or None where that is not known (any more)."""
        with self._lock:
            value = self._kept.pop(text, None)
            if value is not None:
                self._kept[text] = value  # the last used stands last
            return value

    def put(self, text: str, value: V) -> None:
        """Keeps `value` for `text`, unless that alone would take more than an eighth of the room."""
        if len(text) > self._room // 8:
            return
        with self._lock:
            if text not in self._kept:
                self._taken += len(text)
            self._kept[text] = value
            while self._taken > self._room:
                oldest = next(iter(self._kept))
                del self._kept[oldest]
                self._taken -= len(oldest)

    def cache_clear(self) -> None:
        """Forgets all, as the caches of functions do."""
        with self._lock:
            self._kept.clear()
            self._taken = 0
