"""A comparison of two sweeps: what happened to each finding and each trader, and how much was put right in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

State = Literal["fixed", "partly", "persistent", "reappeared", "new", "not_measurable"]
STATES: tuple[State, ...] = get_args(State)

Why = Literal[
    "",
    "condition_gone",  # fixed: what the rule asks about is no longer there (no reduction announced, for example)
    "fewer_places",  # partly: some of the places quoted before were mended, nothing else is quoted
    "person_to_look",  # partly: it is no longer plain; a person has to look
    "law_in_force",  # new: the rule did not apply yet at the earlier visit
    "was_review",  # new: a point to be reviewed before
    "not_measurable_before",  # new: it could not be seen at the earlier visit
    "not_compared_before",  # new: the shop or the check was no part of the earlier sweep
    "shop_not_visited",  # not measurable, from here on
    "shop_not_measured",
    "check_not_run",
    "check_unknown",
    "law_not_in_force",
    "other_rules",  # the two visits were judged by different rules
]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one finding. Outcomes are labels ("fail"), "" where there is no verdict."""

    shop: str
    url: str
    check: str
    severity: str
    state: State
    why: Why
    before: str
    now: str
    reason: str = ""  # why it could not be measured, in the words of the visit
    letter: date | None = None  # when the trader was written to
    seen: date | None = None  # when it was looked at again


@dataclass(frozen=True, slots=True)
class TraderChange:
    """What happened at one trader: all shops together. `counts` has every state of `STATES`, in their order."""

    name: str
    shops: tuple[str, ...]
    state: State
    counts: Mapping[State, int]
    letter: date | None = None


@dataclass(frozen=True, slots=True)
class PutRight:
    """How many of the things written about were put right within `days` of the letter.

    Looked at too late (or too early) it cannot be told: `unknown`. A share is out of `yes + no`.
    """

    days: int
    yes: int
    no: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sweep against an earlier one. `findings` and `traders` are in the order of the lists."""

    sweep: str
    earlier: str
    day: date
    earlier_day: date
    findings: tuple[Change, ...]
    traders: tuple[TraderChange, ...]
    put_right: tuple[PutRight, ...]  # findings, by number of days
    traders_put_right: tuple[PutRight, ...]

    def count(self, state: State) -> int:
        return sum(change.state == state for change in self.findings)
