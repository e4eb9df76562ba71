"""What a shop promises, claims, shows and offers to others beside its goods: values of facts, without a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The legal guarantee as the shop states it; `months` is None where no period is named."""

    months: int | None
    names_law: bool = False


@dataclass(frozen=True, slots=True)
class GuaranteeBox:
    """The French boxed text (Code de la consommation, annex to D211-2): share of it found, and old numbering."""

    overlap: float
    obsolete: bool = False


@dataclass(frozen=True, slots=True)
class HarmonisedNotice:
    """The notice on the legal guarantee of Implementing Regulation (EU) 2025/1960, annex I, and how it was known.

    "link": to the page of the Union that the notice leads to; "picture": by its name or replacement text; "text": words
    that speak of it.
    """

    form: Literal["link", "picture", "text"]

    def __str__(self) -> str:
        return self.form


@dataclass(frozen=True, slots=True)
class GaranLabel:
    """The label "GARAN" (annex II). `years` is None where unread; `limited` tells of a price or a part."""

    years: int | None
    limited: bool = False

    def __str__(self) -> str:
        return "GARAN" if self.years is None else f"GARAN {self.years}"


@dataclass(frozen=True, slots=True)
class CommercialGuarantee:
    """A guarantee beside the legal one. `told` are the particulars that stand near it, of those the law asks for."""

    months: int | None
    giver: Literal["producer", "shop"]
    paid: bool = False
    told: tuple[Literal["duration", "territory", "conditions", "unaffected"], ...] = ()

    def __str__(self) -> str:
        return f"{self.giver}, {self.months or 0} m"


GreenKind = Literal[
    "generic",  # "eco-friendly": Directive 2005/29/EC, annex I, point 4a
    "whole",  # of the whole product, said where a part is meant: 4b
    "neutral",  # neutral, reduced or positive impact of greenhouse gases: 4c
    "label",  # a sustainability label: 2a
    "required",  # what the law asks of all, as a merit: 10a
    "future",  # a promise for a year to come: article 6(2)(d)
    "irrelevant",  # an advantage that is none: article 6(2)(e)
    "lifetime",  # durability, updates, consumables: 23d to 23j
    "fr_banned",  # words that French law bans on products
]


@dataclass(frozen=True, slots=True)
class GreenClaim:
    """An environmental claim about the goods, `term` as it stands in `text`.

    `specified`: figures or a part are named close by; `certified`: a recognised label or scheme is; `offset`: words of
    compensation are. `doubtful`: the words may deny, quote, or speak of something else than the goods.
    """

    kind: GreenKind
    term: str
    text: str
    specified: bool = False
    certified: bool = False
    offset: bool = False
    doubtful: bool = False

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class EnvironmentalSheet:
    """What French law asks of producers: the register number "FR000000_00XXXX" and the sheet of qualities."""

    identifier: str = ""
    sheet: bool = False

    def __str__(self) -> str:
        return self.identifier or "–"


@dataclass(frozen=True, slots=True)
class ReviewDisplay:
    """Consumer reviews on the pages of the shop. `provider` is "" for the shop's own."""

    provider: str
    count: int  # reviews with their text that could be read
    dated: bool = False
    verified: bool = False  # called "verified", "genuine" or the like

    def __str__(self) -> str:
        return " ".join(part for part in (self.provider, str(self.count)) if part)


@dataclass(frozen=True, slots=True)
class ReviewStatement:
    """What is said on the origin of reviews; `measures` tells that it says how this is ensured."""

    text: str
    measures: bool = False

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Review:
    """One review as the page states it. `day` and `stars` are None where it does not."""

    author: str
    text: str
    day: date | None = None
    stars: Decimal | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class SellerIdentity:
    """Who sells on an offer page of a marketplace, and which particulars stand with the name."""

    name: str
    told: tuple[Literal["address", "phone", "email", "register"], ...] = ()

    def __str__(self) -> str:
        return self.name


SalesKind = Literal[
    "free",  # free, but for the cost of delivery
    "closing_down",
    "approval",  # approved by an authority
    "legal_right",  # what the law grants, as the shop's own gift
    "cure",
    "origin",  # made in a country
    "local_story",  # a small family shop of a place
    "cheapest",
    "far",  # sent from outside the Union
    "shaming",  # a refusal worded so that nobody likes to choose it
]


@dataclass(frozen=True, slots=True)
class SalesClaim:
    """Words that sell, `term` as it stands in `text`; `place` is the country (ISO 3166-1 alpha-2) or town they name."""

    kind: SalesKind
    term: str
    text: str
    place: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class TrustMark:
    """The picture of a trust mark. `linked` tells whether it leads to the page of its giver."""

    name: str
    linked: bool

    def __str__(self) -> str:
        return self.name
