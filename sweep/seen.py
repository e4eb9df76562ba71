"""What a run holds of its shops once they are judged: little of each, so that very many shops need no more memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checks.facts import Found
from checks.goods_facts import TwinSite
from checks.verdict import Outcome
from sweep.enrich.kin import Accounts, joined
from sweep.enrich.twins import TwinKeys
from sweep.enrich.warned import Warnings
from sweep.gather.revisit import Wanted, wanted_looks
from sweep.results import ShopResult, ShopTally
from sweep.targets import Target

Due = tuple[Target, tuple[Wanted, ...]]


class Seen:
    """The shops of a sweep, added one after the other in the order of the list.

    `tallies` by key of the target; `told` the keys of shops whose results tell of twins; `due` the second looks to be
    taken, at most `pages` pages of a shop.
    """

    def __init__(self, warnings: Warnings | None, pages: int) -> None:
        self.tallies: dict[str, ShopTally] = {}
        self.told: set[str] = set()
        self.due: list[Due] = []
        self._pages = pages
        self._twins, self._accounts = TwinKeys(), Accounts(warnings)

    def add(self, shop: ShopResult) -> None:
        self.tallies[shop.target.key] = tally(shop)
        if isinstance(shop.facts.twin_sites, Found):
            self.told.add(shop.target.key)
        if pages := looks_due(shop, self._pages):
            self.due.append((shop.target, pages))
        self._twins.add(shop)
        self._accounts.add(shop)

    def in_common(self, load: Callable[[str], ShopResult]) -> Mapping[str, Found[tuple[Found[TwinSite], ...]]]:
        """What the shops share with each other, by key of their target; `load` gives a shop by its key."""
        return joined((self._twins.twins(load), self._accounts.kin(load)))


def tally(shop: ShopResult) -> ShopTally:
    """What of a shop counts in the figures of its sweep."""
    outcomes = [verdict.outcome for verdict in shop.verdicts]
    return ShopTally(shop.state, shop.second_try, outcomes.count(Outcome.FAIL), outcomes.count(Outcome.REVIEW))


def looks_due(shop: ShopResult, most: int) -> tuple[Wanted, ...]:
    """The pages of a shop still to be seen again, at most `most`; none that came out of somebody else's archive."""
    return () if shop.target.capture else wanted_looks(shop.facts.urgency_looks, most)
