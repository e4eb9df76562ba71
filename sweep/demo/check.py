"""Compares a sweep of the demonstration shops with what is planted in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.verdict import Outcome
from sweep.demo.truth import ShopTruth, Truth
from sweep.results import ShopResult, SweepResult


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that was expected of a shop and did not come about."""

    shop: str
    what: str


def differences(truth: Truth, shops: Sequence[ShopResult], *, history: bool = True) -> tuple[Difference, ...]:
    """Every planted fault not found, every fail of a faultless shop, every wrong state. Empty when all is well.

    `history`: whether an earlier visit, in the season "before", was judged along. The shop's key is its note.
    """
    results = {shop.target.note: shop for shop in shops}
    found: list[Difference] = []
    for key, expected in truth.shops.items():
        if key not in results:
            found.append(Difference(key, "no result"))
            continue
        found += [Difference(key, what) for what in _of_shop(expected, results[key], history)]
    return tuple(found)


def compare(truth: Truth, sweep: SweepResult) -> list[str]:
    """For people: how many planted faults were found, and every difference, a line each."""
    wrong = differences(truth, sweep.shops)
    planted = sum(len(shop.outcomes) + len(shop.history) for shop in truth.shops.values())
    missed = sum(d.what.startswith("missed") for d in wrong)
    accused = sum(d.what.startswith("accused") for d in wrong)
    faultless = sum(shop.faultless for shop in truth.shops.values())
    return [
        f"Planted faults found: {planted - missed} of {planted}.",
        f"Faultless shops: {faultless}; suspected infringements in them: {accused}.",
        *(f"  {d.shop}: {d.what}" for d in wrong),
    ]


def _of_shop(expected: ShopTruth, result: ShopResult, history: bool) -> Iterator[str]:
    if result.state != expected.state:
        yield f"state {result.state} ({result.reason or 'no reason'}) instead of {expected.state}"
    elif expected.reason and not result.reason.startswith(expected.reason):
        yield f"reason {result.reason!r} instead of {expected.reason!r}"
    given = {verdict.check: verdict.outcome for verdict in result.verdicts}
    due = expected.outcomes | (expected.history if history else {})
    for check, fault in due.items():
        seen = given.get(check)
        if seen is not Outcome.of(fault.outcome):
            yield f"missed {check} ({fault.what}): {seen.label if seen is not None else 'no verdict'}"
    if expected.faultless:
        yield from (f"accused of {check}" for check, outcome in given.items() if outcome is Outcome.FAIL)
