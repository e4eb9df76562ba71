"""What became of a finding, case by case; a shop that was not seen again is never counted as put right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.verdict import Outcome, Verdict
from sweep.compare.compare import compare, overall, suspected
from sweep.compare.model import STATES, Change, PutRight
from sweep.results import EarlierFinding, ShopResult
from tests.compare.samples import DAY, FAIL, NA, PAGE, PASS, REVIEW, UNKNOWN, proof, shop, sweep, verdict


def change(before: ShopResult | None, after: ShopResult | None, **options: object) -> Change:
    now = sweep(*([after] if after else []))
    earlier = sweep(*([before] if before else []), name="earlier")
    (only,) = compare(now, earlier, **options).findings  # type: ignore[arg-type]
    return only


@pytest.mark.parametrize(
    ("before", "after", "state", "why"),
    [
        (verdict(FAIL), verdict(PASS), "fixed", ""),
        (verdict(FAIL), verdict(NA, message="no_reduction"), "fixed", "condition_gone"),
        (verdict(FAIL), verdict(FAIL), "persistent", ""),
        (verdict(FAIL), verdict(REVIEW), "partly", "person_to_look"),
        (verdict(FAIL), verdict(UNKNOWN), "not_measurable", "check_unknown"),
        (verdict(FAIL), verdict(NA, message="judge.no_longer_in_force"), "not_measurable", "law_not_in_force"),
        (verdict(PASS), verdict(FAIL), "new", ""),
        (verdict(REVIEW), verdict(FAIL), "new", "was_review"),
        (verdict(UNKNOWN), verdict(FAIL), "new", "not_measurable_before"),
        (verdict(NA, message="judge.not_in_force"), verdict(FAIL), "new", "law_in_force"),
        (verdict(NA, message="no_reduction"), verdict(FAIL), "new", ""),
        (verdict(FAIL, "adr.info", "a", "b"), verdict(FAIL, "adr.info", "a"), "partly", "fewer_places"),
        (verdict(FAIL, "adr.info", "a", "b"), verdict(FAIL, "adr.info", "a", "c"), "persistent", ""),
        (verdict(FAIL, "adr.info", "a"), verdict(FAIL, "adr.info", "a", "b"), "persistent", ""),
    ],
)
def test_the_state_of_a_finding(before: Verdict, after: Verdict, state: str, why: str) -> None:
    found = change(shop(before), shop(after, days=30))
    assert (found.state, found.why) == (state, why)


@pytest.mark.parametrize("outcome", [PASS, REVIEW, UNKNOWN, NA])
def test_what_was_no_suspicion_and_is_none_is_not_told(outcome: Outcome) -> None:
    for after in (PASS, REVIEW, UNKNOWN, NA):
        assert compare(sweep(shop(verdict(after))), sweep(shop(verdict(outcome)))).findings == ()


def test_a_place_on_a_page_that_was_not_seen_again_is_not_mended() -> None:
    other = "http://shop.example/other"
    before = shop(verdict(FAIL, "adr.info", "a", evidence=[proof("b", other)]))
    after = verdict(FAIL, "adr.info", "a")
    assert change(before, shop(after)).state == "persistent"
    assert change(before, shop(after, pages=(PAGE, other))).state == "partly"


def test_a_shop_that_was_not_seen_again_is_not_measurable() -> None:
    before = shop(verdict(FAIL))
    assert change(before, None).why == "shop_not_visited"
    gone = change(before, shop(state="unreachable", reason="connect"))
    assert (gone.state, gone.why, gone.reason) == ("not_measurable", "shop_not_measured", "connect")
    assert change(before, shop(verdict(PASS, "identity.name"))).why == "check_not_run"


def test_what_other_rules_say_is_no_change_of_the_shop() -> None:
    before, after = shop(verdict(FAIL)), shop(verdict(PASS))
    found = change(before, after, other_rules={"shop.example"})
    assert (found.state, found.why) == ("not_measurable", "other_rules")
    assert change(before, shop(verdict(FAIL)), other_rules={"shop.example"}).state == "persistent"
    assert change(after, before, other_rules={"shop.example"}).why == "other_rules"
    assert change(before, after).state == "fixed"


def test_what_was_found_once_and_had_gone_has_reappeared() -> None:
    known = EarlierFinding("adr.info", "fail", "first", DAY, "d")
    assert change(shop(verdict(PASS), earlier=[known]), shop(verdict(FAIL))).state == "reappeared"
    older = {("shop.example", "adr.info")}
    assert change(shop(verdict(PASS)), shop(verdict(FAIL)), older=older).state == "reappeared"
    review = replace(known, outcome="review")
    assert change(shop(verdict(PASS), earlier=[review]), shop(verdict(FAIL))).state == "new"


def test_what_a_person_dismissed_is_neither_followed_nor_new() -> None:
    def flagged(key: str, found: Verdict) -> bool:
        return suspected(key, found) and found.check != "adr.info"

    before = shop(verdict(FAIL), verdict(FAIL, "identity.name"))
    result = compare(sweep(before), sweep(before), flagged=flagged)
    assert [c.check for c in result.findings] == ["identity.name"]


def test_what_a_person_confirmed_is_followed_though_it_was_a_point_to_review() -> None:
    found = change(shop(verdict(REVIEW)), shop(verdict(PASS)), flagged=lambda _, v: v.outcome >= REVIEW)
    assert (found.state, found.before) == ("fixed", "review")
    again = change(shop(verdict(REVIEW)), shop(verdict(REVIEW)), flagged=lambda _, v: v.outcome >= REVIEW)
    assert again.state == "persistent"


def test_a_trader_is_judged_by_all_of_its_shops() -> None:
    first = partial(shop, name="Mirelune SAS", number="009153644")
    before = [
        first(verdict(FAIL), key="a.example"),
        first(verdict(FAIL), key="b.example"),
        shop(verdict(FAIL), key="c.example", name="Autre Nom SARL", number="009153644"),
    ]
    after = [
        first(verdict(PASS), key="a.example", days=20),
        first(verdict(FAIL), key="b.example", days=20),
        shop(verdict(PASS), key="c.example", days=20, name="Autre Nom SARL", number="009153644"),
    ]
    result = compare(sweep(*after), sweep(*before))
    assert [(t.name, t.shops, t.state) for t in result.traders] == [
        ("Mirelune SAS", ("a.example", "b.example"), "partly"),
        ("Autre Nom SARL", ("c.example",), "fixed"),
    ]
    assert dict(result.traders[0].counts) == {**dict.fromkeys(STATES, 0), "fixed": 1, "persistent": 1}


def test_the_share_put_right_counts_only_what_can_be_told() -> None:
    keys = ("right.example", "late.example", "wrong.example", "early.example", "gone.example", "unwritten.example")
    days = {"right.example": 20, "late.example": 40, "wrong.example": 40, "early.example": 10, "unwritten.example": 20}
    right = {"right.example", "late.example", "unwritten.example"}
    before = sweep(*(shop(verdict(FAIL), key=key) for key in keys))
    now = sweep(*(shop(verdict(PASS if key in right else FAIL), key=key, days=n) for key, n in days.items()))
    letters = {key: DAY for key in keys if key != "unwritten.example"}
    result = compare(now, before, letters=letters, days=(30,))
    # Right on day 20, wrong on day 40; what was right on day 40 or wrong on day 10 tells nothing of day 30.
    assert result.put_right == (PutRight(30, yes=1, no=1, unknown=2),)
    assert result.traders_put_right == result.put_right
    assert compare(now, before, days=(30,)).put_right == (PutRight(30, 0, 0, 0),)


def test_a_letter_after_the_look_says_nothing() -> None:
    before, now = sweep(shop(verdict(FAIL))), sweep(shop(verdict(PASS), days=3))
    later = {"shop.example": DAY + timedelta(days=9)}
    assert compare(now, before, letters=later, days=(30,)).put_right == (PutRight(30, 0, 0, 0),)


_OUTCOMES = st.dictionaries(st.sampled_from(["a.a", "b.b", "c.c"]), st.sampled_from(list(Outcome)))


@settings(max_examples=60, deadline=None)
@given(old=st.lists(_OUTCOMES, max_size=3), new=st.lists(_OUTCOMES, max_size=3))
def test_every_suspicion_of_either_sweep_is_told_once(
    old: list[dict[str, Outcome]], new: list[dict[str, Outcome]]
) -> None:
    def shops(found: list[dict[str, Outcome]]) -> list[ShopResult]:
        return [
            shop(*(verdict(o, c) for c, o in one.items()), key=f"s{n}.example", days=5) for n, one in enumerate(found)
        ]

    result = compare(sweep(*shops(new)), sweep(*shops(old)), letters={"s0.example": date(2026, 11, 22)})
    told = [(c.shop, c.check) for c in result.findings]
    fails = {
        (f"s{n}.example", check)
        for found in (old, new)
        for n, one in enumerate(found)
        for check, outcome in one.items()
        if outcome is FAIL
    }
    assert len(told) == len(set(told))
    assert set(told) == fails
    assert sum(sum(t.counts.values()) for t in result.traders) == len(told)
    for changes in ([c for c in result.findings if c.shop == t.shops[0]] for t in result.traders):
        assert overall(changes) in STATES
