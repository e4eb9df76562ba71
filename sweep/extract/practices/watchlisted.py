"""Offers that agree with a watchlist, each with the words of its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checks.countries import EEA, normal
from checks.facts import Evidence, Fact, Found, Unknown
from product_alerts.model import Offer
from product_alerts.watchlist import Screen, WatchlistHit
from sweep.extract.sector_goods import nothing_found
from sweep.extract.shop_pages import ShopPages


def watchlist_hits(
    shop: ShopPages, offers: Fact[tuple[Found[Offer], ...]], screen: Screen, country: str, day: date
) -> Fact[tuple[Found[WatchlistHit], ...]]:
    """Every offer and list that agree under the law of `country` (ISO 3166-1 alpha-2) on `day`.

    Absent where offers were read in a language that the lists speak, and none agrees.
    """
    if not screen.lists:
        return Unknown("not read", "the plan chooses no watchlist")
    if not isinstance(offers, Found):
        return offers
    where = normal(country)
    found = tuple(
        Found(hit, _proof(shop, offer))
        for offer in offers.value
        for hit in screen.hits(offer.value, where, day, union=where in EEA)
    )
    return Found(found, found[0].evidence) if found else nothing_found(shop, offers.value)


def _proof(shop: ShopPages, offer: Found[Offer]) -> Evidence:
    """The title where it stands on the page, else where the offer was read."""
    page = shop.page_at(offer.evidence.url)
    title = offer.value.title
    return replace(offer.evidence, quote=title) if page is not None and title in page.text else offer.evidence
