"""Shops of one sweep with the same contents under other traders: texts, goods, a number or a mailbox.

Only what cannot be one house is told: both shops name their trader, the names are not one firm's, and nothing else
ties them. What many traders share is a provider's: its standard terms, its number read as the shop's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from checks.facts import Evidence, Fact, Found
from checks.goods_facts import TwinSite
from checks.identity.email import is_free_mail
from product_alerts.model import Offer
from product_alerts.text import tokens
from sweep.enrich.keys import NumberKey, domain_of, host_of, numbers_shown
from sweep.enrich.registered import same_name
from sweep.enrich.shared_keys import SharedKeys
from sweep.enrich.sketch import Sketch, share
from sweep.extract.trader.trader import registrable
from sweep.results import ShopResult

Shared = Literal["texts", "catalogue", "number", "email"]

TEXTS, CATALOGUE = 0.8, 0.6  # least shares
_GOODS = 5  # articles that two shops have in common at least
_COMMON = 4  # other traders: what more of them share is a provider's
# Shops: what more of them show leads to no pair, so that many shops are compared in good time.
_POPULAR: Mapping[str, int] = {"texts": 20, "catalogue": 100, "number": 20, "email": 100}


@dataclass(frozen=True)
class _Shop:
    """What of a shop is compared."""

    key: str
    domain: str
    name: str
    numbers: Mapping[NumberKey, Evidence]
    emails: Mapping[str, Evidence]
    phones: frozenset[str]
    goods: Mapping[Hashable, Evidence]  # articles without a barcode, which all sellers of a brand have in common
    sketch: Sketch | None

    @cached_property
    def mail_domains(self) -> frozenset[str]:
        """Of its own addresses, and its site's: those that others can have no address at."""
        own = {registrable(a.rpartition("@")[2]) for a in self.emails if not is_free_mail(a)}
        return frozenset(own | {self.domain})

    @cached_property
    def keys(self) -> frozenset[tuple[Shared, Hashable]]:
        """What it may have in common with another; two shops without any such key are never compared."""
        marks = self.sketch.marks if self.sketch else ()
        found: set[tuple[Shared, Hashable]] = {("texts", mark) for mark in marks}
        found |= {("catalogue", good) for good in self.goods} | {("number", number) for number in self.numbers}
        return frozenset(found | {("email", address) for address in self.emails if is_free_mail(address)})


def _shop(result: ShopResult) -> _Shop:
    facts = result.facts
    name, phones = facts.operator_name, facts.operator_phones
    return _Shop(
        key=result.target.key,
        domain=domain_of(host_of(result.target.url)),
        name=name.value if isinstance(name, Found) else "",
        numbers=numbers_shown(facts),
        emails=_emails(facts.operator_emails),
        phones=frozenset(phone.e164 for phone in phones.value) if isinstance(phones, Found) else frozenset(),
        goods=_goods(facts.offers),
        sketch=result.sketch,
    )


def _emails(fact: Fact[tuple[str, ...]]) -> Mapping[str, Evidence]:
    if not isinstance(fact, Found):
        return {}
    shown = {address.lower(): fact.proof for address in fact.value}
    return {a: next((p for p in proofs if a in p.quote.lower()), proofs[0]) for a, proofs in shown.items()}


def _goods(fact: Fact[tuple[Found[Offer], ...]]) -> Mapping[Hashable, Evidence]:
    return {key: o.evidence for o in fact.value if (key := _good(o.value))} if isinstance(fact, Found) else {}


def _good(offer: Offer) -> Hashable | None:
    words = tokens(offer.title)
    plain = offer.price is not None and not offer.gtin and len(words) > 1
    return (" ".join(words), str(offer.price), offer.currency) if plain else None


class TwinKeys:
    """What the shops of a sweep show that twins have in common; the shops themselves are not held."""

    def __init__(self) -> None:
        self._shown = SharedKeys(_POPULAR)

    def add(self, result: ShopResult) -> None:
        shop = _shop(result)
        if shop.name and shop.domain:
            self._shown.add(shop.key, shop.keys)

    def twins(self, load: Callable[[str], ShopResult]) -> dict[str, Found[tuple[Found[TwinSite], ...]]]:
        """The shops added that have a twin among them, by key of their target; `load` gives a shop by its key."""
        held = cache(lambda key: _shop(load(key)))
        return _judged((held(one), held(other)) for one, other in self._shown.pairs())


def twins(shops: Iterable[ShopResult]) -> dict[str, Found[tuple[Found[TwinSite], ...]]]:
    """The shops that have a twin among `shops`, by key of their target. Pure."""
    by_key, seen = {shop.target.key: shop for shop in shops}, TwinKeys()
    for shop in by_key.values():
        seen.add(shop)
    return seen.twins(by_key.__getitem__)


def _judged(pairs: Iterable[tuple[_Shop, _Shop]]) -> dict[str, Found[tuple[Found[TwinSite], ...]]]:
    found: dict[str, list[Found[TwinSite]]] = defaultdict(list)
    for one, other in pairs:
        for shared, part in _in_common(one, other):
            for shop, twin in ((one, other), (other, one)):
                proof = _proof(shop, twin, shared)
                found[shop.key].append(Found(TwinSite(twin.domain, shared, part), proof[0], proof[1:]))
    told = {key: _told(sites) for key, sites in found.items()}
    return {key: Found(sites, sites[0].evidence) for key, sites in told.items() if sites}


def _in_common(one: _Shop, other: _Shop) -> Iterator[tuple[Shared, float]]:
    if one.domain == other.domain or same_name(one.name, other.name):
        return
    number, box = one.numbers.keys() & other.numbers.keys(), _free(one) & _free(other)
    tied = bool(one.phones & other.phones or one.mail_domains & other.mail_domains)
    if tied or (number and box):
        return  # one house under two names
    if number:
        yield "number", 1.0
        return
    if box:
        if one.numbers and other.numbers:  # else one trader may trade under two names
            yield "email", 1.0
        return
    if one.sketch and other.sketch:
        part = share(one.sketch, other.sketch)
        if part >= TEXTS:
            yield "texts", round(part, 2)
    both, fewer = len(one.goods.keys() & other.goods.keys()), min(len(one.goods), len(other.goods))
    if both >= _GOODS and both / fewer >= CATALOGUE:
        yield "catalogue", round(both / fewer, 2)


def _free(shop: _Shop) -> frozenset[str]:
    return frozenset(filter(is_free_mail, shop.emails))


def _proof(shop: _Shop, twin: _Shop, shared: Shared) -> tuple[Evidence, ...]:
    """Where the shop's own pages show what it shares."""
    if shared == "texts" and shop.sketch:
        return (shop.sketch.page,)
    theirs = {key for kind, key in twin.keys if kind == shared}
    shown: Mapping[str, Mapping[Any, Evidence]] = {
        "number": shop.numbers,
        "email": shop.emails,
        "catalogue": shop.goods,
    }
    return tuple(proof for key, proof in shown[shared].items() if key in theirs)[:_GOODS]


def _told(sites: Sequence[Found[TwinSite]]) -> tuple[Found[TwinSite], ...]:
    """Without what more traders share than a copy has."""
    domains = defaultdict(set)
    for site in sites:
        domains[site.value.shared].add(site.value.domain)
    return tuple(s for s in sites if s.value.shared == "catalogue" or len(domains[s.value.shared]) <= _COMMON)
