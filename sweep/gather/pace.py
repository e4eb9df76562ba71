"""How fast one shop is asked: never before its turn, slower for as long as it says that it is too much."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sweep.capture import Failure, Response

TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
PATIENCE = 2.0  # seconds before a second try, where the server names no time

_TOO_MUCH = frozenset({429, 503})
_SLOWEST = 30.0  # seconds: slower, a visit would see nothing within its time
_GENTLE = 2.0  # seconds, the least between two requests once a shop has complained
_RECOVERY = 5  # good answers in a row after which the pause is halved again


class Pace:
    """The turns of one shop. `floor` is what the plan and robots.txt ask for, in seconds; `delay` what is kept now."""

    def __init__(self, floor: float) -> None:
        self.floor = self.delay = floor
        self.ready = -math.inf  # when the shop may be asked again
        self._good = 0

    def ask_for(self, seconds: float) -> None:
        """The shop wants so much between two requests."""
        self.floor = max(self.floor, seconds)
        self.delay = max(self.delay, self.floor)

    def answered(self, answer: Response | Failure, now: float) -> None:
        """Takes note of an answer: doubles the pause after 429 and 503, takes it back in steps as the shop recovers."""
        if isinstance(answer, Response) and answer.status in _TOO_MUCH:
            self._good = 0
            self.delay = max(self.floor, min(_SLOWEST, max(_GENTLE, self.delay * 2)))
        elif isinstance(answer, Response) and self.delay > self.floor:
            self._good += 1
            if self._good >= _RECOVERY:
                self._good = 0
                self.delay = self.floor if self.delay <= _GENTLE else max(self.floor, self.delay / 2)
        self.ready = now + self.delay

    def wait_until(self, moment: float) -> None:
        self.ready = max(self.ready, moment)


def wait_before_retry(answer: Response | Failure, attempt: int) -> float | None:
    """Seconds to wait before asking again; None where asking again would not help."""
    if isinstance(answer, Failure):
        return PATIENCE * 2**attempt if answer.transient else None
    if answer.status not in TRY_AGAIN:
        return None
    asked = _retry_after(answer)
    return PATIENCE * 2**attempt if asked is None else asked


def _retry_after(answer: Response) -> float | None:
    """What the server asks to wait, in seconds: a number, or a date counted from when it answered."""
    text = answer.header("retry-after").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
