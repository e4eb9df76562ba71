"""Checks against the planted truth of the demonstration shops, swept for real."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from checks.catalogue import load
from checks.verdict import Outcome
from sweep.commands.demo import sweep_twice
from sweep.demo.server import DemoServer
from sweep.demo.truth import load_truth
from sweep.results import SweepResult
from sweep.sweeps import collect
from tests.bench.table import ratio, table


@dataclass(frozen=True)
class Row:
    """One check over all measured shops: `planted` faults, how many were `found`, fails that were not planted."""

    check: str
    planted: int
    found: int
    false_fails: int
    judged: int  # shops on which it said pass, review or fail


def sweep_demo() -> SweepResult:
    """The second sweep of the demonstration, in a folder of its own."""
    quiet = io.StringIO()
    silent = (contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet))
    with tempfile.TemporaryDirectory() as folder, DemoServer() as server, silent[0], silent[1]:
        return collect(sweep_twice(Path(folder), server))


def measure() -> list[Row]:
    """One row a check."""
    truth = load_truth().shops
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    for shop in sweep_demo().shops:
        due = {**truth[shop.target.note].outcomes, **truth[shop.target.note].history}
        planted.update(due.keys())
        for verdict in shop.verdicts:
            judged[verdict.check] += verdict.outcome in (Outcome.PASS, Outcome.REVIEW, Outcome.FAIL)
            if verdict.check in due:
                found[verdict.check] += verdict.outcome is Outcome.of(due[verdict.check].outcome)
            else:
                false[verdict.check] += verdict.outcome is Outcome.FAIL
    return [Row(c, planted[c], found[c], false[c], judged[c]) for c in load()]


def main() -> None:
    rows = measure()
    shown = [
        (
            r.check,
            r.judged,
            r.planted,
            r.found,
            r.false_fails,
            ratio(r.found, r.found + r.false_fails),
            ratio(r.found, r.planted),
        )
        for r in rows
    ]
    total = [sum(getattr(r, n) for r in rows) for n in ("judged", "planted", "found", "false_fails")]
    shown.append(("all", *total, ratio(total[2], total[2] + total[3]), ratio(total[2], total[1])))
    print(table(("check", "judged", "planted", "found", "false fails", "precision", "recall"), shown))


if __name__ == "__main__":
    main()
