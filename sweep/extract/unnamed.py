"""Texts of a shop under a name that tells nothing: "Good to know", "Our agreements". Anything may stand there."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from sweep.extract.page import Page
from sweep.extract.shop_pages import ShopPages


def unnamed(shop: ShopPages) -> tuple[Page, ...]:
    """The pages of no known kind that most pages link to, and that lead to no goods."""
    counts = Counter(chain.from_iterable({shop.final_key(link.url) for link in page.links} for page in shop.pages))
    goods = {shop.final_key(page.url) for page in shop.of("product")}
    return tuple(
        page
        for page in shop.of("other")
        if 2 * counts[shop.final_key(page.url)] > len(shop.pages)
        and not any(link.place == "main" and shop.final_key(link.url) in goods for link in page.links)
    )
