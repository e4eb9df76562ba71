"""Which findings go into a form: those that a person confirmed; suspicions only where wanted, and marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checks.verdict import Outcome, Verdict
from sweep.results import ShopResult

_SEVERITIES = ("critical", "major", "minor", "info")


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided on a finding as it is proved now: a state of the review, who, and when."""

    state: str
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """The review as a case sees it. `any` tells whether anybody has decided anything in this sweep."""

    any: bool
    of: Callable[[str, Verdict], Decided]


NO_DECISIONS = Decisions(any=False, of=lambda _shop, _verdict: Decided("open"))


@dataclass(frozen=True, slots=True)
class Selected:
    """A finding that goes in; `decided` is None where no person confirmed it."""

    shop: ShopResult
    verdict: Verdict
    decided: Decided | None


def select(
    shops: Iterable[ShopResult], decisions: Decisions, *, unconfirmed: bool, reviews: bool
) -> tuple[Selected, ...]:
    """The findings of these shops, confirmed ones and what weighs more first.

    Once anything was decided, confirmed findings only, unless `unconfirmed`; dismissed ones never. `reviews` takes
    along the points that the rules leave to a person.
    """
    suspicions = unconfirmed or not decisions.any
    found = [one for shop in shops for one in _of_shop(shop, decisions, suspicions, reviews)]
    return tuple(sorted(found, key=_weight))


def _of_shop(shop: ShopResult, decisions: Decisions, suspicions: bool, reviews: bool) -> Iterator[Selected]:
    wanted = (Outcome.FAIL, Outcome.REVIEW) if reviews else (Outcome.FAIL,)
    for verdict in shop.verdicts:
        if verdict.outcome < Outcome.REVIEW:
            continue
        decided = decisions.of(shop.target.key, verdict)
        if decided.state == "confirmed":
            yield Selected(shop, verdict, decided)
        elif suspicions and decided.state != "dismissed" and verdict.outcome in wanted:
            yield Selected(shop, verdict, None)


def _weight(one: Selected) -> tuple[bool, int, int, str, str]:
    verdict = one.verdict
    severity = _SEVERITIES.index(verdict.severity)
    return one.decided is None, -verdict.outcome, severity, verdict.check, one.shop.target.key


def how_many(selected: Sequence[Selected]) -> Literal["all", "some", "none"]:
    """How many of the findings a person's decision stands behind."""
    confirmed = sum(one.decided is not None for one in selected)
    return "none" if not confirmed else "all" if confirmed == len(selected) else "some"
