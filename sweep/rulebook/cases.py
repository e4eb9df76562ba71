"""The cases of a rule as a reader sees them: the same files that the tests run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from checks.strict_yaml import load_text
from sweep.paths import cases_dir

# libyaml writes several times faster; PyYAML may have been built without it.
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `message` is a key of the card's messages, "" where the case leaves it open; `facts` is YAML."""

    name: str
    day: date
    country: str
    outcome: str
    message: str
    facts: str


@cache
def cases_of(rule: str) -> tuple[Case, ...]:
    """The cases of a rule, in the order of their file; none where there is no file."""
    path = cases_dir() / f"{rule}.yaml"
    if not path.is_file():
        return ()
    return tuple(
        Case(
            str(entry["name"]),
            entry["day"],
            str(entry["country"]),
            str(entry["outcome"]),
            str(entry.get("message", "")),
            yaml.dump(entry["facts"], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100).strip(),
        )
        for entry in load_text(path.read_text(encoding="utf-8"), path.name)
    )
