"""Where the photos of a page's product lie, as its structured data and its meta properties name them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from sweep.extract.data.structured import Node, nodes
from sweep.extract.page import Page

_MOST, _LONGEST = 10, 2_000  # addresses of one product, characters of one
_PRODUCTS = frozenset(("product", "productmodel", "individualproduct", "productgroup"))
_OUTER = frozenset(("@graph", "mainentity"))  # on the way to the page's own product, not to a related one


def photos(page: Page) -> tuple[str, ...]:
    """The photos of the one product that a page is about, the first the most telling; () where it names none.

    Looser than the reader of offers: while a shop is visited, it is enough to know what may be fetched.
    """
    found = nodes(page)
    own = [node for node in found if _OUTER.issuperset(node.path) and not _PRODUCTS.isdisjoint(node.types)]
    return photo_addresses(page.url, own, [text for node in found for text in node.texts("og:image")])


def photo_addresses(base: str, products: Iterable[Node], meta: Iterable[str]) -> tuple[str, ...]:
    """The addresses that the nodes of a product name, and those of the page's meta properties behind them."""
    raw = [t for n in products for t in (*n.texts("image"), *_inner(n))]
    found = []
    for address in (*raw, *meta):
        try:
            url = urljoin(base, address.strip())
        except ValueError:
            continue
        if urlsplit(url).scheme in ("http", "https") and len(url) < _LONGEST:
            found.append(url)
    return tuple(dict.fromkeys(found))[:_MOST]


def _inner(node: Node) -> list[str]:
    return [t for n in node.nodes("image") for t in n.texts("url", "contenturl")]
