"""Where a finding stands after the decisions on it, and how far two readers agree. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from sweep.review.model import CHOICES, SEATS, Choice, Decision, Seat, State


@dataclass(frozen=True, slots=True)
class Standing:
    """The decisions that count on one finding as it is proved now; None where nobody has decided in that seat.

    `before` is the newest decision on other evidence for the same finding: shown, and counted no more.
    """

    state: State = "open"
    sampled: bool = False
    first: Decision | None = None
    second: Decision | None = None
    final: Decision | None = None
    before: Decision | None = None
    history: tuple[Decision, ...] = ()  # on this evidence, the oldest first

    @property
    def counts(self) -> Decision | None:
        """The decision that stands, where one does."""
        return (self.final or self.first) if self.state in CHOICES else None

    def seat(self, seat: Seat) -> Decision | None:
        """The decision of a seat."""
        return {"first": self.first, "second": self.second, "final": self.final}[seat]

    def version(self, seat: Seat) -> int:
        """How many lines the seat has; the next one must follow exactly these."""
        return sum(d.seat == seat for d in self.history)


OPEN = Standing()


def standing(decisions: Sequence[Decision], proof: str, *, sampled: bool = False) -> Standing:
    """Where one finding stands; `decisions` are all on it, in order; `sampled` findings get a second reader."""
    history = tuple(d for d in decisions if d.proof == proof)
    first, second, final = (_last(taken(history, seat)) for seat in SEATS)
    before = _before([d for d in decisions if d.proof != proof])
    state = _state(first, second, final, sampled=sampled, reopened=before is not None)
    return Standing(state, sampled, first, second, final, before, history)


def taken(history: Iterable[Decision], seat: Seat) -> tuple[Decision, ...]:
    """The decisions of a seat that were not taken back, the oldest first; the last one counts."""
    stack: list[Decision] = []
    for decision in sorted((d for d in history if d.seat == seat), key=lambda d: d.version):
        if decision.undoes:
            stack = [d for d in stack if d.id != decision.undoes]
        else:
            stack.append(decision)
    return tuple(stack)


def _before(others: Sequence[Decision]) -> Decision | None:
    """The newest decision on other evidence that was not taken back."""
    for proof in dict.fromkeys(d.proof for d in reversed(others)):
        same = [d for d in others if d.proof == proof]
        if found := _last(taken(same, "final")) or _last(taken(same, "first")):
            return found
    return None


def _last(decisions: Sequence[Decision]) -> Decision | None:
    return decisions[-1] if decisions else None


def _state(
    first: Decision | None, second: Decision | None, final: Decision | None, *, sampled: bool, reopened: bool
) -> State:
    if final:
        return final.choice
    if first is None:
        return "reopened" if reopened and second is None else "open"
    if second is None:
        return "second_reader" if sampled else first.choice
    return first.choice if first.choice == second.choice else "disputed"


def by_finding(decisions: Iterable[Decision]) -> Mapping[str, Sequence[Decision]]:
    """All decisions by the finding that they are about, in their order."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[decision.finding].append(decision)
    return found


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers over the same findings. `kappa` is Cohen's, None where it is not defined; `low`, `high` 95 %."""

    pairs: int
    same: int
    table: Mapping[tuple[Choice, Choice], int]  # (first, second) -> how many
    kappa: float | None
    low: float | None = None
    high: float | None = None


def agreement(pairs: Iterable[tuple[Choice, Choice]]) -> Agreement:
    """How far first and second readers agree beyond chance (Cohen 1960; large-sample error of the same paper)."""
    table = Counter(pairs)
    n = table.total()
    same = sum(count for (a, b), count in table.items() if a == b)
    if not n:
        return Agreement(0, 0, {}, None)
    firsts, seconds = Counter[str](), Counter[str]()
    for (a, b), count in table.items():
        firsts[a] += count
        seconds[b] += count
    seen = same / n
    chance = sum(firsts[c] * seconds[c] for c in CHOICES) / n**2
    if chance == 1:  # both always said the same one thing: nothing to be better than
        return Agreement(n, same, table, None)
    kappa = (seen - chance) / (1 - chance)
    error = 1.96 * sqrt(seen * (1 - seen) / n) / (1 - chance)
    return Agreement(n, same, table, kappa, max(-1.0, kappa - error), min(1.0, kappa + error))


def read_twice(standings: Iterable[Standing]) -> Agreement:
    """The agreement over the findings that two people have read; what was settled later does not change it."""
    return agreement((s.first.choice, s.second.choice) for s in standings if s.sampled and s.first and s.second)
