"""Whose law applies, and which rows of a card were in force there on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from checks.card import LegalBasis, Rule
from checks.facts import Absent, Fact, Found, Unknown

EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
EEA = EU | frozenset("IS LI NO".split())  # the acts on the cards are of EEA relevance


@dataclass(frozen=True, slots=True)
class InForce:
    """The rows that apply; `own` tells whether the country has a row of its own among them."""

    rows: tuple[LegalBasis, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class NotInForce:
    """Why no row applies: a message key of `judge`, with the date it speaks of."""

    message: str
    day: date | None = None


@lru_cache(maxsize=1024)
def normal(country: str) -> str:
    """ISO 3166-1 alpha-2 in capitals; the EU's own EL and UK become GR and GB."""
    code = country.strip().upper()
    return {"EL": "GR", "UK": "GB"}.get(code, code)


def law_country(card: Rule, country: str, trader: Fact[str]) -> str | Unknown:
    """Whose law the card asks for: the consumer's (`country`), or that of the trader's establishment.

    Source: Directive 2000/31/EC, art. 3 (internal market); Regulation (EC) 593/2008, art. 6 (consumer's law).
    """
    if card.law_scope == "target":
        return normal(country)
    seat = normal(trader.value) if isinstance(trader, Found) else ""
    if card.law_scope == "both":
        return seat if seat in EEA else normal(country)
    match trader:
        case Found() if seat:
            return seat
        case Unknown():
            return trader
        case Absent() | Found():
            return Unknown("establishment unknown")


def in_force(card: Rule, country: str, day: date) -> InForce | NotInForce:
    """The rows of law in force in `country` on `day`. Where a country has rows, they alone tell since when."""
    own = [row for row in card.legal_basis if row.country == country]
    union = [row for row in card.legal_basis if row.country == "EU"] if country in EEA else []
    held = tuple(row for row in (*union, *own) if row.holds_on(day))
    if own:
        return InForce(held, own=True) if any(row in own for row in held) else _why(own, day)
    return InForce(held, own=False) if held else _why(union, day)


def _why(rows: list[LegalBasis], day: date) -> NotInForce:
    if not rows:
        return NotInForce("judge.no_such_law")
    starts = [row.start for row in rows if row.start and row.start > day]
    if starts:
        return NotInForce("judge.not_in_force", min(starts))
    ends = [row.end for row in rows if row.end]
    return NotInForce("judge.no_longer_in_force", max(ends)) if ends else NotInForce("judge.not_transposed")
