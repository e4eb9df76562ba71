"""What is left of a visit: pages, bytes, seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sweep.gather.limits import Limits


@dataclass
class Budget:
    """Counted down by whoever spends; `clock` gives seconds."""

    limits: Limits
    clock: Callable[[], float]

    def __post_init__(self) -> None:
        self.end = self.clock() + self.limits.total_seconds
        self.bytes_left = self.limits.total_bytes
        self.pages_left = self.limits.pages

    @property
    def seconds_left(self) -> float:
        return self.end - self.clock()

    def spent(self) -> str:
        """Which budget is used up, or ""."""
        if self.pages_left <= 0:
            return f"the visit's {self.limits.pages} pages are used up"
        return self.drained()

    def drained(self) -> str:
        """The same, pages left aside: for more of a page that was counted already."""
        if self.bytes_left <= 0:
            return f"the visit's {self.limits.total_bytes} bytes are used up"
        if self.seconds_left <= 0:
            return f"the visit's {self.limits.total_seconds:.0f} s are used up"
        return ""
