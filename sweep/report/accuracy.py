"""How right each check was on cases whose truth is known: figures that lie in the package, with their day.

They are made by `python -m tests.bench.checks --keep` from the cases of the rules, the demonstration, and lawful shops
in several languages: the house's own texts, so they show that the rules do what is meant, not how real shops write.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("accuracy.json")


@dataclass(frozen=True, slots=True)
class Measured:
    """One check. `right`, `wrong` and `missed` count suspicions and points to review against the truth."""

    cases: int
    shops: int
    countries: int
    languages: tuple[str, ...]
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Of all that was suspected, the share that was so; None where nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Of all that should have been suspected, the share that was; None where nothing should have been."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


@dataclass(frozen=True, slots=True)
class Accuracy:
    day: date
    rules_version: str
    checks: Mapping[str, Measured]


@cache
def accuracy() -> Accuracy:
    """The figures of this version of the package."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    checks = {
        name: Measured(**{**row, "languages": tuple(row["languages"])}) for name, row in sorted(data["checks"].items())
    }
    return Accuracy(date.fromisoformat(data["day"]), data["rules_version"], checks)
