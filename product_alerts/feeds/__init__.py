"""The formats of alerts that can be read, one module each (see `base.Feed`)."""

from __future__ import annotations

from types import ModuleType
from typing import cast

from product_alerts.feeds import rapex_csv, safety_gate_excel, safety_gate_json, safety_gate_xml
from product_alerts.feeds.base import Feed, Fetched

_MODULES: tuple[ModuleType, ...] = (safety_gate_xml, safety_gate_excel, safety_gate_json, rapex_csv)
FEEDS: dict[str, Feed] = {module.NAME: cast(Feed, module) for module in _MODULES}
WEEKLY: Fetched = safety_gate_xml


def feed_of(raw: bytes) -> Feed | None:
    """The format that `raw` is in, told by its content, or None."""
    return next((feed for feed in FEEDS.values() if feed.recognises(raw)), None)
