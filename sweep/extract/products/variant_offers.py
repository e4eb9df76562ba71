"""The variants on one product page, each with a price of its own: what a page charges for red is not what blue costs.

Only one price is shown at a time; the others stand in the page's data. They are believed only where that data also
states the price that is shown. A shown price that cannot be tied to one variant for certain keeps its words, but what
it is compared with is `unclear`: it may be another variant's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.facts import Evidence, Found
from product_alerts.model import Offer
from sweep.extract.amounts.price_page import PricePage, price_page
from sweep.extract.data.structured import Node
from sweep.extract.offers import page_offers
from sweep.extract.page import Page
from sweep.extract.products.products import offer_prices, product, status_of
from sweep.extract.products.variant_state import Choice, platform_choices
from sweep.extract.words.text import fold

MOST = 60  # variants of one page
_WORD = re.compile(r"\w+")


def variant_offers(page: Page) -> tuple[Found[Offer], ...]:
    """The offers of a product page, its own first, then one of every further variant. Raises nothing on any page."""
    found = page_offers(page)
    if page.role != "product" or len(found) != 1:
        return found
    main = found[0]
    view = price_page(page)
    choices = _distinct(_choices(view))
    if len(choices) < 2 or not any(_same_price(c, main.value) for c in choices):
        return found
    own, sure = _shown(view, main.value, choices)
    if own is not None and not _same_price(own, main.value):
        return found  # the data contradicts what is seen
    others = [_offer(page, main, c) for c in choices if c is not own]
    return (_tied(main, own, sure or len({c.price.value for c in choices}) == 1), *others)


def _same_price(choice: Choice, shown: Offer) -> bool:
    same = not choice.price.currency or not shown.currency or choice.price.currency == shown.currency
    return same and choice.price.value == shown.price


def _shown(view: PricePage, shown: Offer, choices: Sequence[Choice]) -> tuple[Choice | None, bool]:
    """The variant whose price is shown, and whether that is certain: by its number, its address, the choice shown."""
    by_name = [c for c in choices if c.name and _words(c.name) == _words(shown.variant)]
    by_sku = [c for c in choices if c.sku and c.sku == shown.sku]
    by_url = [c for c in choices if c.url and view.address(c.url) == view.address(view.page.url)]
    for named in (by_sku, by_url, by_name):
        if len(named) == 1:
            return named[0], True
    by_price = [c for c in choices if _same_price(c, shown)]
    return (by_price[0], False) if len(by_price) == 1 else (None, False)


def _words(name: str) -> frozenset[str]:
    """The words of a variant's name, in whatever order: "S / Weiß" is "weiß, S"."""
    return frozenset(_WORD.findall(fold(name)))


def _tied(main: Found[Offer], own: Choice | None, sure: bool) -> Found[Offer]:
    offer = main.value
    if own is not None:
        offer = replace(offer, sku=own.sku, variant=own.name or own.url)
    if not sure and offer.prior_price is not None:
        offer = replace(offer, prior_price_kind="unclear")
    return replace(main, value=offer)


def _offer(page: Page, main: Found[Offer], choice: Choice) -> Found[Offer]:
    """The offer of a variant that is not shown: what belongs to the product is the shown one's."""
    prior = choice.prior
    offer = replace(
        main.value,
        sku=choice.sku,
        variant=choice.name or choice.url,
        gtin="",
        mpn="",
        price=choice.price.value,
        currency=choice.price.currency or main.value.currency,
        prior_price=prior.value if prior else None,
        prior_price_kind="struck" if prior else "",
        discount_text="",
        discount_percent=None,
        availability=choice.status,
        read_from=choice.price.source,
    )
    more: tuple[Evidence, ...] = (page.evidence(prior.quote),) if prior else ()
    return Found(offer, page.evidence(choice.price.quote), more)


def _distinct(choices: Iterator[Choice]) -> tuple[Choice, ...]:
    """Those that one can tell apart; two under one name are nobody's series."""
    found = [c for c, _ in zip(choices, range(4 * MOST), strict=False)]
    times = Counter(c.key for c in found)
    return tuple(c for c in found if c.key and times[c.key] == 1)[:MOST]


# --- where variants are stated


def _choices(view: PricePage) -> Iterator[Choice]:
    stated = product(view)
    for node in stated.nodes if stated else ():
        grouped = [*_of_group(view, node)] or [*_of_offers(view, node)]
        if len(grouped) > 1:
            yield from grouped
            return
    yield from platform_choices(view)


def _of_group(view: PricePage, node: Node) -> Iterator[Choice]:
    """schema.org ProductGroup: `hasVariant`, each a product with its offer."""
    for variant in node.nodes("hasvariant"):
        offer = next(iter(variant.nodes("offers")), None)
        choice = (
            _choice(view, offer, variant.text("sku"), _name(variant), variant.text("url", "@id")) if offer else None
        )
        if choice is not None:
            yield choice


def _of_offers(view: PricePage, node: Node) -> Iterator[Choice]:
    """A product with an offer for every variant; not those of several sellers, or of new and used ones."""
    offers = [inner for o in node.nodes("offers") for inner in (o.nodes("offers") or [o])]
    if len({o.text("seller") for o in offers}) > 1 or len({o.text("itemcondition") for o in offers}) > 1:
        return
    for offer in offers:
        choice = _choice(view, offer, offer.text("sku"), offer.text("name"), offer.text("url"))
        if choice is not None:
            yield choice


def _name(variant: Node) -> str:
    return " ".join(t for t in (variant.text("color"), variant.text("size")) if t) or variant.text("name")


def _choice(view: PricePage, offer: Node, sku: str, name: str, url: str) -> Choice | None:
    price = next((p for p in offer_prices(view, offer) if p.quote and p.exact), None)
    number = sku or offer.text("sku")
    return None if price is None else Choice(number[:60], name[:80], url or offer.text("url"), price, status_of(offer))
