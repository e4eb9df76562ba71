"""Facts of a shop as the lines of its cards: what was found, what was not, and what could not be seen. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checks.facts import (
    Absent,
    Address,
    Evidence,
    Fact,
    Found,
    Guarantee,
    GuaranteeBox,
    LegalNotice,
    Period,
    Phone,
    Registration,
    ShopFacts,
    Unknown,
    WithdrawalFunction,
)
from sweep.report.views import Card, FactView
from sweep.report.words import Words

# Facts about goods have tables of their own; those about the trader stand on the operator card.
GOODS = frozenset(
    {
        "offers",
        "price_history",
        "alert_matches",
        "watchlist_hits",
        "price_claims",
        "sale_words",
        "baskets",
        "sector_goods",
        "safety_info",
    }
)
SHOWN_ELSEWHERE = GOODS | {"visited_on"}
_OPERATOR = ("operator_", "vat_", "publication_", "host_", "mediator_", "contact_", "legal_notice", "trader_")


def value_lines(value: Any, words: Words) -> tuple[str, ...]:
    """A fact's value as lines of text."""
    match value:
        case str():
            return (words.get(f"values.{value}", value),)
        case tuple() | list():
            return tuple(line for item in value for line in value_lines(item, words))
        case Found():
            return value_lines(value.value, words)
        case Address():
            return (value.text, *((words("values.po_box"),) if value.po_box else ()))
        case Phone():
            return (f"{value.text} ({words('values.premium')})" if value.premium else value.text,)
        case Registration():
            check = {True: "values.valid", False: "values.invalid", None: "values.unchecked"}[value.valid]
            return (f"{registration_kind(value.kind, words)} {value.number} · {words(check)}",)
        case LegalNotice():
            marks = tuple(words("values.placeholder", text=text) for text in value.placeholders)
            way = () if value.clicks is None else (words.count("values.clicks", value.clicks),)
            return (value.url, *way, *marks)
        case Period():
            return (words.count(f"values.{value.unit}_days", value.days),)
        case WithdrawalFunction():
            login = (words("values.behind_login"),) if value.behind_login else ()
            return (words("values.label", text=value.label, grade=words(f"values.label_{value.grade}")), *login)
        case Guarantee():
            return (words("values.no_period") if value.months is None else words.count("values.months", value.months),)
        case GuaranteeBox():
            return (words("values.box_overlap", percent=words.percent(round(100 * value.overlap), 100)),)
    return (str(value),)


def registration_kind(kind: str, words: Words) -> str:
    """ "fr.siren" -> "SIREN", "de.vat" -> "VAT"; kinds without a word of their own keep their last part."""
    last = kind.rsplit(".", 1)[-1]
    known = words.get(f"registrations.{last}", last.upper())
    return words.get(f"registrations.{kind.replace('.', '_')}", known)


def unknown_reason(unknown: Unknown, words: Words) -> str:
    kind = words.get(f"kinds.{unknown.kind}", unknown.kind)
    return f"{kind}{words('format.colon')}{unknown.detail}" if unknown.detail else kind


def fact_label(name: str, words: Words) -> str:
    return words.get(f"facts.{name}", name.replace("_", " ").capitalize())


def fact_view(name: str, fact: Found[Any], words: Words) -> FactView:
    """One line of a card."""
    value = words.country(fact.value) if name == "trader_country" else fact.value
    return FactView(fact_label(name, words), value_lines(value, words), quoted(fact.proof))


def card(facts: Iterable[tuple[str, Fact[Any]]], words: Words) -> Card:
    """The facts found, one by one; those not found and those that could not be seen gathered by why."""
    seen: list[FactView] = []
    absent: dict[tuple[Evidence, ...], list[str]] = {}
    unseen: dict[str, list[str]] = {}
    for name, fact in facts:
        match fact:
            case Found():
                seen.append(fact_view(name, fact, words))
            case Absent():
                absent.setdefault(fact.read, []).append(fact_label(name, words))
            case Unknown():
                unseen.setdefault(unknown_reason(fact, words), []).append(fact_label(name, words))
    return Card(
        tuple(seen),
        tuple((read, tuple(labels)) for read, labels in absent.items()),
        tuple((reason, tuple(labels)) for reason, labels in unseen.items()),
    )


def cards(facts: ShopFacts, words: Words) -> tuple[Card, Card]:
    """The operator card and the card of the shop's other statements."""
    shown = [(name, fact) for name, fact in facts.items() if name not in SHOWN_ELSEWHERE]
    operator = card((item for item in shown if item[0].startswith(_OPERATOR)), words)
    return operator, card((item for item in shown if not item[0].startswith(_OPERATOR)), words)


def quoted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for e in evidence if e.quote))
