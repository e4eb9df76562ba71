"""The product that a page's structured data is about: which node it is, and what it states.

A page also describes related products, its shop and its breadcrumbs; only a node that the page's own title
agrees with is taken.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sweep.extract.amounts.price_page import PricePage
from sweep.extract.amounts.product_title import is_about, is_other_model, likeness, names_shop
from sweep.extract.data.plain_numbers import in_cents, plain_number
from sweep.extract.data.snippets import snippet
from sweep.extract.data.structured import Node, Number
from sweep.extract.prices import amounts, number
from sweep.extract.products.variants import own_variants
from sweep.extract.words.currencies import CODES
from sweep.extract.words.text import clean, fold

_TYPES = frozenset("product productmodel individualproduct productgroup someproducts vehicle car book".split())
_OTHERS = frozenset(
    "isrelatedto issimilarto isaccessoryorsparepartfor isconsumablefor itemlistelement review itemreviewed hasvariant "
    "isvariantof itemoffered addon".split()
)
_AVAILABILITY = {
    "instock": "InStock",
    "onlineonly": "InStock",
    "limitedavailability": "LimitedAvailability",
    "instoreonly": "InStoreOnly",
    "outofstock": "OutOfStock",
    "soldout": "OutOfStock",
    "oos": "OutOfStock",
    "discontinued": "Discontinued",
    "preorder": "PreOrder",
    "presale": "PreSale",
    "backorder": "BackOrder",
    "madetoorder": "MadeToOrder",
}
_PRICE_KEYS = ("price", "lowprice")
_INNER_KEYS = ("sales", "sale", "current", "value", "price", "decimalprice", "amount")


@dataclass(frozen=True, slots=True)
class StatedPrice:
    """A price of structured data, with the raw words of the page that state it. `exact` is False for "23.450"."""

    value: Decimal
    currency: str
    source: str
    quote: str
    exact: bool = True
    net: bool = False  # said to be without tax


@dataclass(frozen=True, slots=True)
class Product:
    """What structured data says of the page's product; "" and None where it says nothing."""

    nodes: tuple[Node, ...]
    prices: tuple[StatedPrice, ...]  # the best first
    prior: StatedPrice | None
    availability: str
    availability_quote: str

    def text(self, *names: str) -> str:
        return next((t for n in self.nodes if (t := n.text(*names))), "")

    def of_offers(self, *names: str) -> str:
        """What all offers that state it give alike, "" where they differ."""
        told = {t for n in self.nodes for o in n.nodes("offers") if (t := o.text(*names))}
        return told.pop() if len(told) == 1 else ""

    def prior_to(self, price: Decimal, currency: str) -> StatedPrice | None:
        """The stated former price, if it is above a price and in the same currency."""
        prior = self.prior
        if prior is None or prior.value <= price or (currency and prior.currency not in ("", currency)):
            return None
        return prior

    def texts(self, *names: str) -> list[str]:
        return [clean(html.unescape(t)) for n in self.nodes for t in n.texts(*names)]


def product(view: PricePage) -> Product | None:
    """The page's product from JSON-LD, microdata and meta properties put together; None where none is stated."""
    found = _chosen(view)
    meta = view.meta
    is_product = "product" in meta.text("og:type") or bool(meta.props.keys() & _META_PRICES)
    offers = [offer for node in found for offer in _offers(node)] or _lone_offer(view)
    if not found and not is_product and not offers:
        return None
    prices = _prices(view, found, offers) + _meta_prices(view)
    availability, quote = _availability(view, offers or found)
    return Product((*found, *own_variants(view, found)), tuple(prices), _prior(view, offers), availability, quote)


def _chosen(view: PricePage) -> list[Node]:
    """The nodes of the page's product, the surest source first; several sources may describe it."""
    scored = []
    named = f"{view.title.text} {view.page.title}"
    for position, node in enumerate(view.nodes):
        if not _TYPES & set(node.types) or _OTHERS & set(node.path):
            continue
        name = node.text("name")
        if is_other_model(name, named):
            continue
        like = max(likeness(name[:300], named), likeness(view.title.text, name))
        about = is_about(view, node)
        if (
            like >= 0.5
            or (about and like > 0)
            or ((about or like > 0.2 or _is_nameless(view, node)) and _only_product(view))
        ):
            same = fold(name) == fold(view.title.text)  # "Lamp 7" is not "Lamp 8", however alike
            sure = like + 0.3 * about + 0.2 * bool(node.props.get("offers")) + 0.1 * same
            scored.append((-sure, position, node))
    scored.sort(key=lambda entry: entry[:2])
    best: dict[str, Node] = {}
    for _, _, node in scored:
        best.setdefault(node.source, node)
    return list(best.values())


