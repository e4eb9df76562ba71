"""How much a shop looks like a fraud: the signals of `checks/scam` added up, with their reasons, to rank shops.

Never a verdict and never shown as one: it says which shop a person should look at first (law: none; the weights are
proposals on the cards, to be calibrated on confirmed cases).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checks.verdict import Outcome, Verdict

ROOM = "scam."
URGENT = 8  # points from which a person should look within a day


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that was seen: what it weighs, and the verdict that explains and proves it."""

    verdict: Verdict
    points: int


@dataclass(frozen=True, slots=True)
class Triage:
    """The signals seen, the heaviest first. `clear` were looked for in vain, `unseen` could not be looked for."""

    signals: tuple[Signal, ...]
    clear: tuple[str, ...]
    unseen: tuple[str, ...]

    @property
    def points(self) -> int:
        return sum(signal.points for signal in self.signals)

    @property
    def urgent(self) -> bool:
        return self.points >= URGENT


def _points(verdict: Verdict) -> int:
    """What the verdict weighs by its card; 0 for one of older rules that does not say."""
    words = dict(verdict.params).get("points", "0")
    return int(words) if words.isdecimal() else 0


def triage(verdicts: Iterable[Verdict]) -> Triage:
    """The triage of one shop from all its verdicts, of which only those of `checks/scam` are read."""
    own = [verdict for verdict in verdicts if verdict.check.startswith(ROOM)]
    seen = [Signal(verdict, _points(verdict)) for verdict in own if verdict.outcome is Outcome.REVIEW]
    return Triage(
        tuple(sorted(seen, key=lambda signal: (-signal.points, signal.verdict.check))),
        tuple(v.check for v in own if v.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE)),
        tuple(v.check for v in own if v.outcome is Outcome.NOT_MEASURABLE),
    )
