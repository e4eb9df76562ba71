"""The rows of the price book, as the rest of the house passes them round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What must agree before two prices may be compared."""

    product: int
    variant: str
    currency: str
    tax: str
    audience: str
    country: str
    vantage: str


@dataclass(frozen=True, slots=True)
class State:
    """What was read on one state of a product's page, and where its bytes lie."""

    product: int
    sha256: str
    archive: str
    record_id: str
    first_seen: int
    reading: str  # JSON
    offset: int = -1  # of the record in its archive, -1 where that is not known
    length: int = 0
    base: int = 0  # the state to which the record holds a patch; 0 where it holds the answer
    id: int = 0


@dataclass(frozen=True, slots=True)
class Price:
    """One observed price: thousandths of the unit, seconds since 1970 UTC."""

    at: int
    price: int
    state: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A visit without a price. `kind` is "gone" where the shop itself said that it has no such page."""

    product: int
    at: int
    slot: str
    kind: str
    detail: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """Where an answer lies that is no product's page with a price."""

    url: str
    sha256: str
    archive: str
    record_id: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A page state as seen at a moment, with the prices on it in thousandths."""

    state: State  # with its id where it is kept already
    at: int
    prices: tuple[tuple[SeriesKey, int], ...]


@dataclass(frozen=True, slots=True)
class Round:
    """A planned visit of the whole panel. `state` is running, done or missed."""

    slot: str
    state: str
    started: int = 0
    finished: int = 0
    clock_offset: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A line of the panel, as entered."""

    id: int
    position: int
    shop: str
    url: str
    data: Mapping[str, Any]
