"""What people decided, laid beside the results of a sweep: for report, exports and whatever else prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from checks.verdict import Outcome
from sweep.results import Decided, Reviewed, ShopResult
from sweep.review.folder import Standings
from sweep.review.model import proof_key
from sweep.review.standing import Standing
from sweep.workspace import SweepFolder, Workspace


def with_decisions(
    workspace: Workspace, folder: SweepFolder, shops: Iterable[ShopResult]
) -> tuple[tuple[ShopResult, ...], Reviewed | None]:
    """The same results, each with where its findings stand in the review, and the review in figures.

    None for the figures where nobody has decided anything. Raises SweepError for a damaged file.
    """
    standings = Standings(workspace, folder)
    if not standings:
        return tuple(shops), None
    found = tuple(replace(shop, decided=tuple(_decided(shop, standings))) for shop in shops)
    return found, _figures(found, standings)


def _figures(shops: Iterable[ShopResult], standings: Standings) -> Reviewed | None:
    findings = [(s.target.key, v) for s in shops for v in s.verdicts if v.outcome >= Outcome.REVIEW]
    states = Counter(d.state for shop in shops for d in shop.decided)
    if not states:
        return None
    agreed = standings.agreement((shop, v.check, proof_key(v)) for shop, v in findings)
    return Reviewed(
        len(findings),
        states["confirmed"],
        states["dismissed"],
        states["unsure"],
        agreed.pairs,
        agreed.kappa,
        agreed.low,
        agreed.high,
    )


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
