"""`sweepday alerts match`: a product, or a file of offers, against the alerts of a workspace."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from product_alerts.model import Match, Offer
from product_alerts.store import AlertStore
from sweep.counted import counted
from sweep.errors import SweepError, told


def run(args: argparse.Namespace, store: AlertStore) -> int:
    path = Path(args.what)
    if args.what.endswith(".jsonl"):
        offers = read_offers(path)
    else:
        offers = [Offer(url=args.url, title=args.what, brand=args.brand, gtin=args.gtin, mpn=args.model)]
    from product_alerts.index_file import matcher_of  # noqa: PLC0415 - needs numpy

    matches = matcher_of(store).matches(offers)
    for match in matches:
        print(json.dumps(as_json(match), ensure_ascii=False) if args.json else as_text(match))
    if not args.json:
        print(
            f"{counted(len(matches), 'match', 'matches')} of "
            f"{counted(len(offers), 'offer')} with {counted(store.count(), 'alert')}"
        )
    return 0


def as_text(match: Match) -> str:
    """One match in a few lines: the two, and every reason for and against."""
    alert = match.alert
    named = " ".join(part for part in (", ".join(alert.brands), alert.product, alert.name) if part)
    reasons = (
        f"    {'agrees' if r.agrees else 'CONTRADICTS'}: {r.feature}: {r.offer_value} / {r.alert_value}"
        for r in match.reasons
    )
    head = f"{match.grade.value} ({match.score:.2f}): {match.offer.title} {match.offer.url}".rstrip()
    return "\n".join([head, f"  alert {alert.number}: {named} {alert.url}".rstrip(), *reasons])


def as_json(match: Match) -> dict[str, Any]:
    """A match for a program."""
    return {
        "url": match.offer.url,
        "title": match.offer.title,
        "alert": match.alert.id,
        "alert_url": match.alert.url,
        "grade": match.grade.value,
        "score": match.score,
        "reasons": [
            {"feature": r.feature, "agrees": r.agrees, "offer": r.offer_value, "alert": r.alert_value}
            for r in match.reasons
        ],
    }


_TEXTS = frozenset(f.name for f in fields(Offer) if f.type == "str")


def read_offers(path: Path) -> list[Offer]:
    """Offers of a JSON-lines file, such as an export of a sweep; unknown keys are left aside. Raises SweepError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SweepError(f"{path}: cannot be read: {told(error)}") from None
    return [_offer(line, f"{path}:{at}") for at, line in enumerate(lines, start=1) if line.strip()]


def _offer(line: str, place: str) -> Offer:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SweepError(f"{place}: not JSON: {error}") from None
    if not isinstance(data, dict) or not isinstance(data.get("title"), str):
        raise SweepError(f"{place}: an offer is an object with at least a title")
    texts: dict[str, Any] = {name: str(value) for name, value in _known(data) if isinstance(value, str | int)}
    return replace(Offer(url="", title=data["title"]), price=_price(data.get("price")), **texts)


def _known(data: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, value in data.items() if name in _TEXTS)


def _price(value: object) -> Decimal | None:
    try:
        return Decimal(str(value)) if value else None
    except InvalidOperation:
        return None
