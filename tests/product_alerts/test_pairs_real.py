"""Offers in six languages beside published notices: what the matcher may miss, and that it accuses nobody falsely."""

from __future__ import annotations

from functools import cache

import pytest

from product_alerts.match import Matcher
from product_alerts.model import Grade
from tests.product_alerts import pairs_real
from tests.product_alerts.pairs_real import Pair


@cache
def judged() -> tuple[tuple[Pair, str], ...]:
    known = pairs_real.load()
    return tuple(zip(known, pairs_real.judge(Matcher(pairs_real.notices()), known), strict=True))


def test_the_pairs_are_what_they_say() -> None:
    ids = {alert.id for alert in pairs_real.notices()}
    known = pairs_real.load()
    different = [pair for pair in known if not pair.same]
    assert {pair.notice for pair in known} <= ids
    assert len(known) >= 600
    assert 0.45 <= len(different) / len(known) <= 0.6
    assert {pair.language for pair in known} == {"en", "fr", "de", "nl", "es", "it"}
    assert len({(pair.notice, pair.offer.title) for pair in known}) == len(known)


@pytest.mark.parametrize("held_out", [False, True])
def test_nothing_is_called_the_same_that_is_another(held_out: bool) -> None:
    wrong = [
        (pair.notice, pair.offer.title, said)
        for pair, said in judged()
        if pair.held_out is held_out and not pair.same and said in {"same_product", "probable"}
    ]
    assert wrong == []


def test_most_of_what_is_the_same_is_found() -> None:
    provable = [said for pair, said in judged() if pair.same and pair.provable]
    sure = provable.count(Grade.SAME_PRODUCT.value)
    assert sure / len(provable) >= 0.95
    assert (sure + provable.count(Grade.PROBABLE.value)) / len(provable) >= 0.98


def test_a_brand_alone_is_never_a_match() -> None:
    for pair, said in judged():
        if pair.kind == "brand-only":
            assert said == "none", (pair.notice, pair.offer.title)


def test_what_only_a_picture_can_prove_is_never_called_the_same() -> None:
    assert "same_product" not in {said for pair, said in judged() if pair.same and not pair.provable}
