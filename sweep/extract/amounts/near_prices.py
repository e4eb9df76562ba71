"""The other prices that stand near a product's price, each with what it is: for members, by the kilo, in rates."""

from __future__ import annotations

from product_alerts.model import NearKind, NearPrice
from sweep.extract.amounts.price_block import is_own
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.amounts.price_tax import said_at
from sweep.extract.amounts.price_words import PRIOR_KINDS, Priced
from sweep.extract.amounts.tiles import tile_at

_BEFORE, _BEHIND = 250, 600  # characters round the price
_MOST = 12
_KINDS: dict[str, NearKind] = {
    "struck": "struck",
    "maybe_prior": "unclear",
    "lowest_30_days": "lowest_30_days",
    "recommended": "recommended",
    "others": "others",
    "member": "member",
    "coupon": "coupon",
    "instalment": "instalment",
    "unit": "unit",
    "net": "net",
    "shipping": "shipping",
    "threshold": "threshold",
}


def near_prices(view: PricePage, price: Priced) -> tuple[NearPrice, ...]:
    """Amounts near `price` whose words or form tell what they are; those of other goods are left out.

    Plain amounts without such words, and sums that are saved, are no prices of this product.
    """
    low, high = price.amount.start - _BEFORE, price.amount.end + _BEHIND
    near = [
        (kind, p)
        for p in view.within(low, high)
        if p is not price and (kind := _kind(view, p)) is not None and _is_own(view, p, price)
        if not (p.kind in PRIOR_KINDS and p.amount.value == price.amount.value)  # what it would be at another time
    ]
    return tuple(
        NearPrice(kind, p.amount.value, p.amount.currency, view.quote(p.start, p.end)) for kind, p in near[:_MOST]
    )


def _is_own(view: PricePage, other: Priced, price: Priced) -> bool:
    """Whether an amount belongs to the page's product: also in a block that only a link to the maker seems to name."""
    if is_own(view, other):
        return True
    here, there = tile_at(view, other.amount.start), tile_at(view, price.amount.start)
    same = here is not None and there is not None and here.url == there.url and not here.strong
    return same and other.amount.value > 0 and not view.outside(other.amount.start)


def _kind(view: PricePage, priced: Priced) -> NearKind | None:
    """What an amount is by its own words; "41,32 € excl. VAT" says it right behind."""
    if priced.kind == "price":
        return "net" if said_at(view, priced) == "excluded" else None
    return _KINDS.get(priced.kind)
