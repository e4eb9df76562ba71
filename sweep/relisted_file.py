"""What the re-listing watch kept beside a sweep's exports: which of its offers were found somewhere before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from product_alerts.model import Offer
from sweep.errors import SweepError
from sweep.results import SeenBefore

FILE = "relisted.jsonl"


def seen_before(exports: Path, sweep: str) -> Mapping[tuple[str, str], SeenBefore]:
    """(shop, key of the offer) -> what it agrees with, of a sweep's offers; nothing where nobody has looked.

    Raises SweepError for a file that is not of `sweepday alerts again`.
    """
    path = exports / FILE
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return {place: seen for line in lines for place, seen in _of(json.loads(line), sweep).items()}
    except (ValueError, KeyError, TypeError) as error:
        raise SweepError(f"{path}: no list of `sweepday alerts again` ({error}); delete it or write it anew") from None


def _of(trace: dict[str, Any], sweep: str) -> dict[tuple[str, str], SeenBefore]:
    found = {}
    for one in trace["sightings"]:
        if one["sweep"] == sweep:
            told = one["offer"]
            offer = Offer(told["url"], told["title"], sku=told.get("sku") or "", variant=told.get("variant") or "")
            first = date.fromisoformat(trace["first_seen"][:10])
            found[one["shop"], offer.key] = SeenBefore(trace["why"], trace["shop"], first, one["by"])
    return found
