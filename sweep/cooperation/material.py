"""Everything from which a form is filled in: one operator, the findings that go in, where the proof lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from checks.facts import Evidence, Fact, Found, Unknown
from checks.verdict import LawRow
from sweep.cooperation.annex import Place
from sweep.cooperation.form import Item, Statement
from sweep.cooperation.forms import FormName
from sweep.cooperation.ledger import Sent
from sweep.cooperation.selection import Selected
from sweep.cooperation.words import FormWords
from sweep.operators import Operator
from sweep.results import ShopResult, SweepInfo


@dataclass(frozen=True, slots=True)
class Material:
    """`state` is the requested state and `states` those concerned, where the official named them; `role` is whose
    provider an order goes to (host, registrar ...)."""

    info: SweepInfo
    form: FormName
    operator: Operator
    selected: tuple[Selected, ...]
    places: Mapping[str, Place]
    ips: tuple[str, ...]
    sent: tuple[Sent, ...]
    today: date
    deadline: date | None
    w: FormWords
    state: str = ""
    states: tuple[str, ...] = ()
    role: str = "host"

    @property
    def shops(self) -> tuple[ShopResult, ...]:
        return self.operator.shops

    @property
    def first(self) -> ShopResult:
        return self.operator.shops[0]

    @property
    def trader_country(self) -> str:
        """Where the trader is established, as the first shop that tells it does; "" where none does."""
        told = (shop.facts.trader_country for shop in self.shops)
        return next((fact.value for fact in told if isinstance(fact, Found)), "")

    def statements(self, proof: Iterable[Evidence]) -> tuple[Statement, ...]:
        """Proofs with the place where they lie in the folder of the form."""
        return tuple(
            Statement(e.url, e.role, e.quote, place.seen, e.sha256, e.record_id, place.file)
            for e in dict.fromkeys(proof)
            for place in (self.places.get(e.record_id, Place("", "")),)
        )


def item(m: Material, name: str, *values: str, blank: str = "", note: str = "", label: str = "") -> Item:
    """A line of a form; without a value it is a blank for the competent official, or for `blank`."""
    known = unique(v for v in values if v)
    who = "" if known else m.w("note.fill", who=m.w(f"who.{blank or 'official'}"))
    return Item(name, label or m.w(f"item.{name}"), known, who, note)


def read_item(m: Material, name: str, fact: str) -> Item:
    """A line read on the pages of any of the shops, with its proof; where it was not found, that is said."""
    facts: list[Fact[Any]] = [getattr(shop.facts, fact) for shop in m.shops]
    found = [f for f in facts if isinstance(f, Found)]
    if not found:
        note = "" if all(isinstance(f, Unknown) for f in facts) else m.w("note.not_on_pages")
        return item(m, name, note=note)
    values = unique(text for f in found for text in in_words(f.value))
    proof = m.statements(e for f in found for e in f.proof)
    return Item(name, m.w(f"item.{name}"), values, proof=proof)


def in_words(value: Any) -> tuple[str, ...]:
    """The value of a fact about the operator as texts."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        return tuple(text for one in value for text in in_words(one))
    for name in ("text", "number"):
        if hasattr(value, name):
            kind = getattr(value, "kind", "")
            return (f"{kind} {getattr(value, name)}".strip() if name == "number" else str(getattr(value, name)),)
    return (str(value),)


def websites(shops: Iterable[ShopResult]) -> tuple[str, ...]:
    """The origins (scheme and host) of everything that was visited."""
    urls = (url for shop in shops for url in (shop.target.url, *(page.url for page in shop.visit.pages)))
    parts = (urlsplit(url) for url in urls)
    return unique(f"{p.scheme}://{p.netloc}" for p in parts if p.netloc)


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Without doubles, in the order of the first."""
    return tuple(dict.fromkeys(texts))


def law_words(m: Material, row: LawRow) -> str:
    """A row of law, with a word where its article is still to be confirmed."""
    place = "" if row.country == "EU" else f"{row.country}: "
    return f"{place}{row.act}, {row.article}" + ("" if row.confirmed else f" ({m.w('note.article_open')})")
