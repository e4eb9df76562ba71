"""A simulated market with known truth: no false accusation, next to no breach missed that could be proved."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.verdict import Outcome
from sweep.watch.campaign import judge_product
from tests.watch.shelf import watched
from tests.watch.simulator import KINDS, Item, breached, history, market, provable, seen_days

ITEMS = tuple(market(11, 6, 60))
CHECK = "reduction.prior_price_true"


def outcome(item: Item, seen: frozenset[int], country: str = "FR") -> Outcome:
    judged = {j.verdict.check: j.verdict.outcome for j in judge_product(history(item, seen, country), country)}
    return judged.get(CHECK, Outcome.NOT_MEASURABLE)


def test_of_a_market_with_outages_nothing_honest_fails_and_what_is_provable_does() -> None:
    missed = []
    proved = 0
    for item in ITEMS:
        seen = seen_days(11, item)
        said = outcome(item, seen)
        true = any(breached(line) for line in item.lines.values())
        could = any(provable(line, seen) for line in item.lines.values())
        assert said is not Outcome.FAIL or true, (item.kind, item.shop, item.number)
        assert said is not Outcome.PASS or not true or not could, (item.kind, item.shop, item.number)
        proved += could
        if could and said is not Outcome.FAIL:
            missed.append((item.kind, item.shop, item.number, said))
    assert proved > 40
    assert len(missed) <= 0.02 * proved, missed


def fails(item: Item, seen: frozenset[int]) -> frozenset[str]:
    """The checks that accuse the shop, whichever they are."""
    return frozenset(
        j.verdict.check for j in judge_product(history(item, seen), "FR") if j.verdict.outcome is Outcome.FAIL
    )


OF_KIND = {
    (kind, variants): tuple(i for i in market(23, 8, 60) if i.kind == kind and (len(i.lines) > 1) == variants)
    for kind in sorted({k.__name__ for k in KINDS})
    for variants in (False, True)
}


@pytest.mark.parametrize(("kind", "variants"), OF_KIND)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_to_see_less_never_creates_a_fail(kind: str, variants: bool, data: st.DataObject) -> None:
    """For every kind of seller (currency change, tax switch, coupons ...), with variants and without, by any check."""
    item = data.draw(st.sampled_from(OF_KIND[kind, variants]))
    seen = seen_days(23, item)
    less = data.draw(st.frozensets(st.sampled_from(sorted(seen)))) if seen else frozenset()
    accused = fails(item, less)
    assert accused <= fails(item, seen), item.kind
    assert CHECK not in accused or any(breached(line) for line in item.lines.values()), item.kind


def test_pages_say_what_the_series_say(tmp_path: Path) -> None:
    """The same days read off HTML, kept in a price book and judged; two products of every kind of seller."""
    single = [items[:2] for (_, variants), items in OF_KIND.items() if not variants]
    sample = [(item, seen_days(23, item)) for items in single for item in items]
    assert len({item.kind for item, _ in sample}) == len({k.__name__ for k in KINDS})
    for (item, seen), result in zip(sample, watched(tmp_path, sample), strict=True):
        judged = {j.verdict.check: j.verdict.outcome for j in result.judged}
        assert judged.get(CHECK, Outcome.NOT_MEASURABLE) is outcome(item, seen), (item.kind, item.shop, item.number)
