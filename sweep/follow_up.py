"""A follow-up: the shops that an earlier sweep flagged, visited again for what was flagged in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from checks.catalogue import load
from checks.verdict import Verdict
from sweep import watchlists
from sweep.enrich import supplied
from sweep.errors import SweepError
from sweep.evidence import custody
from sweep.lists import TargetList
from sweep.run import Sweep
from sweep.sweeps import find, lay_out
from sweep.targets import Funnel

_LONGEST = 58  # characters of the earlier sweep's name, so that the new one stays a good folder name


def begin_follow_up(
    earlier: Sweep, today: date, flagged: Callable[[str, Verdict], bool], name: str = ""
) -> tuple[Sweep, bool]:
    """The follow-up of a sweep: a new one, or the one under way (then False). Raises SweepError if nothing was flagged.

    It looks by the law of `today` at the checks that were flagged anywhere, with the pace and identity of the earlier
    sweep. What was an archive of somebody else's is visited this time.
    """
    name = name or _under_way(earlier) or f"{_stem(earlier)}{today.isoformat()}"
    folder = earlier.workspace.sweep(name)
    if folder.plan.exists():
        return find(earlier.workspace, name), False
    known = load()
    hits = [
        (shop.target, verdict.check)
        for shop in earlier.store.results(earlier.name)
        for verdict in shop.verdicts
        if verdict.check in known and flagged(shop.target.key, verdict)
    ]
    if not hits:
        raise SweepError(f"{earlier.name}: nothing was flagged in it, so there is nothing to visit again")
    targets = tuple({target.key: replace(target, capture="") for target, _ in hits}.values())
    checks = {check for _, check in hits}
    plan = earlier.plan.model_copy(
        update={"name": name, "day": today, "checks": tuple(check for check in known if check in checks)}
    )
    counted = Funnel(listed=len(targets), valid=len(targets), distinct=len(targets))
    watchlists.keep(plan.watchlists, earlier.folder.path / watchlists.FOLDER, folder.path)
    supplied.keep(plan.tables, earlier.folder.path / supplied.FOLDER, folder.path)
    lay_out(folder, plan, TargetList(targets, (), (), counted))
    custody.log(folder, "noted", what="follow-up", of=earlier.name, shops=len(targets), checks=list(plan.checks))
    return find(earlier.workspace, name), True


def _stem(earlier: Sweep) -> str:
    return f"{earlier.name[:_LONGEST]}-follow-up-"


def _under_way(earlier: Sweep) -> str:
    """The newest follow-up of the sweep that still has shops to visit, "" where there is none."""
    for path in sorted((earlier.workspace.path / "sweeps").glob(f"{_stem(earlier)}*"), reverse=True):
        if (path / "plan.yaml").is_file():
            sweep = find(earlier.workspace, path.name)
            if sweep.store.done(path.name) < sweep.store.funnel(path.name).distinct:
                return path.name
    return ""
