"""Many archived shops judged anew, on all processors of the machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sweep.errors import CaptureError
from sweep.run import Sweep, rejudge
from sweep.spread import spread
from sweep.targets import Target

FEW = 24  # shops up to which no further process is worth its start
_AT_ONCE = 8  # shops that a process takes at once


@dataclass(frozen=True, slots=True)
class Rejudged:
    """One shop after its turn: its new state ("" if it was never visited), or what is wrong with its captures."""

    shop: str
    state: str
    damaged: str = ""


def rejudge_all(sweep: Sweep, targets: Sequence[Target]) -> Iterator[Rejudged]:
    """Judges the archived visits of all `targets` anew, in their order, and keeps the results.

    Raises SweepError where they cannot be kept, or a process dies; what was judged until then is kept.
    """
    return spread(_rejudge, sweep, targets, few=FEW, at_once=_AT_ONCE)


def _rejudge(sweep: Sweep, target: Target) -> Rejudged:
    try:
        result = rejudge(sweep, target)
    except CaptureError as error:
        return Rejudged(target.key, "", str(error))
    return Rejudged(target.key, result.state if result else "")
