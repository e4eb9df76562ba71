"""Alerts as JSON and back, loss-free."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from product_alerts.model import Alert, AlertStatus, ItemId

_LISTS = ("brands", "models", "gtins", "other_codes", "batches", "risks", "pictures")
_NAMES = frozenset(f.name for f in fields(Alert))


def to_json(alert: Alert) -> str:
    """One line of JSON with sorted keys; equal alerts give equal text."""
    data = asdict(alert)
    data["published"] = alert.published.isoformat() if alert.published else None
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Alert:
    """The alert that `to_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    data: dict[str, Any] = json.loads(text)
    if set(data) - _NAMES:
        raise ValueError(f"unknown fields of an alert: {sorted(set(data) - _NAMES)}")
    day = data.pop("published")
    for name in _LISTS:
        data[name] = tuple(data[name])
    data["item_ids"] = tuple(ItemId(**item) for item in data["item_ids"])
    data["extra"] = tuple((name, value) for name, value in data["extra"])
    data["status"] = AlertStatus(data["status"])
    return Alert(published=date.fromisoformat(day) if day else None, **data)
