"""Whether the price that is seen stands, or the one that structured data states: what the consumer sees wins."""

from __future__ import annotations

from collections.abc import Iterable

from sweep.extract.amounts.price_block import block
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.amounts.price_words import PRIOR_KINDS, Priced
from sweep.extract.data.plain_numbers import plain_number
from sweep.extract.products.products import Product, StatedPrice

SURE = 5.5  # score from which a visible price stands against different structured data
SEEN = 3.5  # score from which a visible price is taken where nothing is stated
_BELOW = 60  # characters behind the title in which its own price begins


def chosen_price(
    view: PricePage, stated: Product | None, prices: Iterable[StatedPrice], visible: Priced | None, score: float
) -> StatedPrice | None:
    """The stated price where it must stand for the visible one, None where the visible one is to be taken.

    One that is said to be without tax stands for none that is seen.
    """
    usable = [p for p in prices if visible is None or (p.exact and not (p.net and score >= SEEN))]
    first = next(iter(usable), None)
    if first is None or (visible is None and not first.quote):
        return None
    if visible is None:
        return first
    if any(p.value == visible.amount.value for p in usable):
        return None
    struck = any(
        p.amount.value == first.value
        and p.kind in (*PRIOR_KINDS, "others", "member", "terms")
        and not view.outside(p.amount.start)
        for p in view.priced
    )
    seen = score >= SURE or _is_reduced(view, visible) or _is_only(view, visible, first, score)
    return None if struck or seen or not first.quote or _in_range(stated, visible, score) else first


def _is_only(view: PricePage, visible: Priced, stated: StatedPrice, score: float) -> bool:
    """Whether a visible price stands right below the title, and no other plain amount of its product anywhere."""
    below = visible.amount.start - view.title.start - len(view.title.raw)
    if score < SEEN or visible.kind != "price" or view.title.element < 0 or not 0 <= below <= _BELOW:
        return False
    read = view.reading
    if any(read.body.tags[e] == "aside" for e in read.ancestors(read.element_at(visible.amount.start), 12)):
        return False  # what stands beside is likely other goods, and the data the product's own
    own = {
        p.amount.value for p in view.priced if p.kind in ("price", "from", "net") and not view.outside(p.amount.start)
    }
    return len(own) == 1 and stated.currency in ("", visible.amount.currency)


def _in_range(stated: Product | None, visible: Priced, score: float) -> bool:
    """Whether the data only sums up many offers, from the lowest to the highest, and the one seen lies between."""
    value = visible.amount.value
    spans = [o for n in (stated.nodes if stated else ()) for o in n.nodes("offers") if "aggregateoffer" in o.types]
    ends = [(plain_number(o.text("lowprice")), plain_number(o.text("highprice"))) for o in spans]
    return score >= SEEN and any(low is not None and high is not None and low < value < high for low, high in ends)


def _is_reduced(view: PricePage, visible: Priced) -> bool:
    """Whether a visible price stands right below the title, beside a former one that is struck through."""
    below = visible.amount.start - view.title.start - len(view.title.raw)
    near = block(view, visible) if view.title.element >= 0 and 0 <= below <= _BELOW else None
    return (
        near is not None
        and near.prior is not None
        and view.reading.struck(view.reading.element_at(near.prior.amount.start))
    )
