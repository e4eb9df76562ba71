"""Several shops of a worker are matched at the same time, with one matcher: no word of one is taken for another's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from product_alerts.match import Matcher
from product_alerts.model import Offer
from tests.product_alerts import pairs

PAIRS = pairs.load()


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns every few instructions."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def _shop(number: int) -> list[Offer]:
    """The offers of the pairs, with words that only this shop has."""
    named = [replace(p.offer, title=f"{p.offer.title} zq{number}x{i}") for i, p in enumerate(PAIRS)]
    return named[number % 7 :: 7]


@pytest.mark.usefixtures("hasty")
def test_shops_matched_at_the_same_time_get_what_they_get_alone() -> None:
    alerts = [p.alert for p in PAIRS]
    shops = [_shop(number) for number in range(56)]
    alone = Matcher(alerts)
    expected = [alone.matches(offers) for offers in shops]
    together = Matcher(alerts)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(together.matches, shops)) == expected
    assert sum(map(len, expected)) > len(shops)
