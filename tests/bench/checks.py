"""One row a check: how often it is right, on how many cases, in which countries and languages.

Three sources are counted together: the YAML cases (the outcome that a lawyer wrote down), the demonstration shops
(what is planted in them), and lawful shops in eight languages, in which every fail is a false one.

* precision: of all that was called a suspected infringement or a point to review against a known truth, how much is so;
* recall: of all that should have been called so, how much was.

A point to review in a lawful shop is no mistake: a person is asked to look. It is counted in a column of its own.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from checks.catalogue import load, rules_version
from checks.judge import judge
from checks.strict_yaml import load_text
from checks.verdict import Outcome
from sweep.demo.spec import shops as demo_shops
from sweep.demo.truth import load_truth
from sweep.paths import cases_dir
from sweep.report.accuracy import FILE as ACCURACY
from tests.accusations.site import judged, lawful, texts
from tests.bench.demo import sweep_demo
from tests.bench.table import ratio, table
from tests.checks.notation import shop

_FLAGGED = (Outcome.REVIEW, Outcome.FAIL)
_MEASURED = (Outcome.PASS, *_FLAGGED)


@dataclass
class Row:
    """One check. `reviews` are points to review in faultless and lawful shops."""

    check: str
    cases: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    reviews: int = 0
    shops: int = 0  # on which it said pass, review or fail
    countries: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)

    def count(self, expected: Outcome, given: Outcome) -> None:
        """A case or shop whose truth is known."""
        self.right += expected in _FLAGGED and given is expected
        self.missed += expected in _FLAGGED and given is not expected
        self.wrong += given in _FLAGGED and given is not expected


def _cases(row: Row) -> None:
    path = cases_dir() / f"{row.check}.yaml"
    check = load()[row.check]
    for case in load_text(path.read_text(encoding="utf-8"), path.name) if path.is_file() else ():
        given = judge(check, shop(case["facts"]), case["country"], case["day"]).outcome
        row.cases += 1
        row.countries.add(case["country"])
        row.count(Outcome.of(case["outcome"]), given)


def _seen(row: Row, outcome: Outcome, language: str) -> None:
    if outcome in _MEASURED:
        row.shops += 1
        row.languages.add(language)


def _demo(rows: dict[str, Row]) -> None:
    truth = load_truth().shops
    languages = {key: spec.language for key, spec in demo_shops().items()}
    for result in sweep_demo().shops:
        key = result.target.note
        due = {**truth[key].outcomes, **truth[key].history}
        for verdict in result.verdicts:
            row = rows[verdict.check]
            _seen(row, verdict.outcome, languages.get(key, ""))
            if verdict.check in due:
                row.count(Outcome.of(due[verdict.check].outcome), verdict.outcome)
            else:
                _innocent(row, verdict.outcome, truth[key].faultless)


def _innocent(row: Row, outcome: Outcome, faultless: bool) -> None:
    row.wrong += outcome is Outcome.FAIL
    row.reviews += faultless and outcome is Outcome.REVIEW


def _lawful(rows: dict[str, Row]) -> None:
    for language in texts():
        site = lawful(language)
        for check, verdict in judged(site.capture(), site.country).items():
            _seen(rows[check], verdict.outcome, language)
            _innocent(rows[check], verdict.outcome, True)


def measure() -> list[Row]:
    """One row a check, in the order of the questionnaire."""
    rows = {check: Row(check) for check in load()}
    for row in rows.values():
        _cases(row)
    _demo(rows)
    _lawful(rows)
    return list(rows.values())


def _cells(row: Row, name: str) -> tuple[object, ...]:
    return (
        name,
        row.cases,
        len(row.countries),
        row.shops,
        " ".join(sorted(filter(None, row.languages))) or "-",
        ratio(row.right, row.right + row.wrong),
        ratio(row.right, row.right + row.missed),
        row.wrong,
        row.reviews,
    )


def _total(rows: list[Row]) -> Row:
    numbers: Counter[str] = Counter()
    for row in rows:
        numbers.update({n: getattr(row, n) for n in ("cases", "right", "wrong", "missed", "reviews", "shops")})
    return Row(
        "all", **numbers, countries=set().union(*(r.countries for r in rows)), languages=set().union(*_spoken(rows))
    )


def _spoken(rows: list[Row]) -> Iterator[set[str]]:
    return (row.languages for row in rows)


def keep(rows: list[Row], path: Path, day: date) -> None:
    """Writes the figures into the file that the report shows; a check without cases and shops stands not in it."""
    kept = {
        row.check: {
            "cases": row.cases,
            "shops": row.shops,
            "countries": len(row.countries),
            "languages": sorted(filter(None, row.languages)),
            "right": row.right,
            "wrong": row.wrong,
            "missed": row.missed,
        }
        for row in rows
        if row.cases or row.shops
    }
    data = {"day": day.isoformat(), "rules_version": rules_version(), "checks": kept}
    path.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    """With `--keep` the figures are written where the report's page on methods takes them from."""
    rows = measure()
    if "--keep" in sys.argv[1:]:
        keep(rows, ACCURACY, datetime.now(UTC).date())
    head = (
        "check",
        "cases",
        "countries",
        "shops",
        "languages",
        "precision",
        "recall",
        "wrong",
        "reviews of the lawful",
    )
    total = _total(rows)
    print(table(head, [*(_cells(row, row.check) for row in rows), _cells(total, f"all {len(rows)} checks")]))


if __name__ == "__main__":
    main()
