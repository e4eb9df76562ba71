"""A card: one rule of law as data. It says what is asked, on which legal basis, since when, and how it is worded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from checks.strict_yaml import Places, StrictYamlError, load_placed
from checks.verdict import LawRow, Outcome

LANGUAGES = ("en", "fr")
EUR_LEX = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:"

Severity = Literal["critical", "major", "minor", "info"]
LawScope = Literal["target", "establishment", "both"]


class CardError(ValueError):
    """A card out of shape. One line per fault: "file:line:column: what is wrong"."""


def placeholders(template: str) -> frozenset[str]:
    """The names in braces of a message. Raises ValueError for a message that `str.format` could not fill."""
    names = frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
    if bad := [name for name in names if not name.isidentifier()]:
        raise ValueError(f"placeholder {{{bad[0]}}} is not a plain name")
    return names


def _texts(value: dict[str, str]) -> dict[str, str]:
    for language in LANGUAGES:
        if not value.get(language, "").strip():
            raise ValueError(f"the {language.upper()} text is missing")
    if len({placeholders(text) for text in value.values()}) > 1:
        raise ValueError("the languages use different placeholders")
    return value


def _outcome(value: object) -> Outcome:
    try:
        return Outcome.of(str(value))
    except KeyError:
        raise ValueError(f"{value!r} is no outcome; use {', '.join(o.label for o in Outcome)}") from None


Texts = Annotated[dict[str, str], AfterValidator(_texts)]
Ceiling = Annotated[Outcome, BeforeValidator(_outcome)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Dated(_Strict):
    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="until")  # the last day on which it applies

    def holds_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError("'until' lies before 'from'")
        return self


class LegalBasis(_Dated):
    """A dated row of law. `from: null` says that the country has not transposed the rule."""

    country: Country = "EU"
    act: str = ""
    article: str = ""
    celex: str = Field(default="", pattern=r"^(\d{5}[A-Z]{1,2}\d{4}(\(\d{2}\))?)?$")
    url: str = Field(default="", pattern=r"^(https://\S+)?$")
    start: date | None = Field(alias="from")
    fine: str = ""
    confirmed: bool = True

    @model_validator(mode="after")
    def _dated_rows_have_a_source(self) -> Self:
        if self.start and not (self.act and self.article):
            raise ValueError("a dated row needs its act and article")
        if self.start and not (self.celex or self.url):
            raise ValueError("a dated row needs its official source: celex or url")
        return self

    def holds_on(self, day: date) -> bool:
        return self.start is not None and super().holds_on(day)

    def row(self) -> LawRow:
        url = self.url or (f"{EUR_LEX}{self.celex}" if self.celex else "")
        return LawRow(self.country, self.act, self.article, url, self.fine, self.confirmed)


class Amount(_Dated):
    """A figure of the law that a check receives by name; a country's own row goes before the general one."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    value: bool | int | float | str


class Rule(_Strict):
    """What a check and a question for a person have in common: what is asked, and on which legal basis."""

    id: str = Field(pattern=r"^[a-z_]+\.[a-z0-9_]+$")
    title: Texts
    question: str = Field(pattern=r"^Q([1-9]|[12]\d|3[0-4])$")
    severity: Severity
    law_scope: LawScope
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1, strict=False)
    reviewed: date


class Card(Rule):
    """One check. `unlisted` is the ceiling where a country has no row of its own and the EU row alone applies."""

    goods: bool = False  # applies only to a shop that offers goods
    ceiling: Ceiling
    unlisted: Ceiling | None = None
    remedy: Texts | None = None
    messages: dict[str, Texts] = Field(min_length=1)
    amounts: tuple[Amount, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.ceiling is Outcome.FAIL and self.remedy is None:
            raise ValueError("a card that may fail a shop needs its remedy")
        for key in self.messages:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", key):
                raise ValueError(f"message key {key!r} is not a plain name")
        for name in {a.name for a in self.amounts}:
            if not any(a.name == name and not a.country and a.start is None and a.end is None for a in self.amounts):
                raise ValueError(f"amount {name!r} needs a general row, without country and dates")
        return self

    def amount(self, name: str, country: str, day: date) -> bool | int | float | str:
        """The figure called `name` in `country` on `day`; the narrower row wins. Raises KeyError for no such name."""
        rows = [a for a in self.amounts if a.name == name and a.country in ("", country) and a.holds_on(day)]
        if not rows:
            raise KeyError(name)
        return max(rows, key=lambda a: (bool(a.country), a.start or date.min)).value


_WORDS = {
    "extra_forbidden": "unknown key",
    "missing": "this key is missing",
    "too_short": "must not be empty",
    "string_pattern_mismatch": "not in the form asked for",
}


def faults(error: ValidationError, places: Places, above: tuple[str | int, ...] = ()) -> list[str]:
    """Every fault of data below `above`, each with its place, in plain words."""
    found = []
    for fault in error.errors(include_url=False):
        path: tuple[Any, ...] = (*above, *fault["loc"])
        words = _WORDS.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        name = ".".join(str(step) for step in path[len(above) :])
        found.append(f"{places.where(path)}: {name + ': ' if name else ''}{words}")
    return found


def load_card(text: str, name: str, expected_id: str) -> Card:
    """The card in `text`. `name` is used in errors; `expected_id` comes from the path. Raises CardError."""
    try:
        data, places = load_placed(text, name)
    except StrictYamlError as error:
        raise CardError(str(error)) from None
    if not isinstance(data, Mapping):
        raise CardError(f"{places.where()}: a card is a mapping of keys to values")
    try:
        card = Card.model_validate(dict(data))
    except ValidationError as error:
        raise CardError("\n".join(faults(error, places))) from None
    if card.id != expected_id:
        raise CardError(f"{places.where(['id'])}: the id is {card.id!r}, but the path says {expected_id!r}")
    return card
