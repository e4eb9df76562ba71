"""Judging a campaign: every reduction that the watch saw, as it stood on its last day, under the law of that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from checks.catalogue import Check, load
from checks.judge import judge
from checks.verdict import Outcome, Verdict
from sweep.store.prices import PriceBook, Product
from sweep.watch.series import History, claims_to_judge, facts_at, history_of

CHECKS = (
    "reduction.prior_price_shown",
    "reduction.prior_price_true",
    "reduction.reference_type",
    "reduction.perpetual",
    "reduction.bait",
    "reduction.soldes",
    "reduction.black_friday",
    "reduction.false_urgency",
    "reduction.false_scarcity",
)
# These compare all looks with one another; with some of them left out they would only be less sure.
_BY_ALL_LOOKS = ("reduction.false_urgency", "reduction.false_scarcity")


@dataclass(frozen=True, slots=True)
class Judged:
    """What one check says of a product: its worst verdict over the campaign, and the day of the claim it speaks of."""

    verdict: Verdict
    day: date
    place: int  # of the observation that shows the claim


@dataclass(frozen=True, slots=True)
class ProductResult:
    """A product of the panel with its history and one answer a check; none where no price was ever seen."""

    product: Product
    history: History
    judged: tuple[Judged, ...]

    @property
    def worst(self) -> Outcome:
        return max((j.verdict.outcome for j in self.judged), default=Outcome.NOT_MEASURABLE)


@cache
def checks() -> tuple[Check, ...]:
    """The checks of a campaign, in the order of the questionnaire."""
    return tuple(check for name, check in load().items() if name in CHECKS)


def judge_product(history: History, country: str) -> tuple[Judged, ...]:
    """One answer a check: the worst over all claims of the campaign, the latest of equals."""
    worst: dict[str, Judged] = {}
    places = claims_to_judge(history)
    for place in places:
        facts = facts_at(history, place)
        day = history.observations[place].day
        for check in checks():
            if check.card.id in _BY_ALL_LOOKS and place != places[-1]:
                continue
            verdict = judge(check, facts, country, day)
            known = worst.get(verdict.check)
            if known is None or known.verdict.outcome <= verdict.outcome:
                worst[verdict.check] = Judged(verdict, day, place)
    return tuple(worst.values())


def judge_campaign(
    book: PriceBook, products: tuple[Product, ...], *, country: str, zone: str
) -> Iterator[ProductResult]:
    """Every product of the panel in its order, judged for the consumers of its country."""
    where = ZoneInfo(zone)
    for product in products:
        history = history_of(book, product, where)
        yield ProductResult(product, history, judge_product(history, product.data.get("country") or country))
