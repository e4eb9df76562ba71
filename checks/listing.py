"""The catalogue without its functions: what can be listed and shown without reading a single card again.

As plain data it can be kept and taken up again; `sweep.rulebook` keeps it beside the version it was made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from checks.card import Amount, Card, LegalBasis, Manual
from checks.verdict import Outcome

Words = Mapping[str, Mapping[str, Mapping[str, str]]]  # section, key, language: checks/messages.yaml


@dataclass(frozen=True, slots=True)
class Listed:
    """A card, the facts its function reads, and the version of both."""

    card: Card
    needs: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All checks in the order of the questionnaire, all questions for a person, and the words of the judge."""

    version: str
    rules: Mapping[str, Listed]
    manual: Mapping[str, Manual]
    words: Words


def as_data(listing: Listing) -> dict[str, Any]:
    """The listing as JSON can hold it; `from_data` gives the same listing back."""
    return {
        "version": listing.version,
        "rules": [
            {"card": _plain(asdict(rule.card)), "needs": list(rule.needs), "version": rule.version}
            for rule in listing.rules.values()
        ],
        "manual": [_plain(asdict(question)) for question in listing.manual.values()],
        "words": listing.words,
    }


def from_data(data: Mapping[str, Any]) -> Listing:
    """The listing of such data. Raises KeyError, TypeError or ValueError for data of another shape."""
    rules = [Listed(_card(entry["card"]), tuple(entry["needs"]), entry["version"]) for entry in data["rules"]]
    manual = [Manual(**_rule(entry)) for entry in data["manual"]]
    return Listing(
        data["version"],
        {rule.card.id: rule for rule in rules},
        {question.id: question for question in manual},
        data["words"],
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Outcome):
        return value.label
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _dated(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {**entry, "start": _day(entry["start"]), "end": _day(entry["end"])}


def _rule(entry: Mapping[str, Any]) -> dict[str, Any]:
    rows = tuple(LegalBasis(**_dated(row)) for row in entry["legal_basis"])
    return {**entry, "legal_basis": rows, "reviewed": date.fromisoformat(entry["reviewed"])}


def _card(entry: Mapping[str, Any]) -> Card:
    return Card(
        **_rule(entry)
        | {
            "ceiling": Outcome.of(entry["ceiling"]),
            "unlisted": Outcome.of(entry["unlisted"]) if entry["unlisted"] else None,
            "amounts": tuple(Amount(**_dated(amount)) for amount in entry["amounts"]),
        }
    )
