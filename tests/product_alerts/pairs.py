"""The judged pairs, and how well the matcher does on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from product_alerts.match import Matcher
from product_alerts.model import Alert, AlertStatus, ItemId, Match, Offer


@dataclass(frozen=True)
class Pair:
    name: str
    offer: Offer
    alert: Alert
    same: bool
    grade: str


def load() -> tuple[Pair, ...]:
    rows = yaml.safe_load(Path(__file__).with_name("pairs.yaml").read_text(encoding="utf-8"))
    return tuple(_pair(row, at) for at, row in enumerate(rows))


def _pair(row: dict[str, Any], at: int) -> Pair:
    offer = {"url": f"https://shop-{at}.example/p/{at}", **row["offer"]}
    alert = {name: tuple(map(str, value)) if isinstance(value, list) else value for name, value in row["alert"].items()}
    if "item_ids" in alert:
        alert["item_ids"] = tuple(ItemId(*item) for item in row["alert"]["item_ids"])
    status = AlertStatus(alert.pop("status", "active"))
    known = Alert(source="test", number=f"SR/{at:05}/26", status=status, **alert)
    return Pair(row["name"], Offer(**offer), known, row["truth"] == "same", row["grade"])


def grade(pair: Pair) -> str:
    """What the matcher says of one pair, "none" for silence."""
    matches: tuple[Match, ...] = Matcher([pair.alert]).matches([pair.offer])
    return matches[0].grade.value if matches else "none"


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float


def score(pairs: tuple[Pair, ...], grades: list[str], counted: tuple[str, ...]) -> Score:
    """Precision and recall, where the grades in `counted` are taken as "the same product"."""
    said = [g in counted for g in grades]
    right = sum(s and p.same for s, p in zip(said, pairs, strict=True))
    return Score(right / max(1, sum(said)), right / max(1, sum(p.same for p in pairs)))
