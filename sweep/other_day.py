"""What the law of another day would say of the shops of a sweep, as they were read then. Changes nothing.

The law is dated data and so are the facts: a rule that begins next month can be tried on what lies in the database,
without a visit and without reading a page again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from checks.catalogue import rules_version
from checks.judge import judge
from checks.verdict import Outcome
from sweep.run import Sweep
from sweep.spread import spread

TOGETHER = 200  # shops that a process takes at once


@dataclass(frozen=True, slots=True)
class Change:
    """One rule on one shop whose outcome depends on the day."""

    shop: str
    check: str
    before: Outcome  # by the law of the sweep's day
    then: Outcome


def changes(sweep: Sweep, shops: Sequence[str], day: date) -> Iterator[list[Change]]:
    """What differs under the law of `day`, for `TOGETHER` of the shops (their keys) at a time. Raises SweepError."""
    parts = [shops[at : at + TOGETHER] for at in range(0, len(shops), TOGETHER)]
    return spread(partial(_changes, day), sweep, parts, few=1)


def tally(found: Iterable[Change]) -> list[tuple[str, Outcome, Outcome, int]]:
    """(check, outcome by the day of the sweep, outcome then, shops), in the order of the checks' ids."""
    counted = Counter((one.check, one.before, one.then) for one in found)
    return [(*key, number) for key, number in sorted(counted.items())]


def _changes(day: date, sweep: Sweep, shops: Sequence[str]) -> list[Change]:
    return [change for shop in shops for change in _of_shop(sweep, shop, day)]


def _of_shop(sweep: Sweep, shop: str, day: date) -> Iterator[Change]:
    kept = sweep.store.kept_facts(sweep.name, shop)
    if kept is None:
        return
    # Verdicts by other rules than today's would show what became of the rules, not of the law.
    outcomes = {v.check: v.outcome for v in kept.verdicts} if kept.rules_version == rules_version() else {}
    for check in sweep.checks:
        before = outcomes.get(check.card.id)
        if before is None:
            before = judge(check, kept.facts, kept.country, sweep.day).outcome
        then = judge(check, kept.facts, kept.country, day).outcome
        if then is not before:
            yield Change(shop, check.card.id, before, then)
