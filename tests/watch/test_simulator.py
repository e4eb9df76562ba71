"""A simulated market with known truth: no false accusation, next to no breach missed that could be proved."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.verdict import Outcome
from sweep.watch.campaign import judge_product
from tests.watch.simulator import Item, breached, history, market, provable, seen_days

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


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(ITEMS), st.data())
def test_to_see_less_never_creates_a_fail(item: Item, data: st.DataObject) -> None:
    seen = seen_days(11, item)
    less = data.draw(st.frozensets(st.sampled_from(sorted(seen)))) if seen else frozenset()
    if outcome(item, less) is Outcome.FAIL:
        assert outcome(item, seen) is Outcome.FAIL, item.kind
        assert any(breached(line) for line in item.lines.values()), item.kind
