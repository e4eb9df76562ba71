"""Offers of a page and of a shop: what is for sale, at what price, compared with which earlier price.

What the consumer sees wins: where the visible price and the structured data differ, the visible one is taken.
An offer carries its proof: the words of the price, and beside them those of the title, prior price and discount.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from checks.facts import Evidence, Fact, Found
from product_alerts.model import Offer
from sweep.extract.amounts.by_measure import measure_of
from sweep.extract.amounts.near_prices import near_prices
from sweep.extract.amounts.price_block import Block, badge_of, block, is_concealed, is_marked, main_price
from sweep.extract.amounts.price_page import PricePage, price_page
from sweep.extract.amounts.price_words import Priced
from sweep.extract.amounts.tiles import Tile, tiles
from sweep.extract.page import Page, PerPage
from sweep.extract.products.chosen_price import SEEN, SURE, chosen_price
from sweep.extract.products.disagreements import disagreements
from sweep.extract.products.identity import Identity, identity
from sweep.extract.products.products import Product, StatedPrice, product
from sweep.extract.products.ratings import with_shown_rating
from sweep.extract.products.state_product import state_price
from sweep.extract.shop_pages import ShopPages
from sweep.extract.words.sieves import sieve
from sweep.extract.words.text import clean, fold

_LISTING_ROLES = ("listing", "home", "other")


def page_offers(page: Page) -> tuple[Found[Offer], ...]:
    """The offers of one page: of a product page its one product, of a listing one light offer per tile.

    A light offer has title, address, price, prior price and discount. Raises nothing on any page.
    """
    if page.problem or not page.html:
        return ()
    known = _CACHE.get(page)
    if known is None or known[0] != page.role:
        known = _CACHE[page] = page.role, _page_offers(page)
    return known[1]


_CACHE: PerPage[tuple[str, tuple[Found[Offer], ...]]] = PerPage()


def _page_offers(page: Page) -> tuple[Found[Offer], ...]:
    view = price_page(page)
    if page.role == "product" or (page.role in ("other", "home") and _is_product_page(view)):
        main = _main_offer(view)
        return (main,) if main is not None else ()
    if page.role not in _LISTING_ROLES:
        return ()
    return tuple(offer for tile in tiles(view) if (offer := _tile_offer(view, tile)) is not None)


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """All distinct offers of the visit under "offers": a product page wins over the tiles that lead to it."""
    full: dict[str, Found[Offer]] = {}
    light: dict[str, Found[Offer]] = {}
    for page in shop.of("product", "listing", "home", "other"):
        for found in page_offers(page):
            held = full if _is_full(page, found) else light
            held.setdefault(found.value.key if held is full else found.value.url, found)
    addresses = {f.value.url for f in full.values()}
    offers = (*full.values(), *(f for url, f in light.items() if url not in addresses))
    if offers:
        return {"offers": Found(offers, offers[0].evidence)}
    return {"offers": shop.not_found("product", "listing")}


def _is_full(page: Page, found: Found[Offer]) -> bool:
    return found.value.url in price_page(page).addresses


def _is_product_page(view: PricePage) -> bool:
    """Whether a page of no known role is about one product: its data says so, or it sells what its title names."""
    stated = product(view)
    if stated is not None and (stated.prices or "product" in view.meta.text("og:type")):
        return True
    price, score = main_price(view, ())
    if price is None or view.title.element < 0:
        return False
    # The label of an input is no text of the page. One button that puts one thing into the basket is a clear sign.
    labels = [fold(link.text) for link in view.page.links if link.kind == "button" and len(link.text) < 40]
    cart = sieve("prices", ("cart",), view.languages)
    buttons = sum(1 for words in labels if cart and cart.search(words))
    if buttons == 1 and score >= SEEN:
        return True
    around = view.folded[view.title.start : price.amount.end + 1_500]
    return score >= SURE and (
        buttons > 1 or any(cart and cart.search(line) for line in around.split("\n") if len(line) < 40)
    )


# --- the product of a product page


def _main_offer(view: PricePage) -> Found[Offer] | None:
    stated = product(view)
    if not view.title.text:
        return None
    known = with_shown_rating(view, identity(view, stated))
    prices = stated.prices if stated else ()
    visible, score = main_price(view, [p.value for p in prices])
    if visible is None and not prices and (left := state_price(view)) is not None:
        prices = (left,)
    chosen = chosen_price(view, stated, prices, visible, score)
    if visible is not None and chosen is None:
        return _visible_offer(view, block(view, visible), stated, known)
    if chosen is not None:
        return _stated_offer(view, chosen, stated, known)
    return _unpriced_offer(view, stated, known)


def _offer(view: PricePage, known: Identity, **values: Any) -> Offer:
    return Offer(
        url=view.page.url.split("#", 1)[0],
        title=view.title.text,
        brand=known.brand,
        gtin=known.gtin,
        mpn=known.mpn,
        sku=known.sku,
        variant=known.variant,
        category=known.category,
        description=known.description,
        images=known.images,
        seller=known.seller,
        availability=known.availability,
        rating=known.rating,
        ratings=known.ratings,
        **values,
    )


def _visible_offer(view: PricePage, near: Block, stated: Product | None, known: Identity) -> Found[Offer] | None:
    amount = near.price.amount
    same = next((p for p in (stated.prices if stated else ()) if p.value == amount.value), None)
    score_low = same is None and main_price(view, ())[1] < SEEN
    if score_low:
        return _unpriced_offer(view, stated, known)
    if near.prior is None:
        near = _with_stated_prior(view, near, stated)
    currency = amount.currency or (same.currency if same else "")
    values = {
        "currency": currency,
        "read_from": "visible",
        "per": measure_of(view.folded, amount.end),
        **near.reduction(),
    }
    offer, contrary = _with_disagreements(
        view, _offer(view, known, price=amount.value, near=near_prices(view, near.price), **values), stated
    )
    proof = (*_proof(view, near), *known.quotes, *contrary, *(other.text for other in offer.near))
    return _found(view, offer, view.quote(amount.start, amount.end), proof)


def _with_disagreements(view: PricePage, offer: Offer, stated: Product | None) -> tuple[Offer, list[str]]:
    """The offer with what structured data states otherwise, and the words that state it."""
    told = [
        (d, quote)
        for d, quote in disagreements(view, offer, stated)
        if quote in view.page.html or quote in view.page.text
    ]
    return replace(offer, disagreements=tuple(d for d, _ in told)), [quote for _, quote in told]


def _with_stated_prior(view: PricePage, near: Block, stated: Product | None) -> Block:
    """`near` with the prior price that structured data names, if the page shows it struck through somewhere, too."""
    amount = near.price.amount
    prior = stated.prior_to(amount.value, amount.currency) if stated else None
    if prior is None:
        return near
    shown = next((p for p in view.priced if p.kind == "struck" and p.amount.value == prior.value), None)
    if shown is None:
        return near
    found = near.discount or badge_of(view, near.price, shown)
    return replace(near, prior=shown, prior_kind="struck", discount=found)


def _stated_offer(view: PricePage, price: StatedPrice, stated: Product | None, known: Identity) -> Found[Offer]:
    prior = stated.prior_to(price.value, price.currency) if stated else None
    shown = None if price.currency else _shown_alike(view, price)
    offer = _offer(
        view,
        known,
        price=price.value,
        currency=shown.amount.currency if shown else price.currency,
        read_from=price.source,
        prior_price=prior.value if prior else None,
        prior_price_kind="struck" if prior else "",
    )
    offer, contrary = _with_disagreements(view, offer, stated)
    alike = view.quote(shown.start, shown.end) if shown else ""
    return _found(view, offer, price.quote, (prior.quote if prior else "", alike, *known.quotes, *contrary))


def _shown_alike(view: PricePage, price: StatedPrice) -> Priced | None:
    """The same amount somewhere in the page, in the one currency that stands by it there."""
    alike = [p for p in view.priced if p.amount.value == price.value and p.amount.currency]
    return alike[0] if len({p.amount.currency for p in alike}) == 1 else None


def _unpriced_offer(view: PricePage, stated: Product | None, known: Identity) -> Found[Offer] | None:
    if view.title.raw and (stated is not None or view.page.role == "product"):
        return _found(view, _offer(view, known), _first_line(view.title.raw), known.quotes)
    return None


def _first_line(words: str) -> str:
    return words if len(words) < 300 else words[:300].rstrip()


def _proof(view: PricePage, near: Block) -> tuple[str, ...]:
    prior = view.quote(near.prior.start, near.prior.end) if near.prior else ""
    announced = view.quote(near.discount.start, near.discount.start + len(near.discount.text)) if near.discount else ""
    taxed = view.quote(near.price.start, min(near.price.end + 80, near.end)) if near.tax != "unstated" else ""
    return prior, announced, taxed, _first_line(view.title.raw)


def _found(view: PricePage, offer: Offer, quote: str, others: Iterable[str]) -> Found[Offer]:
    """The offer with its proof; words that are not in the page word for word are left out."""
    page = view.page
    kept = [q for q in dict.fromkeys(others) if q and q != quote and (q in page.text or q in page.html)]
    more: tuple[Evidence, ...] = tuple(page.evidence(q) for q in kept)
    return Found(offer, page.evidence(quote), more)


# --- tiles


def _tile_offer(view: PricePage, tile: Tile) -> Found[Offer] | None:
    """A light offer, or None where the tile shows no price of its own."""
    inside = [p for p in view.within(tile.start, tile.end) if p.amount.value > 0]
    sure = [p for p in inside if p.kind in ("price", "from")] or [
        p for p in inside if p.kind in ("maybe_prior", "net", "terms")
    ]
    if not sure:
        return None
    sure = [p for p in sure if not is_concealed(p)] or sure
    sure = [p for p in sure if is_marked(p)] or sure  # "Bonus: 25 €" may stand above the price
    price = min(sure, key=lambda p: p.amount.value) if len(sure) > 1 and _is_pair(sure) else sure[0]
    near = block(view, price, start=tile.start, end=tile.end)
    if near.discount is not None and clean(near.discount.text) in clean(tile.raw_title):
        near = replace(near, discount=None)  # "12 years - 55,5 %" is a name
    amount = price.amount
    offer = Offer(
        url=tile.url,
        title=tile.title,
        price=amount.value,
        currency=amount.currency,
        read_from="visible",
        per=measure_of(view.folded, amount.end),
        **near.reduction(),
    )
    proof = _proof(view, near)[:3]
    return _found(view, offer, view.quote(amount.start, amount.end), (*proof, *tile.raw_title.split("\n")[:1]))


def _is_pair(sure: list[Any]) -> bool:
    """Two plain amounts of which one is called "regular" by its class names: the other is the price."""
    return any(re.search(r"regular|list|original|normal", p.marks) for p in sure)
