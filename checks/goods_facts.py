"""Goods with rules of their own, what their pages say, and what is known of a shop's house: values of facts only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

GoodsKind = Literal[
    "toy",
    "appliance",  # with an energy label of the Union
    "phone",  # smartphones and tablets
    "electronics",  # charged by cable, or with a radio
    "tyre",
    "clothing",
    "footwear",
    "food",
    "eaten",  # any food that is told by its page, or by its name and measure: honey, coffee, oil
    "supplement",
    "organic",
    "cosmetic",
    "mixture",  # detergents, glues, paints: classified as dangerous more often than not
    "biocide",
    "pesticide",
    "alcohol",
    "tobacco",
    "vape",
    "disposable_vape",
    "nicotine_pouch",
    "cannabis",
    "medicine",
    "prescription",
    "medical_device",
    "ppe",
    "wildlife",
    "weapon",
    "firework",
    "laser",
    "pet",
]

Particular = Literal[
    "age",
    "energy",
    "charger_label",
    "tyre_label",
    "fibres",
    "materials",
    "ingredients",
    "supplement_warning",
    "health_claim",
    "medical_claim",
    "organic_code",
    "hazard",
    "biocide_sentence",
    "biocide_praise",
    "authorisation",
    "nicotine",
    "prescription_only",
    "conformity",
    "certificate",
    "licence",
    "category",
    "laser_class",
    "animal_number",
    "waste_number",
    "banned_substance",
    "environmental_cost",
]


@dataclass(frozen=True, slots=True)
class Told:
    """One particular that the page of an article gives, in its own words."""

    what: Particular
    quote: str


@dataclass(frozen=True, slots=True)
class SectorGoods:
    """An article of a kind for which a sector has rules of its own, known from its title or category alone.

    `page` tells that the article's own page was read; `bare` that this page holds words and hardly a picture or
    document in which a particular could stand unread. `strength` is the nicotine in mg/ml that it states.
    """

    kind: GoodsKind
    title: str
    page: bool = True
    bare: bool = False
    told: tuple[Told, ...] = ()
    strength: float | None = None

    def tells(self, *what: Particular) -> bool:
        return any(told.what in what for told in self.told)

    def __str__(self) -> str:
        return f"{self.title} ({self.kind})"


@dataclass(frozen=True, slots=True)
class SafetyParty:
    """A manufacturer, or the person responsible in the Union, as a product page names them; "" is what it leaves out.

    `address` is the postal one in one line; `electronic` are mailboxes and sites; `country` is ISO 3166-1 alpha-2.
    """

    name: str
    address: str = ""
    electronic: tuple[str, ...] = ()
    country: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.address, *self.electronic)))


@dataclass(frozen=True, slots=True)
class SafetyInfo:
    """What a product page gives of art. 19 of Regulation (EU) 2023/988.

    `maker`: "whole" with a postal and an electronic address, "part" without one of them, "linked" behind a link or
    document, "hidden" behind a tab that opens on a click, "brand" for a brand alone. `country` is the maker's, ISO
    3166-1 alpha-2 or "". `responsible` tells of a responsible person in the Union, `warned` of words that
    warn anywhere. `manufacturer` and `responsible_person` are these two where they could be told from the words round
    them, `warnings` what stands behind the label of a warning.
    """

    title: str
    maker: Literal["whole", "part", "linked", "hidden", "brand", "none"]
    country: str = ""
    responsible: bool = False
    picture: bool = True
    identified: bool = True
    warned: bool = False
    manufacturer: SafetyParty | None = None
    responsible_person: SafetyParty | None = None
    warnings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "; ".join(
            map(str, filter(None, (f"{self.title}: {self.maker}", self.manufacturer, self.responsible_person)))
        )


@dataclass(frozen=True, slots=True)
class RecallPage:
    """A page that recalls a product. `softened` are words in it that lessen the sense of risk (art. 36(2))."""

    headline: str
    softened: str = ""

    def __str__(self) -> str:
        return self.headline


@dataclass(frozen=True, slots=True)
class MedicineLogo:
    """The common logo of Directive 2001/83/EC, art. 85c. `linked` tells whether it leads to an authority's list."""

    linked: bool

    def __str__(self) -> str:
        return "linked" if self.linked else "not linked"


@dataclass(frozen=True, slots=True)
class ConsentBox:
    """A box of consent to advertising. `ticked` tells that it is ticked before the consumer touched it."""

    label: str
    ticked: bool

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What a register says of the number that the shop gives as its own."""

    register: str
    name: str
    status: Literal["active", "struck_off"] = "active"
    same_name: bool = True  # whether it is the name that the shop gives
    source: str = ""  # "extract.csv:12": the line of the extract that says so

    def __str__(self) -> str:
        return f"{self.name} ({self.register}, {self.status})"


@dataclass(frozen=True, slots=True)
class DomainRecord:
    """What the registry says of the shop's domain (RDAP). `private` is None where it was not told."""

    registered: date
    private: bool | None = False
    dropped: bool = False  # registered anew after it had lapsed, for another theme
    registrar: str = ""
    source: str = ""  # "domains.csv:12": the line that says so

    def __str__(self) -> str:
        return self.registered.isoformat()


@dataclass(frozen=True, slots=True)
class PublicWarning:
    """A warning of this shop in a list: who warns, where it stands ("warnings.csv:12"), and what of it is the shop's.

    `seen` is the domain, number or e-mail address that the list and the shop have in common; `url` is where the
    warning was published, "" where the list does not tell.
    """

    authority: str
    day: date | None = None
    source: str = ""
    agreed: Literal["domain", "number", "email"] = "domain"
    seen: str = ""
    url: str = ""

    def __str__(self) -> str:
        dated = [self.day.isoformat()] if self.day else []
        place = [f"({self.source})"] if self.source else []
        return " ".join((", ".join([self.authority, *dated, *filter(None, (self.seen,))]), *place))


@dataclass(frozen=True, slots=True)
class TwinSite:
    """Another site with the same texts or goods, or another trader's of one number, mailbox or account.

    `share` lies between 0 and 1. Accounts are those of measuring and advertising services ("infrastructure").
    """

    domain: str
    shared: Literal["texts", "catalogue", "infrastructure", "number", "email"]
    share: float
    confirmed: bool = False  # a public warning names it

    def __str__(self) -> str:
        return f"{self.domain}: {self.shared} {self.share:.0%}"


@dataclass(frozen=True, slots=True)
class ImitatedName:
    """A shop's address that plays with a name. `sign`: "addition" ("-outlet"), or "brand" with a brand it sells."""

    host: str
    name: str
    sign: Literal["addition", "brand"]

    def __str__(self) -> str:
        return self.host


@dataclass(frozen=True, slots=True)
class InsecureForm:
    """A form that asks for payment or sign-in data over a connection that is not encrypted."""

    field: str
    action: str

    def __str__(self) -> str:
        return f"{self.field} → {self.action}"
