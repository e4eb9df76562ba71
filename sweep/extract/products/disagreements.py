"""Where a page's structured data states otherwise than the page shows: what people see is taken, and this is told.

Search engines and price comparisons show what the data says, so that a shopper may come for another price.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from product_alerts.model import Disagreement, Offer
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.data.structured import Node
from sweep.extract.products.products import Product, StatedPrice, status_of

_ORDERABLE = frozenset({"InStock", "LimitedAvailability", "PreOrder", "PreSale", "BackOrder", "MadeToOrder"})


def disagreements(view: PricePage, offer: Offer, stated: Product | None) -> tuple[tuple[Disagreement, str], ...]:
    """Each disagreement with the words of the page's source that state it."""
    if stated is None:
        return ()
    conditional = {p.amount.value for p in view.priced if p.kind in ("terms", "member")}
    return (*_prices(offer, stated, conditional), *_stock(offer, stated))


def _prices(offer: Offer, stated: Product, conditional: set[Decimal]) -> Iterator[tuple[Disagreement, str]]:
    """A source of which no price is the one shown; sums in another currency or without tax are no contradiction.

    Nor is one that the page shows under a condition, such as from two pieces on.
    """
    if offer.read_from != "visible" or offer.price is None or offer.tax == "excluded":
        return
    by_source: dict[str, list[StatedPrice]] = {}
    for price in stated.prices:
        by_source.setdefault(price.source, []).append(price)
    for source, prices in by_source.items():
        first = prices[0]
        plain = all(p.exact and (not p.currency or p.currency == offer.currency) for p in prices)
        plain = plain and conditional.isdisjoint(p.value for p in prices)
        if plain and first.quote and not _covers(stated, source, prices, offer.price) and not _net(first, offer.price):
            yield Disagreement("price", f"{offer.price:f}", f"{first.value:f}", source), first.quote


def _covers(stated: Product, source: str, prices: list[StatedPrice], shown: Decimal) -> bool:
    """Whether a price of the source is the one shown, or lies on the other side of it: a range of variants."""
    values = [p.value for p in prices]
    if shown in values or min(values) <= shown <= max(values):
        return True
    return any(o.text("highprice") for n in stated.nodes if n.source == source for o in n.nodes("offers"))


def _net(price: StatedPrice, shown: Decimal) -> bool:
    """Whether the stated sum may be the shown one without its tax, at a rate between 17 and 27 percent."""
    return Decimal("1.165") <= shown / price.value <= Decimal("1.275")


def _stock(offer: Offer, stated: Product) -> Iterator[tuple[Disagreement, str]]:
    """Data that calls sold out what can be bought, or the other way round."""
    shown, told = offer.availability, stated.availability
    if shown and told and stated.availability_quote and (shown in _ORDERABLE) != (told in _ORDERABLE):
        yield Disagreement("availability", shown, told, _source(stated, told)), stated.availability_quote


def _source(stated: Product, status: str) -> str:
    offers: Iterator[Node] = (o for n in stated.nodes for o in (n, *n.nodes("offers")))
    return next((o.source for o in offers if status_of(o) == status), "opengraph")
