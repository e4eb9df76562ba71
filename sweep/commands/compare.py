"""`sweepday compare`: what became of the findings of an earlier sweep."""

from __future__ import annotations

import argparse
from pathlib import Path

from checks.catalogue import rules_version, title
from sweep.commands.common import sweep_of
from sweep.commands.run import look_of
from sweep.commands.seal import seal_now
from sweep.compare.compare import compare
from sweep.compare.export import write_comparison
from sweep.compare.model import STATES, Comparison, PutRight
from sweep.cooperation.decisions import flagged_in
from sweep.cooperation.ledger import letters
from sweep.counted import counted
from sweep.errors import CaptureError, SweepError
from sweep.report.comparison_page import write_comparison_page
from sweep.results import ShopResult, SweepResult
from sweep.run import Sweep, judged_anew
from sweep.store.lookback import Lookback
from sweep.sweeps import collect, find, heading

_SHOWN = 200  # findings printed one by one
_WORDS = {"not_measurable": "not measurable"}
WHY = {
    "condition_gone": "what the rule asks about is no longer there",
    "fewer_places": "some of the places were mended",
    "person_to_look": "no longer plain: a person has to look",
    "law_in_force": "the rule did not apply yet",
    "was_review": "a point to be reviewed before",
    "not_measurable_before": "could not be seen before",
    "not_compared_before": "not looked at before",
    "shop_not_visited": "the shop was not visited",
    "shop_not_measured": "the shop could not be measured",
    "check_not_run": "not looked at this time",
    "check_unknown": "could not be seen",
    "law_not_in_force": "the rule applies no longer",
    "other_rules": "judged by other rules; its archive is not there to judge it anew",
}


def run(args: argparse.Namespace) -> int:
    sweep = sweep_of(args)
    earlier = find(sweep.workspace, args.earlier)
    if earlier.name == sweep.name:
        raise SweepError(f"{sweep.name}: a sweep cannot be compared with itself; name an earlier one")
    comparison = compared(sweep, earlier)
    show(comparison)
    for path in write_comparison(comparison, args.out) if args.out else keep(sweep, comparison):
        print(path)
    return 0


def keep(sweep: Sweep, comparison: Comparison) -> tuple[Path, ...]:
    """Writes a comparison into the exports and the report of its sweep and seals it; returns the files."""
    files = write_comparison(comparison, sweep.folder.exports)
    languages, info = sweep.plan.report.languages, heading(sweep)
    page = write_comparison_page(comparison, info, sweep.folder.report, languages=languages, look=look_of(sweep))
    seal_now(sweep)
    return (*files, page)


def compared(sweep: Sweep, earlier: Sweep) -> Comparison:
    """The comparison, both sides judged by today's rules, with the letters written about the earlier sweep."""
    other: set[str] = set()
    sides = [by_todays_rules(one, other) for one in (sweep, earlier)]
    for side in sides:
        if not side.shops:
            raise SweepError(f"{side.info.name}: no shop has a result yet; `sweepday run` visits them")
    begun, begun_before = (min(shop.visit.started for shop in side.shops) for side in sides)
    if begun < begun_before:
        raise SweepError(
            f"{earlier.name} began after {sweep.name}: `sweepday compare {earlier.name} {sweep.name}` compares them"
        )
    lookback = Lookback(sweep.workspace.database)
    return compare(
        sides[0],
        sides[1],
        flagged=flagged_in(earlier),
        older=lookback.suspected_before(earlier.name),
        letters=letters(earlier.folder),
        other_rules=other,
    )


def by_todays_rules(sweep: Sweep, other: set[str]) -> SweepResult:
    """The results, with those that older rules gave judged anew (not kept); adds to `other` where that cannot be."""
    result, today = collect(sweep), rules_version()
    versions = Lookback(sweep.workspace.database).judged_by(sweep.name)
    shops = []
    for shop in result.shops:
        anew = shop if versions.get(shop.target.key) == today else _anew(sweep, shop)
        if anew is None:
            other.add(shop.target.key)
        shops.append(anew or shop)
    return SweepResult(result.info, tuple(shops))


def _anew(sweep: Sweep, shop: ShopResult) -> ShopResult | None:
    try:
        return judged_anew(sweep, shop.target)
    except CaptureError:  # purged, or damaged
        return None


def show(comparison: Comparison) -> None:
    """The comparison for people: the findings that changed and those that did not, then the numbers."""
    for change in comparison.findings[:_SHOWN]:
        why = WHY.get(change.why, "")
        print(
            f"{_WORDS.get(change.state, change.state):14} {change.shop}: {title(change.check, 'en')}"
            + (f" ({why}{': ' if why and change.reason else ''}{change.reason[:80]})" if why or change.reason else "")
        )
    if len(comparison.findings) > _SHOWN:
        print(f"and {len(comparison.findings) - _SHOWN} more, all in the files below")
    print(f"\n{comparison.sweep} against {comparison.earlier}")
    print(f"findings: {_counts([c.state for c in comparison.findings])}")
    print(f"traders: {_counts([t.state for t in comparison.traders])}")
    for what, shares in (("findings", comparison.put_right), ("traders", comparison.traders_put_right)):
        for share in shares:
            if share.yes + share.no + share.unknown:
                print(f"{what} put right within {counted(share.days, 'day')} of the letter: {_share(share)}")


def _counts(states: list[str]) -> str:
    return ", ".join(f"{states.count(state)} {_WORDS.get(state, state)}" for state in STATES)


def _share(share: PutRight) -> str:
    known = share.yes + share.no
    percent = f" ({100 * share.yes / known:.0f}%)" if known else ""
    open_ = f"; of {share.unknown} it cannot be told" if share.unknown else ""
    return f"{share.yes} of {known}{percent}{open_}"
