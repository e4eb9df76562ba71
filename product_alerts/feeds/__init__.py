"""The formats of alerts that can be read, one module each (see `base.Feed`)."""

from __future__ import annotations

from types import ModuleType
from typing import cast

from product_alerts.feeds import (
    accc,
    cpsc,
    cpsc_export,
    health_canada,
    rapex_csv,
    rappelconso,
    safety_gate_excel,
    safety_gate_json,
    safety_gate_mirror,
    safety_gate_table,
    safety_gate_xml,
    uk_opss,
)
from product_alerts.feeds.base import Feed, Fetched

# In the order in which they are updated, and in which a file's content is tried on them.
_FETCHED: tuple[ModuleType, ...] = (
    safety_gate_xml,
    safety_gate_json,
    safety_gate_mirror,
    health_canada,
    rappelconso,
    cpsc,
    uk_opss,
    accc,
)
_FILES: tuple[ModuleType, ...] = (safety_gate_excel, rapex_csv, cpsc_export, safety_gate_table)
FETCHED: dict[str, Fetched] = {module.NAME: cast(Fetched, module) for module in _FETCHED}
FEEDS: dict[str, Feed] = {module.NAME: cast(Feed, module) for module in (*_FETCHED, *_FILES)}
WEEKLY = FETCHED[safety_gate_xml.NAME]


def feed_of(raw: bytes) -> Feed | None:
    """The format that `raw` is in, told by its content, or None."""
    return next((feed for feed in FEEDS.values() if feed.recognises(raw)), None)
