"""The prior price against a whole imagined year of prices, of which any days were observed and the others not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.catalogue import load
from checks.facts import Found, PricePoint, ShopFacts
from checks.judge import judge
from checks.verdict import Outcome
from product_alerts.model import Offer
from tests.checks.notation import evidence

TODAY = date(2026, 11, 21)
CHECK = load()["reduction.prior_price_true"]
prices = st.integers(60, 140).map(Decimal)


def _judged(true: dict[date, tuple[Decimal, Decimal | None]], seen: set[date], claim: Offer) -> Outcome:
    points = tuple(
        Found(PricePoint(claim.key, day, price, "EUR", prior), evidence(str(price)))
        for day, (price, prior) in sorted(true.items())
        if day in seen and day < TODAY
    )
    history = {"price_history": Found(points, evidence("x"))} if points else {}
    facts = ShopFacts(offers=Found((Found(claim, evidence("x", "product")),), evidence("x")), **history)
    return judge(CHECK, facts, "FR", TODAY).outcome


def _offer(price: Decimal, prior: Decimal) -> Offer:
    return Offer("https://a.example/p", "Cruche", price=price, currency="EUR", prior_price=prior,
                 prior_price_kind="struck")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(prices, min_size=70, max_size=70), st.integers(0, 20), st.data())
def test_an_honest_shop_never_fails_whatever_was_observed(
    charged: list[Decimal], running: int, data: st.DataObject
) -> None:
    """The prior price is the lowest of the 30 days before the reduction, which runs for some days already."""
    begun = TODAY - timedelta(running)
    lowest = min(charged[:30])
    true: dict[date, tuple[Decimal, Decimal | None]] = {
        begun - timedelta(n + 1): (price, None) for n, price in enumerate(charged)
    }
    true |= {begun + timedelta(n): (Decimal(50), lowest) for n in range(running + 1)}
    seen = data.draw(st.sets(st.sampled_from(sorted(true))))
    assert _judged(true, seen, _offer(Decimal(50), lowest)) is not Outcome.FAIL
    whole = _judged(true, set(true), _offer(Decimal(50), lowest))
    assert whole is Outcome.PASS


@settings(max_examples=100, deadline=None)
@given(st.lists(prices, min_size=40, max_size=40), st.data())
def test_no_shop_passes_with_an_inflated_price_however_little_was_observed(
    charged: list[Decimal], data: st.DataObject
) -> None:
    true: dict[date, tuple[Decimal, Decimal | None]] = {
        TODAY - timedelta(n + 1): (price, None) for n, price in enumerate(charged)
    }
    inflated = min(charged[:30]) + Decimal("0.02")
    seen = data.draw(st.sets(st.sampled_from(sorted(true))))
    assert _judged(true, seen, _offer(Decimal(50), inflated)) is not Outcome.PASS
    assert _judged(true, set(true), _offer(Decimal(50), inflated)) is Outcome.FAIL
