"""What is planted in the demonstration shops: the outcomes that a sweep has to reach."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from checks.strict_yaml import load_text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Planted(_Strict):
    """A fault and the outcome its check must have."""

    outcome: Literal["review", "fail"]
    what: str


class ShopTruth(_Strict):
    """What is true of one shop. A faultless one may get no `fail` from any check, with or without history."""

    country: str
    state: Literal["measured", "not_measurable", "unreachable"]
    reason: str = ""  # the kind of Unknown or of failure, where the shop is not measured
    faultless: bool = False
    note: str = ""
    outcomes: dict[str, Planted] = {}  # check id -> fault, visible on any visit in the season "sale"
    history: dict[str, Planted] = {}  # the same, proven only together with an earlier visit
    alert: str = ""  # number of the alert that an offer of this shop must meet


class Truth(_Strict):
    day: date  # whose law the outcomes follow
    shops: dict[str, ShopTruth]


@cache
def load_truth() -> Truth:
    """The truth about all demonstration shops, by their keys."""
    text = (files(__package__) / "truth.yaml").read_text(encoding="utf-8")
    return Truth(**load_text(text, "truth.yaml"))
