"""Is our own clock right? The shops' servers say what time it is with every answer; most of them are right.

Within a round time is counted by the monotonic clock from its beginning, so that a clock set in between moves nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from statistics import median
from typing import Literal

from sweep.capture import Response

FINE = 300.0  # seconds: a page may come from a cache, a server be a little off
_AGREE = 120.0  # seconds round the median within which servers agree
_HOSTS = 3  # servers that must agree before we believe them more than our own clock


@dataclass(frozen=True, slots=True)
class Reading:
    """`right`: our clock stands. `wrong`: it was `offset` seconds ahead of the servers. `unknown`: nobody can tell."""

    verdict: Literal["right", "wrong", "unknown"]
    offset: float = 0.0


class Stopwatch:
    """The time of a round: the wall clock once, at its beginning, and the monotonic clock from there."""

    def __init__(self, wall: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._monotonic = wall, monotonic
        self.started, self._zero = wall(), monotonic()

    def now(self) -> float:
        """Seconds since 1970, UTC, whatever happened to the wall clock since the beginning."""
        return self.started + self._monotonic() - self._zero

    def jumped(self) -> float:
        """By how many seconds the wall clock was set forward (or, below zero, back) since the beginning."""
        return self._wall() - self.now()


def server_time(response: Response) -> float | None:
    """What the server said the time was, seconds since 1970; None where it said nothing that can be read.

    An answer out of a cache (it has an Age) tells when it was made, not when it was given.
    """
    if response.header("age").strip() not in ("", "0"):
        return None
    try:
        said = parsedate_to_datetime(response.header("date"))
    except (ValueError, TypeError, IndexError):
        return None
    return (said if said.tzinfo else said.replace(tzinfo=UTC)).timestamp()


def read_clock(offsets: Mapping[str, float]) -> Reading:
    """What the servers say of our clock: host -> seconds by which it was ahead of theirs."""
    values = list(offsets.values())
    if not values:
        return Reading("right")
    middle = median(values)
    agree = sum(abs(value - middle) <= _AGREE for value in values)
    if len(values) >= _HOSTS and agree * 3 >= len(values) * 2:
        return Reading("right", middle) if abs(middle) <= FINE else Reading("wrong", middle)
    fine = sum(abs(value) <= FINE for value in values)
    return Reading("right", 0.0) if fine * 2 > len(values) else Reading("unknown")


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
