"""Products, alerts and matches: the values every other module of the house passes round."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

PriorPriceKind = Literal["", "struck", "lowest_30_days", "recommended", "unclear"]
Tax = Literal["included", "excluded", "unstated"]
NearKind = Literal[
    "struck",
    "lowest_30_days",
    "recommended",
    "unclear",
    "others",  # of other sellers
    "member",
    "coupon",
    "instalment",
    "unit",
    "net",
    "shipping",
    "threshold",  # from which something is free
]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the data behind a page states otherwise than the page shows. `field` is "price" or "availability"."""

    field: str
    shown: str
    stated: str
    source: str  # json-ld, microdata, rdfa or opengraph


@dataclass(frozen=True, slots=True)
class NearPrice:
    """Another amount near a price, what it is, and the words that stand round it."""

    kind: NearKind
    amount: Decimal
    currency: str
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A product at a price in a shop, as its page states it. An empty string or `None` means "not stated".

    Prices are plain decimals in `currency` (ISO 4217). `gtin` holds the digits as stated;
    `product_alerts.gtin.normalise` decides whether they are a GTIN at all.
    """

    url: str
    title: str
    brand: str = ""
    gtin: str = ""
    mpn: str = ""
    sku: str = ""
    variant: str = ""
    category: str = ""
    description: str = ""
    images: tuple[str, ...] = ()
    seller: str = ""
    price: Decimal | None = None
    currency: str = ""
    tax: Tax = "unstated"
    prior_price: Decimal | None = None
    prior_price_kind: PriorPriceKind = ""
    discount_text: str = ""
    discount_percent: Decimal | None = None
    availability: str = ""
    read_from: str = ""  # visible, json-ld, microdata, rdfa, opengraph or state: where the price was read
    disagreements: tuple[Disagreement, ...] = ()  # what is shown was taken
    near: tuple[NearPrice, ...] = ()  # other prices that stand near the price on its own page
    rating: str = ""  # the mean as the page states it, with its scale where it does: "4.6/5"
    ratings: int | None = None  # how many it is the mean of
    per: str = ""  # what the price is for, where goods are sold by measure: "m²", "m³" or "m"

    @property
    def key(self) -> str:
        """What makes two observations the same thing for sale: the page and the variant on it."""
        return f"{self.url.split('#', 1)[0]}#{self.sku or self.variant}"


class AlertStatus(StrEnum):
    ACTIVE = "active"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ItemId:
    """A marketplace's own number for a listing: ("amazon", "B0F9F3KPY5"), ("aliexpress", "1005006019771834")."""

    marketplace: str
    number: str


MeasureKind = Literal["", "ordered", "voluntary"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What was done about a product, and who had to do it or did it by himself; "" means "not stated"."""

    what: str
    kind: MeasureKind = ""
    operator: str = ""
    since: date | None = None

    def __str__(self) -> str:
        who = "; ".join(part for part in (self.operator, f"from {self.since:%d/%m/%Y}" if self.since else "") if part)
        how = ": ".join(part for part in (self.kind, who) if part)
        return f"{self.what} ({how})" if how else self.what


@dataclass(frozen=True, slots=True)
class Alert:
    """One dangerous-product notice. Lists are empty where the notice says nothing; placeholders never come in."""

    source: str  # "safety-gate", ...
    number: str  # the notice's own stable number: "SR/03397/25"
    published: date | None = None
    updated: date | None = None  # the day of its last change, where the source tells
    status: AlertStatus = AlertStatus.ACTIVE
    language: str = "en"  # of the notice's own words, ISO 639-1
    category: str = ""
    product: str = ""
    name: str = ""
    brands: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    gtins: tuple[str, ...] = ()  # GTIN-14, check digit valid
    other_codes: tuple[str, ...] = ()  # barcodes that are no valid GTIN, kept as published
    batches: tuple[str, ...] = ()
    item_ids: tuple[ItemId, ...] = ()
    risks: tuple[str, ...] = ()  # in Safety Gate's own words where they are known: "Burns", "Electric shock"
    danger: str = ""
    measures: tuple[Measure, ...] = ()
    description: str = ""
    notifying_country: str = ""
    origin_country: str = ""
    countries: tuple[str, ...] = ()  # where it was notified, found or acted upon; ISO 3166-1 alpha-2
    level: str = ""
    online_trader: str = ""
    companies: tuple[str, ...] = ()  # makers, importers, distributors
    made: str = ""  # production dates, as published
    sold_from: date | None = None
    sold_until: date | None = None
    url: str = ""
    recall_url: str = ""
    pictures: tuple[str, ...] = ()  # addresses; pictures belong to authorities and traders and are never copied
    cites: tuple[str, ...] = ()  # other notices it names: "safety-gate:SR/03397/25", an address, "joint:cpsc"
    extra: tuple[tuple[str, str], ...] = ()  # published fields that have no column of their own
    batch_id: str = ""  # the import this alert came with (its raw bytes are kept under this id)

    @property
    def id(self) -> str:
        return f"{self.source}:{self.number}"


class Grade(StrEnum):
    """How sure a match is; the strongest first. Brand alone is never a match."""

    SAME_PRODUCT = "same_product"
    PROBABLE = "probable"
    LOOK_AT_PICTURE = "look_at_picture"


@dataclass(frozen=True, slots=True)
class MatchReason:
    """One feature that agreed or contradicted, with the two values that met."""

    feature: str  # same_gtin, same_item_id, same_model, brand_agrees, words_overlap, category_clash, ...
    agrees: bool
    offer_value: str
    alert_value: str


@dataclass(frozen=True, slots=True)
class Match:
    offer: Offer
    alert: Alert
    grade: Grade
    score: float
    reasons: tuple[MatchReason, ...] = field(default=())
