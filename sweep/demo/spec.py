"""The demonstration shops as data: one YAML file a shop, read strictly. No network, no clock."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from checks.strict_yaml import load_text

Season = Literal["before", "sale", "mended"]
Theme = Literal["vitrine", "comptoir", "laden", "galeria", "antico"]
PAGES = ("legal_notice", "terms", "privacy", "withdrawal", "withdraw", "delivery", "contact")
Fault = Literal[
    "no withdrawal function",
    "no mediator",
    "no guarantee box",
    "no publication director",
    "no host",
    "net prices",
    "no delivery",
]
FAULTS = get_args(Fault)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PriceSpec(_Strict):
    """What a product page says about the price in one season. Amounts in euro."""

    price: Decimal
    was: Decimal | None = None  # struck out
    off: int | None = None  # the announced percentage
    lowest: bool = False  # `was` is explained as the lowest price of the last 30 days


class ProductSpec(_Strict):
    slug: str
    title: str
    sku: str
    description: str
    brand: str = ""
    mpn: str = ""
    gtin: str = ""
    safety: str = ""  # manufacturer with postal and electronic address (Regulation (EU) 2023/988, art. 19)
    warning: str = ""
    before: PriceSpec
    sale: PriceSpec | None = None  # None: as before
    mended: PriceSpec | None = None  # None: as in the sales

    def priced(self, season: Season) -> PriceSpec:
        if season == "before":
            return self.before
        return (self.mended if season == "mended" else None) or self.sale or self.before


class MendedSpec(_Strict):
    """What became of a shop after its trader was written to; what is not named stays as it was."""

    faults: tuple[Fault, ...] | None = None
    texts: str = ""
    operator: dict[str, str] = {}  # put over that of the shop
    blocked: bool = False  # it hides behind a bot challenge since


class ShopSpec(_Strict):
    brand: str
    country: str  # where the trader is established
    consumers: str = ""  # for whose consumers it is listed; "": those of its own country
    language: str
    sector: str
    theme: Theme
    texts: str
    colour: str
    tagline: str
    charset: str = "utf-8"
    gzip: bool = False
    twin: str = ""  # the faultless shop it is to be compared with
    faults: tuple[Fault, ...] = ()
    operator: dict[str, str] = {}
    payment: str = ""
    footer_line: str = ""
    products: tuple[ProductSpec, ...]
    mended: MendedSpec | None = None

    @property
    def listed_for(self) -> str:
        """The country whose consumers it is listed for."""
        return self.consumers or self.country

    def in_season(self, season: Season) -> ShopSpec:
        """The shop as it stands in that season."""
        if season != "mended" or self.mended is None:
            return self
        later = self.mended
        faults = self.faults if later.faults is None else later.faults
        operator = self.operator | later.operator
        return self.model_copy(update={"faults": faults, "texts": later.texts or self.texts, "operator": operator})


class SpecialSpec(_Strict):
    """An address that is no open shop."""

    brand: str
    country: str
    sector: str
    kind: Literal["challenge", "scripts", "dead", "redirect"]
    to: str = ""


def folder() -> Traversable:
    """Where the data of the shops lie inside the package."""
    return files(__package__) / "shops"


def read_text(name: str) -> str:
    """One file of the shops' folder."""
    return (folder() / name).read_text(encoding="utf-8")


@cache
def shops() -> dict[str, ShopSpec]:
    """Key -> shop, in the order of the keys. Raises pydantic's ValidationError for a file out of shape."""
    names = sorted(f.name for f in folder().iterdir() if f.name[2:3] == "-" and f.name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): ShopSpec(**load_text(read_text(name), name)) for name in names}


@cache
def specials() -> dict[str, SpecialSpec]:
    """Key -> address that is no open shop."""
    data = load_text(read_text("special.yaml"), "special.yaml")
    return {key: SpecialSpec(**value) for key, value in data.items()}


@cache
def words() -> dict[str, dict[str, Any]]:
    """Language -> the words round the texts; under "pages": page -> (title, slug)."""
    data: dict[str, dict[str, Any]] = load_text(read_text("words.yaml"), "words.yaml")
    return data
