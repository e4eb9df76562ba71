"""Watchlists read from their YAML: strictly, and every fault of a file told with its place.

The lists of the house lie in `product_alerts/watchlists/`; an authority's own have the same form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from checks.card import EUR_LEX, CardError
from checks.card_file import Country, LegalRow, Texts, faults
from checks.strict_yaml import StrictYamlError, load_placed
from product_alerts import watchlist
from product_alerts.model import Offer
from product_alerts.watchlist import ListedLaw, Screen, Spotted, Watchlist, readable

LANGUAGES = ("any", "fr", "de", "nl", "en", "es", "it", "pl", "pt")
_ID = r"^[a-z][a-z0-9_]*$"


def _phrases(value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    for language, phrases in value.items():
        if language not in LANGUAGES:
            raise ValueError(f"{language!r} is none of the languages {', '.join(LANGUAGES)}")
        for phrase in phrases:
            if not readable(phrase):
                raise ValueError(f"{phrase!r} has no word to look for")
        if twice := next((p for p in phrases if phrases.count(p) > 1), ""):
            raise ValueError(f"{twice!r} stands there twice")
    return value


def _as_offer(value: object) -> object:
    return {"title": value} if isinstance(value, str) else value


Phrases = Annotated[dict[str, tuple[str, ...]], AfterValidator(_phrases)]
Price = Annotated[Decimal, Field(gt=0)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Case(_Strict):
    title: str = Field(min_length=1)
    category: str = ""
    description: str = ""
    price: Price | None = None
    currency: str = ""

    def offer(self) -> Offer:
        """As a shop would offer it."""
        return Offer(
            "", self.title, category=self.category, description=self.description, price=self.price,
            currency=self.currency,
        )  # fmt: skip


Case = Annotated[_Case, BeforeValidator(_as_offer)]


class _Entry(_Strict):
    id: str = Field(pattern=_ID)
    terms: Phrases = Field(min_length=1)
    beside: Phrases = {}
    unless: Phrases = {}
    below: dict[Currency, Price] = {}
    anywhere: bool = False
    hits: tuple[Case, ...] = Field(min_length=1)
    silent: tuple[Case, ...] = Field(min_length=1)


class _Referral(_Strict):
    to: Texts
    authorities: dict[Country, str] = {}


class _Watchlist(_Strict):
    id: str = Field(pattern=_ID)
    title: Texts
    law: tuple[LegalRow, ...] = ()
    refer: _Referral
    unless: Phrases = {}
    entries: tuple[_Entry, ...] = Field(min_length=1)

    def made(self) -> Watchlist:
        return Watchlist(
            id=self.id,
            title=MappingProxyType(self.title),
            refer_to=MappingProxyType(self.refer.to),
            authorities=MappingProxyType(self.refer.authorities),
            law=tuple(map(_law, self.law)),
            unless=_words(self.unless),
            entries=tuple(_entry(entry) for entry in self.entries),
        )


def _law(row: LegalRow) -> ListedLaw:
    url = row.url or (f"{EUR_LEX}{row.celex}" if row.celex else "")
    return ListedLaw(row.country, row.act, row.article, url, row.start, row.end, row.confirmed)


def _words(phrases: Mapping[str, tuple[str, ...]]) -> watchlist.Words:
    return tuple((language, phrase) for language, found in phrases.items() for phrase in found)


def _entry(read: _Entry) -> watchlist.Entry:
    return watchlist.Entry(
        id=read.id,
        terms=_words(read.terms),
        beside=_words(read.beside),
        unless=_words(read.unless),
        below=tuple(read.below.items()),
        anywhere=read.anywhere,
    )


@dataclass(frozen=True, slots=True)
class Example:
    """An offer that a list must or must not spot by one of its entries."""

    entry: str
    offer: Offer
    hit: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as read, with the examples by which its author shows what it means."""

    watchlist: Watchlist
    examples: tuple[Example, ...]

    def wrong(self) -> Iterator[tuple[Example, tuple[Spotted, ...]]]:
        """The examples that come out otherwise than the file says, each with what was spotted."""
        screen = Screen([self.watchlist])
        for example in self.examples:
            spotted = screen.spot(example.offer)
            if any(one.entry == example.entry for one in spotted) != example.hit:
                yield example, spotted


def load_watchlist(text: str, name: str) -> Listed:
    """The list in `text`; `name` is used in errors. Raises CardError with a line a fault ("name:line:column: ...")."""
    try:
        data, places = load_placed(text, name)
    except StrictYamlError as error:
        raise CardError(str(error)) from None
    if not isinstance(data, Mapping):
        raise CardError(f"{places.where()}: a watchlist is a mapping of keys to values")
    try:
        read = _Watchlist.model_validate(dict(data))
    except ValidationError as error:
        raise CardError("\n".join(faults(error, places))) from None
    ids = [entry.id for entry in read.entries]
    for at, one in enumerate(ids):
        if one in ids[:at]:
            raise CardError(f"{places.where(['entries', at, 'id'])}: the entry {one!r} stands here twice")
    return Listed(read.made(), tuple(_examples(read)))


def _examples(read: _Watchlist) -> Iterator[Example]:
    for entry in read.entries:
        yield from (Example(entry.id, case.offer(), True) for case in entry.hits)
        yield from (Example(entry.id, case.offer(), False) for case in entry.silent)


@cache
def standard() -> Mapping[str, Listed]:
    """The lists of the house by id. Raises CardError."""
    found = {}
    for path in sorted(files("product_alerts").joinpath("watchlists").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            listed = load_watchlist(path.read_text(encoding="utf-8"), f"product_alerts/watchlists/{path.name}")
            if f"{listed.watchlist.id}.yaml" != path.name:
                raise CardError(f"{path.name}: the id is {listed.watchlist.id!r}, but the path says otherwise")
            found[listed.watchlist.id] = listed
    return MappingProxyType(found)


@cache
def standard_screen() -> Screen:
    """All lists of the house, ready for offers."""
    return Screen([listed.watchlist for listed in standard().values()])
