"""What people decided, laid beside the results of a sweep: for report, exports and whatever else prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from checks.verdict import Outcome
from sweep.results import Decided, ShopResult
from sweep.review.folder import Standings
from sweep.review.model import proof_key
from sweep.review.standing import Standing
from sweep.workspace import SweepFolder, Workspace


def with_decisions(workspace: Workspace, folder: SweepFolder, shops: Iterable[ShopResult]) -> tuple[ShopResult, ...]:
    """The same results, each with where its findings stand in the review. Raises SweepError for a damaged file."""
    standings = Standings(workspace, folder)
    if not standings:
        return tuple(shops)
    return tuple(replace(shop, decided=tuple(_decided(shop, standings))) for shop in shops)


def _decided(shop: ShopResult, standings: Standings) -> Iterator[Decided]:
    for verdict in shop.verdicts:
        if verdict.outcome >= Outcome.REVIEW:
            found = standings.of(shop.target.key, verdict.check, proof_key(verdict))
            if found.state != "open":
                yield _one(verdict.check, found)


def _one(check: str, found: Standing) -> Decided:
    if found.counts is None:
        return Decided(check, found.state)
    return Decided(check, found.state, found.counts.reason, datetime.fromisoformat(found.counts.at).date())
