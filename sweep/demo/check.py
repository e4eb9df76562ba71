"""Compares a sweep of the demonstration shops with what is planted in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checks.verdict import Outcome
from sweep.demo.truth import Planted, ShopTruth, Truth
from sweep.results import ShopResult, SweepResult


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that was expected of a shop and did not come about."""

    shop: str
    what: str
    missed: int = 0  # planted faults not found
    accused: int = 0  # suspected infringements where nothing is planted


def differences(truth: Truth, shops: Sequence[ShopResult], *, history: bool = True) -> tuple[Difference, ...]:
    """Every planted fault not found, every fail of a faultless shop, every wrong state. Empty when all is well.

    `history`: whether an earlier visit, in the season "before", was judged along. The shop's key is its note.
    """
    results = {shop.target.note: shop for shop in shops}
    found: list[Difference] = []
    for key, expected in truth.shops.items():
        due = expected.outcomes | (expected.history if history else {})
        found += _of_shop(key, expected, due, results[key]) if key in results else [_no_result(key, len(due))]
    return tuple(found)


def compare(truth: Truth, sweep: SweepResult) -> list[str]:
    """For people: how many planted faults were found, and every difference, a line each."""
    wrong = differences(truth, sweep.shops)
    planted = sum(len(shop.outcomes) + len(shop.history) for shop in truth.shops.values())
    faultless = [key for key, shop in truth.shops.items() if shop.faultless]
    measured = {shop.target.note for shop in sweep.shops if shop.state == "measured"} & set(faultless)
    accused = sum(d.accused for d in wrong)
    return [
        f"Planted faults found: {planted - sum(d.missed for d in wrong)} of {planted}.",
        f"Faultless shops measured: {len(measured)} of {len(faultless)}; suspected infringements in them: {accused}.",
        *(f"  {d.shop}: {d.what}" for d in wrong),
    ]


def _no_result(key: str, planted: int) -> Difference:
    return Difference(key, f"no result; planted faults not found: {planted}" if planted else "no result", planted)


def _of_shop(key: str, expected: ShopTruth, due: Mapping[str, Planted], result: ShopResult) -> Iterator[Difference]:
    if result.state != expected.state:
        said = f"state {result.state} ({result.reason or 'no reason'}) instead of {expected.state}"
        yield Difference(key, said)
    elif expected.reason and not result.reason.startswith(expected.reason):
        yield Difference(key, f"reason {result.reason!r} instead of {expected.reason!r}")
    given = {verdict.check: verdict.outcome for verdict in result.verdicts}
    for check, fault in due.items():
        seen = given.get(check)
        if seen is not Outcome.of(fault.outcome):
            said = seen.label if seen is not None else "no verdict"
            yield Difference(key, f"missed {check} ({fault.what}): {said}", missed=1)
    if expected.faultless:
        for check, outcome in given.items():
            if outcome is Outcome.FAIL:
                yield Difference(key, f"accused of {check}", accused=1)
