"""The notation of the cases: facts as a lawyer writes them, turned into Found, Absent and Unknown.

    operator_name: Maison Zéphirelle SARL         found, on an invented page
    operator_address: absent                      looked for on two pages, in vain
    operator_vat: {unknown: blocked}              could not be looked for
    offers: goods                                 one ordinary article, when all that matters is that goods are sold
    price_history: [{from: 2026-09-01, to: 2026-09-30, price: 50}]     one observation a day

A fact that is not named was not read. `role` and `quote` may be given with an offer or with a mapping.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from checks.facts import UNKNOWN_KINDS, Absent, Evidence, Found, ShopFacts, Unknown

SHOP = "https://zephirelle.example"
_HINTS = get_type_hints(ShopFacts)
_GOODS = [{"title": "Cruche Boréalis", "price": 24.90, "currency": "EUR", "tax": "included"}]


def evidence(quote: str, role: str = "other", path: str = "page") -> Evidence:
    url = f"{SHOP}/{path}"
    return Evidence(url, quote, sha256(url.encode()).hexdigest(), role)


ABSENT = Absent((evidence("", "home", ""), evidence("", "terms", "terms")))


def shop(facts: Mapping[str, Any]) -> ShopFacts:
    """The facts of a case. Raises KeyError for a fact that does not exist."""
    first = facts.get("offers")
    return ShopFacts(**{name: _fact(_HINTS[name], name, raw, first) for name, raw in facts.items()})


def _fact(hint: Any, name: str, raw: Any, offers: Any) -> Any:
    if raw == "absent":
        return ABSENT
    if isinstance(raw, Mapping) and set(raw) <= {"unknown", "detail"} and "unknown" in raw:
        assert raw["unknown"] in UNKNOWN_KINDS, f"{raw['unknown']!r} is no kind of Unknown"
        return Unknown(raw["unknown"], raw.get("detail", ""))
    if name == "offers" and raw == "goods":
        raw = _GOODS
    if name == "price_history":
        raw = _days(raw, offers)
    found = next(a for a in get_args(hint) if get_origin(a) is Found)
    return _build(found, raw)


def _days(raw: list[dict[str, Any]], offers: Any) -> list[dict[str, Any]]:
    """Spans of days become one observation each; the article is the first offer's, in euro, unless said otherwise."""
    key = _build(Found[_offer()], offers[0]).value.key if isinstance(offers, list) else ""
    points = []
    for entry in raw:
        rest = {"offer_key": key, "currency": "EUR", **{k: v for k, v in entry.items() if k not in ("from", "to")}}
        first, last = entry.get("from", entry.get("day")), entry.get("to", entry.get("day"))
        points += [{**rest, "day": first + timedelta(n)} for n in range((last - first).days + 1)]
    return points


def _offer() -> Any:
    from product_alerts.model import Offer

    return Offer


def _build(hint: Any, raw: Any) -> Any:
    origin = get_origin(hint)
    if origin is Found:
        return _found(get_args(hint)[0], raw)
    if origin is tuple:
        kind = get_args(hint)
        return tuple(_build(kind[0], item) for item in raw)
    if origin in (Union, types.UnionType):
        return None if raw is None else _build(next(a for a in get_args(hint) if a is not type(None)), raw)
    if origin is Literal:
        assert raw in get_args(hint), f"{raw!r} is none of {get_args(hint)}"
        return raw
    if is_dataclass(hint):
        return _dataclass(hint, raw)
    if isinstance(hint, type) and issubclass(hint, Enum | Decimal | str | float):
        return hint(str(raw)) if hint is not float else float(raw)
    if hint is int and isinstance(raw, datetime):
        return round(raw.timestamp())  # moments are seconds since 1970
    assert isinstance(raw, hint), f"{raw!r} is no {hint.__name__}"
    return raw


def _found(hint: Any, raw: Any) -> Found[Any]:
    place = {}
    if isinstance(raw, Mapping):
        place = {k: raw[k] for k in ("role", "quote") if k in raw}
        raw = {k: v for k, v in raw.items() if k not in place}
        raw = raw.get("value", raw) if set(raw) == {"value"} else raw
    value = _build(hint, raw)
    quote = place.get("quote") or (raw if isinstance(raw, str) else _quote(raw))
    return Found(value, evidence(quote, place.get("role", "product" if hasattr(value, "title") else "other")))


def _quote(raw: Any) -> str:
    parts = raw.values() if isinstance(raw, Mapping) else raw if isinstance(raw, list) else [raw]
    return " ".join(str(part) for part in parts) or "—"


def _dataclass(hint: Any, raw: Mapping[str, Any]) -> Any:
    hints = get_type_hints(hint)
    required = {"url": f"{SHOP}/cruche-borealis", "text": _quote(raw), "reasons": ()}
    known = {f.name for f in fields(hint)}
    assert set(raw) <= known, f"{hint.__name__} has no {', '.join(sorted(set(raw) - known))}"
    values = {name: raw[name] for name in raw} | {n: v for n, v in required.items() if n in known and n not in raw}
    return hint(**{name: _build(hints[name], value) for name, value in values.items()})


def iso(value: object) -> date:
    assert isinstance(value, date), f"{value!r} is no date (write 2026-11-21)"
    return value
