"""Which shops are one operator: those that show the same number under the same name.

A number alone joins nothing: a shop that shows another firm's number as its own must not be taken for that firm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.facts import Found, ShopFacts
from product_alerts.text import key
from sweep.results import ShopResult

Number = tuple[str, str]  # kind ("vat", "fr_siren", ...) and the number without blanks and points


@dataclass(frozen=True, slots=True)
class Operator:
    """Shops of one operator, in the order of the list. `namesakes` show a number of theirs under another name."""

    shops: tuple[ShopResult, ...]
    namesakes: tuple[ShopResult, ...] = ()

    @property
    def name(self) -> str:
        """As the first shop that tells it writes it; "" where none does."""
        names = (s.facts.operator_name for s in self.shops)
        return next((fact.value for fact in names if isinstance(fact, Found)), "")


def numbers_of(facts: ShopFacts) -> frozenset[Number]:
    """The registration and VAT numbers of a shop, without those that fail their check digits."""
    registrations = facts.operator_registrations.value if isinstance(facts.operator_registrations, Found) else ()
    vat = (facts.operator_vat.value,) if isinstance(facts.operator_vat, Found) else ()
    numbered = [*((r.kind, r) for r in registrations), *(("vat", r) for r in vat)]
    return frozenset((kind, _plain(r.number)) for kind, r in numbered if r.valid is not False)


def _plain(number: str) -> str:
    return "".join(c for c in number.upper() if c.isalnum())


def name_of(facts: ShopFacts) -> str:
    """The operator's name, folded for comparison; "" where none was found."""
    return key(facts.operator_name.value) if isinstance(facts.operator_name, Found) else ""


def operator_of(shop: ShopResult, others: Iterable[ShopResult]) -> Operator:
    """The operator behind `shop`, among `others` (which may hold `shop` itself)."""
    numbers, name = numbers_of(shop.facts), name_of(shop.facts)
    sharing = [o for o in others if o.target.key != shop.target.key and numbers & numbers_of(o.facts)]
    same = [o for o in sharing if name and name_of(o.facts) == name]
    return Operator((shop, *same), tuple(o for o in sharing if o not in same))


def operators(shops: Sequence[ShopResult]) -> tuple[Operator, ...]:
    """All operators behind these shops, each shop once, in the order of the list."""
    parent = list(range(len(shops)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    first: dict[tuple[str, Number], int] = {}
    for place, shop in enumerate(shops):
        name = name_of(shop.facts)
        for number in numbers_of(shop.facts) if name else ():
            other = first.setdefault((name, number), place)
            parent[max(root(place), root(other))] = min(root(place), root(other))
    groups: dict[int, list[ShopResult]] = {}
    for place, shop in enumerate(shops):
        groups.setdefault(root(place), []).append(shop)
    return tuple(Operator(tuple(group)) for group in groups.values())
