"""The parties of whom a legal page speaks, and its passages on each."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    TRADER = "trader"
    HOST = "host"
    MEDIATOR = "mediator"
    AGENCY = "agency"
    PAYMENT = "payment"  # banks, insurers, partners of all kinds
    AUTHORITY = "authority"
    RETURNS = "returns"  # where goods are sent back to: an address, but not the establishment
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Passage:
    start: int
    party: Party
    cue: int = -1  # where the word stands that says so; -1 for the default


@dataclass(frozen=True, eq=False)
class Parties:
    """The passages of a page, in order; each reaches to the next."""

    passages: tuple[Passage, ...]
    starts: tuple[int, ...]

    def at(self, offset: int) -> Passage:
        return self.passages[max(0, bisect_right(self.starts, offset) - 1)]

    def spans(self, party: Party, end: int) -> tuple[tuple[int, int], ...]:
        """Start and end of the passages of `party`; neighbours are joined. `end` closes the last."""
        ends = (*self.starts[1:], end)
        joined: list[tuple[int, int]] = []
        for passage, until in zip(self.passages, ends, strict=True):
            if passage.party is party:
                if joined and joined[-1][1] == passage.start:
                    joined[-1] = (joined[-1][0], until)
                else:
                    joined.append((passage.start, until))
        return tuple(joined)
