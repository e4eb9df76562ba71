"""Cards and questions for a person, read from their YAML: strictly, and every fault told with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from checks import card
from checks.card import LANGUAGES, CardError, LawScope, Severity, placeholders
from checks.strict_yaml import Places, StrictYamlError, load_placed
from checks.verdict import Outcome


def _texts(value: dict[str, str]) -> dict[str, str]:
    for language in LANGUAGES:
        if not value.get(language, "").strip():
            raise ValueError(f"the {language.upper()} text is missing")
    if unknown := set(value) - set(LANGUAGES):
        raise ValueError(f"{min(unknown)!r} is none of the languages {', '.join(LANGUAGES)}")
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

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError("'until' lies before 'from'")
        return self


class LegalRow(_Dated):
    """`from: null` says that the country has not transposed the rule."""

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


class _Amount(_Dated):
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    value: bool | int | float | str


class _Rule(_Strict):
    id: str = Field(pattern=r"^[a-z_]+\.[a-z0-9_]+$")
    title: Texts
    question: str = Field(pattern=r"^Q([1-9]|[12]\d|3[0-4])$")
    severity: Severity
    law_scope: LawScope
    legal_basis: tuple[LegalRow, ...] = Field(min_length=1, strict=False)
    reviewed: date

    def _values(self) -> dict[str, Any]:
        """The fields as the frozen dataclasses take them."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return values | {"legal_basis": tuple(card.LegalBasis(**dict(row)) for row in self.legal_basis)}


class _Card(_Rule):
    goods: bool = False
    ceiling: Ceiling
    unlisted: Ceiling | None = None
    remedy: Texts | None = None
    messages: dict[str, Texts] = Field(min_length=1)
    amounts: tuple[_Amount, ...] = Field(default=(), strict=False)

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

    def made(self) -> card.Card:
        return card.Card(**self._values() | {"amounts": tuple(card.Amount(**dict(a)) for a in self.amounts)})


class _Manual(_Rule):
    instruction: Texts

    def made(self) -> card.Manual:
        return card.Manual(**self._values())


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


def _placed(text: str, name: str) -> tuple[Any, Places]:
    try:
        return load_placed(text, name)
    except StrictYamlError as error:
        raise CardError(str(error)) from None


def load_card(text: str, name: str, expected_id: str) -> card.Card:
    """The card in `text`. `name` is used in errors; `expected_id` comes from the path. Raises CardError."""
    data, places = _placed(text, name)
    if not isinstance(data, Mapping):
        raise CardError(f"{places.where()}: a card is a mapping of keys to values")
    try:
        read = _Card.model_validate(dict(data))
    except ValidationError as error:
        raise CardError("\n".join(faults(error, places))) from None
    if read.id != expected_id:
        raise CardError(f"{places.where(['id'])}: the id is {read.id!r}, but the path says {expected_id!r}")
    return read.made()


def load_manual(text: str, name: str) -> tuple[card.Manual, ...]:
    """The questions for a person in `text`, in their order. Raises CardError with every fault."""
    data, places = _placed(text, name)
    if not isinstance(data, list):
        raise CardError(f"{places.where()}: a list of questions is expected")
    found: dict[str, card.Manual] = {}
    wrong: list[str] = []
    for index, entry in enumerate(data):
        try:
            question = _Manual.model_validate(entry)
        except ValidationError as error:
            wrong += faults(error, places, (index,))
            continue
        if question.id in found:
            wrong.append(f"{places.where((index, 'id'))}: {question.id} stands here twice")
        found[question.id] = question.made()
    if wrong:
        raise CardError("\n".join(wrong))
    return tuple(found.values())
