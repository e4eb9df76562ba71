"""What people decided in the review, as cases, follow-ups and comparisons ask for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from checks.verdict import Outcome, Verdict
from sweep.cooperation.selection import NO_DECISIONS, Decided, Decisions
from sweep.review.folder import Standings
from sweep.review.model import proof_key
from sweep.run import Sweep


def decisions_of(sweep: Sweep) -> Decisions:
    """The decisions that hold for the findings of a sweep as they are proved now."""
    standings = Standings(sweep.workspace, sweep.folder)
    if not standings:
        return NO_DECISIONS

    def of(shop: str, verdict: Verdict) -> Decided:
        standing = standings.of(shop, verdict.check, proof_key(verdict))
        counts = standing.counts
        if counts is None:
            return Decided(standing.state)
        return Decided(standing.state, counts.by, datetime.fromisoformat(counts.at).date())

    return Decisions(any=True, of=of)


def flagged_in(sweep: Sweep) -> Callable[[str, Verdict], bool]:
    """Which verdicts count as findings: what a person confirmed, and every suspicion that nobody dismissed."""
    decisions = decisions_of(sweep)

    def flagged(shop: str, verdict: Verdict) -> bool:
        if verdict.outcome < Outcome.REVIEW:
            return False
        state = decisions.of(shop, verdict).state
        return state == "confirmed" or (verdict.outcome is Outcome.FAIL and state != "dismissed")

    return flagged
