"""A card: one rule of law as data. It says what is asked, on which legal basis, since when, and how it is worded.

How cards are read from their files, and every fault of a file told, is in `checks.card_file`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from typing import Literal

from checks.verdict import LawRow, Outcome

LANGUAGES = ("en", "fr", "nl", "de")
EUR_LEX = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:"

Severity = Literal["critical", "major", "minor", "info"]
LawScope = Literal["target", "establishment", "both"]
Texts = Mapping[str, str]  # by language, all of LANGUAGES


class CardError(ValueError):
    """A file of the catalogue out of shape. One line per fault: "file:line:column: what is wrong"."""


def placeholders(template: str) -> frozenset[str]:
    """The names in braces of a message. Raises ValueError for a message that `str.format` could not fill."""
    names = frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
    if bad := [name for name in names if not name.isidentifier()]:
        raise ValueError(f"placeholder {{{bad[0]}}} is not a plain name")
    return names


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something that holds from a day until a day, both included; None leaves that side open."""

    start: date | None = None
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Dated):
    """A row of law. Without a first day it says that the country has not transposed the rule."""

    country: str = "EU"  # or ISO 3166-1 alpha-2
    act: str = ""
    article: str = ""
    celex: str = ""
    url: str = ""
    fine: str = ""
    confirmed: bool = True

    def holds_on(self, day: date) -> bool:
        return self.start is not None and self.start <= day and (self.end is None or day <= self.end)

    def row(self) -> LawRow:
        url = self.url or (f"{EUR_LEX}{self.celex}" if self.celex else "")
        return LawRow(self.country, self.act, self.article, url, self.fine, self.confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Dated):
    """A figure of the law that a check receives by name; a country's own row goes before the general one."""

    name: str
    value: bool | int | float | str
    country: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a check and a question for a person have in common: what is asked, and on which legal basis."""

    id: str
    title: Texts
    question: str  # of the default questionnaire, Q1 to Q34
    severity: Severity
    law_scope: LawScope
    legal_basis: tuple[LegalBasis, ...]
    reviewed: date


@dataclass(frozen=True, kw_only=True)
class Card(Rule):
    """One check. `unlisted` is the ceiling where a country has no row of its own and the EU row alone applies."""

    ceiling: Outcome
    messages: Mapping[str, Texts]
    unlisted: Outcome | None = None
    goods: bool = False  # applies only to a shop that offers goods
    remedy: Texts | None = None
    amounts: tuple[Amount, ...] = field(default=())

    def amount(self, name: str, country: str, day: date) -> bool | int | float | str:
        """The figure called `name` in `country` on `day`; the narrower row wins. Raises KeyError for no such name."""
        rows = [a for a in self.amounts if a.name == name and a.country in ("", country) and a.holds_on(day)]
        if not rows:
            raise KeyError(name)
        return max(rows, key=lambda a: (bool(a.country), a.start or date.min)).value


@dataclass(frozen=True, kw_only=True)
class Manual(Rule):
    """A rule that no page answers: a person decides. `instruction` says what to do and what to look for."""

    instruction: Texts
