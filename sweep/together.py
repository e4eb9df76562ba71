"""All shops of a sweep, gone over once they are judged: what they share with each other is told to each of them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from checks.facts import Fact, Found
from checks.goods_facts import TwinSite
from checks.judge import judge
from sweep.judging import ALONE
from sweep.results import ShopResult
from sweep.run import Sweep, keep
from sweep.seen import Seen, tally


def look_over(sweep: Sweep) -> Seen:
    """Goes once through all judged shops of a sweep. Raises SweepError."""
    seen = Seen(sweep.supplied.warnings, sweep.plan.second_looks.pages)
    for shop in sweep.store.judged(sweep.name):
        seen.add(shop)
    return seen


def result_of(sweep: Sweep, shop: str) -> ShopResult:
    """The newest result of a judged shop, by the key of its target. Raises SweepError."""
    (result,) = sweep.store.judged(sweep.name, shop)
    return result


def compare_shops(sweep: Sweep, seen: Seen | None = None) -> int:
    """Tells all judged shops of a sweep what they share with each other; how many results changed by it.

    Only the checks that ask for twins are judged again, on the facts as they are kept. To be called once all shops
    have their results, and again whenever one of them was judged anew. `seen` is how they were when last looked over;
    its tallies follow the changes. Raises SweepError when it cannot write.
    """
    seen, changed = seen or look_over(sweep), 0
    found = seen.in_common(partial(result_of, sweep))
    for key in [key for key in seen.tallies if key in found or key in seen.told]:
        shop, fact = result_of(sweep, key), found.get(key, ALONE)
        if fact != shop.facts.twin_sites:
            shop = _with_twins(sweep, shop, fact)
            keep(sweep, shop)
            seen.tallies[key] = tally(shop)
            changed += 1
    return changed


def _with_twins(sweep: Sweep, shop: ShopResult, fact: Fact[tuple[Found[TwinSite], ...]]) -> ShopResult:
    facts = replace(shop.facts, twin_sites=fact)
    asking = {check.card.id: check for check in sweep.checks if "twin_sites" in check.needs}
    verdicts = tuple(
        judge(asking[v.check], facts, shop.country, sweep.day) if v.check in asking else v for v in shop.verdicts
    )
    return replace(shop, facts=facts, verdicts=verdicts, earlier=(), decided=())