def _lone_offer(view: PricePage) -> list[Node]:
    """The only offer of a product page whose markup names no product, where it states the price that is seen there."""
    if view.page.role != "product" or any(_TYPES & set(n.types) for n in view.nodes):
        return []
    offers = [n for n in view.nodes if "offer" in n.types]
    stated = [p.value for p in offer_prices(view, offers[0])] if len(offers) == 1 else []
    own = [p for p in view.priced if p.kind in ("price", "from") and not view.outside(p.amount.start)]
    return offers if stated and own and own[0].amount.value == stated[0] else []


def _is_nameless(view: PricePage, node: Node) -> bool:
    """Whether data with an offer leaves out the name that the heading of this product page has, or gives the shop's."""
    name = node.text("name")
    named = (name and not names_shop(view, name)) or view.title.element < 0
    return not named and view.page.role == "product" and (bool(node.nodes("offers")) or not name)


def _only_product(view: PricePage) -> bool:
    return sum(1 for n in view.nodes if _TYPES & set(n.types) and not _OTHERS & set(n.path)) == 1


def _offers(node: Node) -> list[Node]:
    """The offers of a product, those inside an AggregateOffer included; the product itself if it holds the price."""
    found: list[Node] = []
    queue = node.nodes("offers") + [v for g in node.nodes("hasvariant") for v in g.nodes("offers")]
    while queue and len(found) < 500:
        offer = queue.pop(0)
        found.append(offer)
        queue += offer.nodes("offers")
    return found or ([node] if node.props.keys() & {"price", "lowprice"} else [])


def _prices(view: PricePage, found: Sequence[Node], offers: Sequence[Node]) -> list[StatedPrice]:
    prices: list[StatedPrice] = []
    for node in found:
        own = [o for o in offers if o.source == node.source]
        listed = [p for o in own for p in offer_prices(view, o)]
        in_stock = [p for o in own if status_of(o) == "InStock" for p in offer_prices(view, o)]
        prices += sorted(in_stock or listed, key=lambda p: p.value)[:1] + [p for p in listed if p.value]
    return list(dict.fromkeys(prices))


def offer_prices(view: PricePage, offer: Node) -> list[StatedPrice]:
    """The prices of one offer: its own, else those of its price specifications that are no list or unit price."""
    currency = _code(offer.text("pricecurrency"))
    taxed = (n.text("valueaddedtaxincluded").lower() for n in (offer, *offer.nodes("pricespecification")))
    net = any(told == "false" for told in taxed)
    for key in _PRICE_KEYS:
        if stated := [p for raw in _numbers(offer, key) if (p := _stated(view, offer, key, raw, currency))]:
            return [replace(stated[0], net=net)]
    found = []
    for spec in offer.nodes("pricespecification"):
        kind = spec.text("pricetype").lower()
        if spec.nodes("referencequantity") or re.search(r"list|strike|msrp|srp|regular|minimumadvertised", kind):
            continue
        own = _code(spec.text("pricecurrency")) or currency
        found += [p for raw in _numbers(spec, "price") if (p := _stated(view, spec, "price", raw, own))]
    return found


def _prior(view: PricePage, offers: Sequence[Node]) -> StatedPrice | None:
    """The former price that a price specification or a meta property names as such."""
    for offer in offers:
        for spec in offer.nodes("pricespecification"):
            if re.search(r"strikethrough|listprice", spec.text("pricetype").lower()):
                currency = _code(spec.text("pricecurrency")) or _code(offer.text("pricecurrency"))
                for raw in _numbers(spec, "price"):
                    if stated := _stated(view, spec, "price", raw, currency):
                        return stated
    raw = view.meta.text("product:original_price:amount")
    value, _, exact = _value(view, raw) if raw else (None, "", True)
    if value is None or value <= 0:
        return None
    currency = _code(view.meta.text("product:original_price:currency", "product:price:currency"))
    quote = snippet(view.page, view.meta, "product:original_price:amount", raw)
    return StatedPrice(value, currency, "opengraph", quote, exact)


