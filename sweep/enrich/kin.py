"""Shops that report to the account of a shop that a public warning names: a sign of one maker, or of a copied page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checks.facts import Evidence, Found
from checks.goods_facts import TwinSite
from sweep.enrich.keys import domain_of, host_of
from sweep.enrich.warned import Warnings
from sweep.results import ShopResult

_COMMON = 20  # shops: an account that more of them report to is a provider's
_Sites = tuple[Found[TwinSite], ...]


def kin(shops: Sequence[ShopResult], warnings: Warnings | None) -> dict[str, Found[_Sites]]:
    """The shops that share an account with a warned shop, by key of their target. Pure.

    Warned are the sites of `warnings` whose line gives an account, and shops of the sweep whose domain is warned of.
    """
    warned: dict[str, set[str]] = defaultdict(set)
    for account, domain in warnings.accounts() if warnings else ():
        warned[account].add(domain)
    users: dict[str, set[str]] = defaultdict(set)
    for shop in shops:
        for account in _accounts(shop):
            users[account].add(_domain(shop))
            if _is_warned(shop):
                warned[account].add(_domain(shop))
    return {shop.target.key: found for shop in shops if (found := _found(shop, warned, users))}


def _found(shop: ShopResult, warned: Mapping[str, set[str]], users: Mapping[str, set[str]]) -> Found[_Sites] | None:
    sites: dict[str, Found[TwinSite]] = {}
    for account, proof in _accounts(shop).items():
        if len(users[account]) <= _COMMON:
            for domain in sorted(warned.get(account, set()) - {_domain(shop)}):
                sites.setdefault(domain, Found(TwinSite(domain, "infrastructure", 1.0, confirmed=True), proof))
    told = tuple(sites.values())
    return Found(told, told[0].evidence) if told else None


def _accounts(shop: ShopResult) -> Mapping[str, Evidence]:
    fact = shop.facts.accounts
    return {one.value: one.evidence for one in fact.value} if isinstance(fact, Found) else {}


def _domain(shop: ShopResult) -> str:
    return domain_of(host_of(shop.target.url))


def _is_warned(shop: ShopResult) -> bool:
    fact = shop.facts.public_warnings
    return isinstance(fact, Found) and any(one.value.agreed == "domain" for one in fact.value)


def joined(tables: Iterable[Mapping[str, Found[_Sites]]]) -> dict[str, Found[_Sites]]:
    """What several comparisons found, by shop."""
    found: dict[str, list[Found[TwinSite]]] = defaultdict(list)
    for key, site in _each(tables):
        found[key].append(site)
    return {key: Found(tuple(sites), sites[0].evidence) for key, sites in found.items()}


def _each(tables: Iterable[Mapping[str, Found[_Sites]]]) -> Iterator[tuple[str, Found[TwinSite]]]:
    for table in tables:
        for key, fact in table.items():
            for site in fact.value:
                yield key, site
