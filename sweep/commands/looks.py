"""The second looks of a run: pages that hurry their readers are seen again, as their time comes."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence

from checks.urgency import moment
from sweep.commands.common import Ticker
from sweep.evidence.manifest import write_sha256sums
from sweep.gather.revisit import Wanted
from sweep.look_workers import look_all
from sweep.run import Sweep
from sweep.seen import Due, looks_due
from sweep.together import result_of
from sweep.workspace import only_run

_POLL = 30.0  # seconds between two looks at the clock, which may be set while we wait


def look_again_at(
    sweep: Sweep,
    looks: Sequence[Due],
    *,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> bool:
    """Takes every look whose time has come, or comes while the plan lets us wait; whether it took any.

    Says which are still to come. Raises SweepError when nothing more can be written.
    """
    until = now() + sweep.plan.second_looks.wait_minutes * 60
    tried: set[tuple[str, Wanted]] = set()  # a page that did not come is not asked for again and again
    coming = list(looks)
    while coming:
        due = [(target, wanted) for target, pages in coming if (wanted := tuple(w for w in pages if w.at <= now()))]
        if due:
            _take(sweep, due)
            tried |= {(target.key, one) for target, pages in due for one in pages}
            coming = _coming(sweep, coming, tried)
            continue
        first = min(w.at for _, pages in coming for w in pages)
        if first > until:
            break
        while now() < first:
            sleep(min(_POLL, max(0.1, first - now())))
    _say(sweep, coming)
    return bool(tried)


def _coming(sweep: Sweep, before: Sequence[Due], tried: Collection[tuple[str, Wanted]]) -> list[Due]:
    """The looks still to be taken at these shops; those that were looked at were judged anew."""
    most, looked = sweep.plan.second_looks.pages, {key for key, _ in tried}
    found: list[Due] = []
    for target, known in before:
        pages = looks_due(result_of(sweep, target.key), most) if target.key in looked else known
        left = tuple(one for one in pages if (target.key, one) not in tried)
        found += [(target, left)] if left else []
    return found


def _take(sweep: Sweep, due: Sequence[Due]) -> None:
    ticker = Ticker()
    looks = [(target, tuple(page.url for page in pages)) for target, pages in due]
    with only_run(sweep.folder):
        try:
            look_all(sweep, looks, lambda shop: ticker.step(f"second look: {shop}"))
        finally:
            ticker.end()
        if sweep.plan.evidence.sha256sums:
            write_sha256sums(sweep.folder)


def _say(sweep: Sweep, coming: Sequence[Due]) -> None:
    pages = [w.at for _, wanted in coming for w in wanted]
    if pages:
        print(f"{sweep.name}: {len(pages)} second looks are still to come, the first at {moment(min(pages))};")
        print("  run the same command again then")
