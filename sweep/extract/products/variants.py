"""One product and its variants: the same thing in another colour or size, at another address, is no other product."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from sweep.extract.amounts.price_page import PricePage
from sweep.extract.amounts.product_title import is_about
from sweep.extract.data.structured import Node, nodes
from sweep.extract.page import Page
from sweep.extract.pages.links import absolute
from sweep.extract.pages.mentions import Mention

_CHOICE = re.compile(
    r"^(?:variant(?:_?id)?|variation(?:_?id)?|attribute_.*|attribute\[.*|option\[.*|options?|colou?r|couleur|farbe|kleur|"
    r"size|taille|groesse|gr%c3%b6sse|maat|talla|taglia|rozmiar|id_product_attribute|sku|selected_?sku|group\[.*|variation\[.*|ptal-\d{1,9})$",
    re.IGNORECASE,
)
_PRESTASHOP = re.compile(r"/(\d+)-\d+-([^/]+\.html)$")  # product, combination, name
_VARIANTS = Mention("hasVariant")
_MANY = 60  # variants named of one product


@dataclass(frozen=True, slots=True)
class Variant:
    """One choice of a product; `url` is "" where it has no address of its own."""

    name: str
    url: str = ""
    sku: str = ""


def is_choice(name: str) -> bool:
    """Whether a field or a parameter of this name chooses a variant: "attribute_pa_color", "group[1]"."""
    return _CHOICE.match(name) is not None


@lru_cache(maxsize=20_000)
def product_key(url: str) -> str:
    """Equal for the addresses of one product, whichever of its variants they choose."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = _PRESTASHOP.sub(r"/\1-\2", parts.path).rstrip("/")
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not is_choice(k)]
    return f"{parts.netloc.lower().removeprefix('www.')}{path}" + (f"?{urlencode(kept)}" if kept else "")


def page_product(page: Page) -> str:
    """The key of the product that a page shows: of its canonical address, where that is one of the same host."""
    node = page.tree.css_first('link[rel="canonical"][href]')
    url = absolute(page.url, node.attributes.get("href") or "") if node is not None else ""
    same_host = url and urlsplit(url).netloc == urlsplit(page.url).netloc
    # Careless shops name their home page as the canonical address of every page.
    return product_key(url if same_host and urlsplit(url).path.strip("/") else page.url)


def variants(page: Page) -> tuple[Variant, ...]:
    """The variants that a product page names: in its structured data, and by links to itself with another choice."""
    stated = _stated(page) if _VARIANTS.on(page) else []
    here, key = page.url.partition("#")[0], product_key(page.url)
    linked = [
        Variant(link.text[:120], link.url)
        for link in page.links
        if link.kind == "a" and product_key(link.url) == key and link.url.partition("#")[0] != here and link.text
    ]
    first: dict[str, Variant] = {}
    for variant in (*stated, *linked):
        first.setdefault(variant.url or variant.sku or variant.name, variant)
    return tuple(first.values())[:_MANY]


def _stated(page: Page) -> list[Variant]:
    return [_variant(page, part) for node in nodes(page) for part in node.nodes("hasvariant")]


def _variant(page: Page, node: Node) -> Variant:
    url = node.text("url", "@id") or next((offer.text("url") for offer in node.nodes("offers")), "")
    name = node.text("name") or " ".join(t for t in (node.text("color"), node.text("size")) if t)
    target = absolute(page.url, url) if url else ""
    return Variant(name[:120] or node.text("sku"), target, node.text("sku"))


def own_variants(view: PricePage, found: Sequence[Node]) -> list[Node]:
    """Of each group the one variant that has the page's own address, or is its only one: its numbers are the page's."""
    groups = [group for node in found if (group := node.nodes("hasvariant"))]
    own = [group if len(group) == 1 else [v for v in group if is_about(view, v)] for group in groups]
    return [variants[0] for variants in own if len(variants) == 1]
