"""Shops that report to the account of a shop that a public warning names: a sign of one maker, or of a copied page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from sys import intern

from checks.facts import Evidence, Found
from checks.goods_facts import TwinSite
from sweep.enrich.keys import domain_of, host_of
from sweep.enrich.warned import Warnings
from sweep.results import ShopResult

_COMMON = 20  # shops: an account that more of them report to is a provider's
_Sites = tuple[Found[TwinSite], ...]


class Accounts:
    """Who reports to which account, and which accounts are a warned shop's; the shops themselves are not held.

    Warned are the sites of `warnings` whose line gives an account, and shops of the sweep whose domain is warned of.
    """

    def __init__(self, warnings: Warnings | None) -> None:
        self._warned: dict[str, set[str]] = defaultdict(set)
        for account, domain in warnings.accounts() if warnings else ():
            self._warned[account].add(domain)
        self._users: dict[str, tuple[str, ...]] = {}  # domains, no more of them than tell that they are too many
        self._used: dict[str, tuple[str, ...]] = {}  # accounts, by key of the shop

    def add(self, shop: ShopResult) -> None:
        domain, accounts = _domain(shop), tuple(map(intern, _accounts(shop)))
        for account in accounts:
            users = self._users.get(account, ())
            if domain not in users and len(users) <= _COMMON:
                self._users[account] = (*users, domain)
            if _is_warned(shop):
                self._warned[account].add(domain)
        if accounts:
            self._used[shop.target.key] = accounts

    def kin(self, load: Callable[[str], ShopResult]) -> dict[str, Found[_Sites]]:
        """The shops that share an account with a warned one, by key of their target; `load` gives a shop by its key."""
        telling = {account for account in self._warned if len(self._users.get(account, ())) <= _COMMON}
        using = (key for key, accounts in self._used.items() if not telling.isdisjoint(accounts))
        return {key: found for key in using if (found := _found(load(key), self._warned, self._users))}


def kin(shops: Iterable[ShopResult], warnings: Warnings | None) -> dict[str, Found[_Sites]]:
    """The shops that share an account with a warned shop, by key of their target. Pure."""
    by_key, seen = {shop.target.key: shop for shop in shops}, Accounts(warnings)
    for shop in by_key.values():
        seen.add(shop)
    return seen.kin(by_key.__getitem__)


def _found(
    shop: ShopResult, warned: Mapping[str, set[str]], users: Mapping[str, Sequence[str]]
) -> Found[_Sites] | None:
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
