"""`sweepday judge SWEEP --day DAY`: what the law of another day would say; nothing is changed."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from checks.verdict import Outcome
from sweep.commands.common import Ticker
from sweep.counted import counted
from sweep.errors import SweepError
from sweep.other_day import TOGETHER, Change, changes, tally
from sweep.report.exports import csv_cell
from sweep.run import Sweep
from sweep.workspace import writing


def show(sweep: Sweep, shops: Sequence[str], day: date, out: Path | None) -> None:
    """Prints what differs by rule; into `out` as CSV, one row a change."""
    if day == sweep.day:
        raise SweepError(f"{sweep.name}: {day} is the day by whose law it was judged; name another")
    found: list[Change] = []
    ticker = Ticker()
    for part, some in enumerate(changes(sweep, shops, day), start=1):
        found += some
        ticker.step(f"[{min(part * TOGETHER, len(shops))}/{len(shops)}] {counted(len(found), 'other verdict')}")
    ticker.end()
    print(
        f"{sweep.name}: the facts of {counted(len(shops), 'shop')} as they were read, "
        f"by the law of {day} instead of {sweep.day}"
    )
    for line in _lines(found):
        print(line)
    if out is not None:
        _write(out, found, day)
        print(f"{out}: {counted(len(found), 'change')}")
    print("nothing was changed; a sweep by the law of that day needs a plan of its own with `day:`")


def _lines(found: Sequence[Change]) -> list[str]:
    if not found:
        return ["  no verdict differs"]
    return [
        f"  {check}: {_word(before)} -> {_word(then)}: {counted(number, 'shop')}"
        for check, before, then, number in tally(found)
    ]


def _write(path: Path, found: Sequence[Change], day: date) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            rows = csv.writer(file)
            rows.writerow(("shop", "check", "outcome", f"outcome_{day}"))
            rows.writerows((csv_cell(one.shop), one.check, one.before.label, one.then.label) for one in found)


def _word(outcome: Outcome) -> str:
    return outcome.label.replace("_", " ")