def _numbers(node: Node, key: str, depth: int = 0) -> Iterable[str]:
    """The values under `key`, also where a shop puts an object of its own there."""
    for value in node.props.get(key, []):
        if isinstance(value, str):
            yield value
        elif depth < 3:
            inner = next((k for k in _INNER_KEYS if k in value.props), "")
            if inner:
                yield from _numbers(value, inner, depth + 1)


def _stated(view: PricePage, node: Node, key: str, raw: str, currency: str) -> StatedPrice | None:
    value, code, exact = _value(view, raw)
    if value is None or value <= 0:
        return None
    quote = snippet(view.page, node, key, raw.strip()) or _visible_quote(view, raw)
    return StatedPrice(value, currency or code, node.source, quote, exact)


def _value(view: PricePage, raw: str) -> tuple[Decimal | None, str, bool]:
    """Value, currency ("" unless stated in the same words) and whether it can be read in one way only."""
    text = clean(html.unescape(raw))
    if isinstance(raw, Number) or re.fullmatch(r"\d+(?:\.\d{1,2})?|\d{4,}\.\d+|0\.\d+|\d+\.\d{4,9}", text):
        return in_cents(plain_number(text)), "", True
    if found := amounts(text, view.convention):
        return found[0].value, found[0].currency, True
    ambiguous = bool(re.fullmatch(r"\d{1,3}[.,]\d{3}", text))
    value = number(text, view.convention.decimal)
    return value, "", not ambiguous


def _visible_quote(view: PricePage, raw: str) -> str:
    """The words of a microdata price that is text of the page."""
    text = clean(raw)
    return text if len(text) < 60 and text in view.reading.text else ""


def _code(raw: str) -> str:
    code = raw.strip().upper()
    return code if code in CODES or re.fullmatch(r"[A-Z]{3}", code) else ""


_META_PRICES = {"product:sale_price:amount", "product:price:amount", "og:price:amount", "og:price"}


def _meta_prices(view: PricePage) -> list[StatedPrice]:
    """Prices of the meta properties; a sale price stands before the price that it replaces."""
    meta = view.meta
    currency = _code(meta.text("product:price:currency", "og:price:currency", "product:sale_price:currency"))
    found = []
    for name in ("product:sale_price:amount", "product:price:amount", "og:price:amount", "og:price"):
        raw = meta.text(name)
        value, code, exact = _value(view, raw) if raw else (None, "", True)
        if value is not None and value > 0:
            found.append(StatedPrice(value, currency or code, "opengraph", snippet(view.page, meta, name, raw), exact))
    return found


def status_of(offer: Node) -> str:
    raw = re.sub(r"[\s_-]", "", offer.text("availability")).lower()
    return _AVAILABILITY.get(re.split(r"[/#:]", raw.rstrip("/"))[-1], "")


def _counted(view: PricePage, offers: Sequence[Node]) -> str:
    """The words of an AggregateOffer that counts who offers the product now, where nobody states his stock."""
    for offer in offers:
        count = offer.text("offercount")
        if "aggregateoffer" in offer.types and count.isdecimal() and int(count) > 0 and offer.text("lowprice"):
            return snippet(view.page, offer, "offercount", count)
    return ""


def _availability(view: PricePage, offers: Sequence[Node]) -> tuple[str, str]:
    """Of several offers (sizes, sellers) the product is in stock as soon as one is."""
    stated: dict[str, Node] = {}
    for offer in offers:
        if status := status_of(offer):
            stated.setdefault(status, offer)
    for status in ("InStock", "LimitedAvailability", "PreOrder", "BackOrder", *stated):
        if status in stated:
            offer = stated[status]
            return status, snippet(view.page, offer, "availability", next(iter(offer.texts("availability"))))
    raw = view.meta.text("product:availability", "og:availability")
    status = _AVAILABILITY.get(re.sub(r"[\s_-]", "", raw).lower(), "")
    name = "product:availability" if view.meta.text("product:availability") else "og:availability"
    if status:
        return status, snippet(view.page, view.meta, name, raw)
    counted = _counted(view, offers)
    return "InStock" if counted else "", counted
