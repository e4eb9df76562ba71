"""The visible prices of one product: which amount is its price, and which prior price and discount stand by it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from product_alerts.model import PriorPriceKind
from sweep.extract.amounts.by_measure import is_by_measure
from sweep.extract.amounts.discounts import Discount, agrees, discount, is_earned
from sweep.extract.amounts.price_marks import named
from sweep.extract.amounts.price_notes import is_lowest_by_note
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.amounts.price_tax import gross, tax_at
from sweep.extract.amounts.price_words import PRIOR_KINDS, Priced
from sweep.extract.amounts.tiles import tile_at
from sweep.extract.pages.style_sheets import hidden_by_style
from sweep.extract.prices import number

_PRICE_MARK = re.compile(r"price|preis|prix|prijs|precio|prezzo|preco|cena|\bamount|pris\b")
_CURRENT_MARK = re.compile(
    r"current|sale|now|special|final|actual|selling|offer|promo|itemprop|\bour|main|buybox|reduced|discounted"
)
_CHOICE_MARK = re.compile(r"swatch|variant|option|alternative")
_CONCEALED = re.compile(r"(?:^|\s)(?:hidden|d-none|is-hidden)(?:$|\s)")
_BASE = {"price": 3.0, "from": 2.5, "maybe_prior": 1.5, "net": 0.5, "unit": 0.5, "others": 2.4, "member": 0.5,
         "terms": 2.0}  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]")
_WINDOW = 320  # characters round a price in which its prior price and discount stand
_BESIDE = 100  # characters beyond the window in which a named prior price is still this product's
_PRIOR_KIND: dict[str, PriorPriceKind] = {
    "struck": "struck",
    "maybe_prior": "struck",
    "lowest_30_days": "lowest_30_days",
    "recommended": "recommended",
}
_PIECES = 6  # behind a prior price in which its badge stands
_BADGE = 40  # characters of a line that is a badge
_FAR = 2_500  # characters after the title beyond which an amount is hardly the price


@dataclass(frozen=True, slots=True)
class Block:
    """A price with its neighbourhood, `start`..`end` of the page's text."""

    price: Priced
    prior: Priced | None
    prior_kind: PriorPriceKind
    lowest: Priced | None
    discount: Discount | None
    tax: Literal["included", "excluded", "unstated"]
    start: int
    end: int

    def reduction(self) -> dict[str, Any]:
        """The fields of an offer that it fills."""
        found = self.discount
        return {
            "prior_price": self.prior.amount.value if self.prior else None,
            "prior_price_kind": self.prior_kind,
            "discount_text": found.text if found else "",
            "discount_percent": found.percent if found else None,
            "tax": self.tax,
        }


def main_price(view: PricePage, stated: Iterable[Decimal]) -> tuple[Priced | None, float]:
    """The product's price as the consumer sees it and how sure that is; `stated` are values of structured data.

    What is struck through, an instalment, a unit price or part of another product is never the price.
    """
    values = frozenset(stated)
    best: Priced | None = None
    best_score, best_at = 0.0, 0
    hidden: tuple[Priced | None, float] = None, 0.0  # what only a script can show is taken where nothing else is seen
    likely = [(-likeliness, i) for i, p in enumerate(view.priced) if (likeliness := _likeliness(view, p, values)) > 0]
    for negative, i in sorted(likely):
        if -negative < best_score:
            break  # what stands round an amount, dear to find out, never makes it likelier
        priced = view.priced[i]
        score = _in_place(view, priced, -negative)
        if score > best_score or (score == best_score > 0 and i < best_at):
            if hidden_by_style(view.page, view.reading, view.reading.element_at(priced.amount.start)):
                hidden = hidden if hidden[1] >= score else (priced, score)
                continue
            best, best_score, best_at = priced, score, i
    if best is None:
        return hidden
    best = _reduced(view, best) or best
    return gross(view, best) or best, best_score


def _reduced(view: PricePage, price: Priced) -> Priced | None:
    """The lower price right behind one that its marks call regular, or other words former, in its line.

    Also where what is said to be saved is what lies between the two.
    """
    beside = view.within(max(0, price.start - _WINDOW), price.end + _WINDOW)
    former = any(p.kind == "struck" and p.amount.value == price.amount.value for p in beside if p is not price)
    former = price.kind == "maybe_prior" or (price.kind == "price" and former)
    saved = {price.amount.value - p.amount.value for p in beside if p.kind == "saving" and price.kind == "price"}
    end = view.folded.find("\n", price.end)
    near = view.within(price.end, min(end if end >= 0 else len(view.folded), price.end + _BESIDE))
    least = price.amount.value / 5  # a fee or a deposit is less, and has words of its own
    return next((p for p in near if p.kind == "price" and least < p.amount.value < price.amount.value
                 and (former or p.amount.value in saved)
                 and p.amount.currency == price.amount.currency
                 and not _LETTER.search(view.folded, price.amount.end, p.amount.start)), None)  # fmt: skip


def _likeliness(view: PricePage, priced: Priced, stated: frozenset[Decimal]) -> float:
    """How likely an amount is the price by its words, its marks and its nearness to the title."""
    amount = priced.amount
    base = _BASE.get(priced.kind, 0.0) or 1.0 * priced.by_mark
    base = 0.0 if priced.beyond in PRIOR_KINDS else _BASE["price"] if is_by_measure(priced) else base
    if not base or amount.value <= 0:
        return 0.0
    distance = amount.start - view.title.start
    nearness = 2.0 - 2.0 * distance / _FAR if distance >= 0 else -0.5 + 2.0 * distance / _FAR
    choice, marked, current = _meant(priced.marks)
    score = (
        named(view.folded, amount.start)
        + base
        + max(nearness, -2.0)
        - 2.5 * (choice or is_concealed(priced))
        + (1.5 * marked + 1.0 * current) * (priced.kind != "terms")
    )
    # Data that sums up all sellers states the lowest of their prices, too; other data may know the members' price.
    return score + 5.0 * (amount.value in stated and priced.kind not in ("others", "member", "terms"))


def is_concealed(priced: Priced) -> bool:
    """Whether class names keep an amount from being seen, as the most used style sheets name that."""
    return bool(_CONCEALED.search(priced.marks))


def is_marked(priced: Priced) -> bool:
    """Whether class names call an amount a price."""
    return _meant(priced.marks)[1]


@lru_cache(maxsize=20_000)
def _meant(marks: str) -> tuple[bool, bool, bool]:
    """Whether class names call an amount one to choose, a price, the price now."""
    return bool(_CHOICE_MARK.search(marks)), bool(_PRICE_MARK.search(marks)), bool(_CURRENT_MARK.search(marks))


def _in_place(view: PricePage, priced: Priced, score: float) -> float:
    """The score of an amount with regard to what it stands in: 0 outside the product's own part of the page."""
    amount = priced.amount
    if view.outside(amount.start):
        return 0.0
    tile = tile_at(view, amount.start)
    if tile is None or tile.url in view.addresses:
        return score
    return 0.0 if tile.strong else score - 1.0


def block(view: PricePage, price: Priced, *, start: int = -1, end: int = -1) -> Block:
    """What stands by `price`: in `start`..`end` of a tile, or else in the elements round it."""
    own = start < 0
    if own:
        start, end = _window(view, price)
    near = [p for p in view.within(start, end) if p is not price and _comparable(p, price)]
    near = [p for p in near if not own or not _is_others(view, p)]
    near += _of_measure(view, price, start, end)
    near += _neighbours(view, price, start, end) if own else []
    found = (
        discount(view.reading.text, view.folded, view.spots, start, end, view.languages)
        or _saving(view, start, end)
        or (_badge_beside(view, start, end) if own else None)
    )
    if own and found and found.percent is None and found.start < min(view.title.start, price.start):
        found = None  # "Up to 50 % off" above the title is said of the shop
    if own and found and 0 <= found.start - view.title.start < len(view.title.raw) and view.title.element >= 0:
        found = None  # "12 years - 55,5 %" is a name
    found = None if own and found and view.outside(found.start) else found  # other goods of a small page
    lowest = next((p for p in near if p.kind == "lowest_30_days"), None)
    higher = [p for p in near if p.amount.value > price.amount.value]
    struck = next((p for p in higher if p.kind == "struck"), None) or _weak(higher)
    recommended = next((p for p in higher if p.kind == "recommended"), None)
    plain = [p for p in view.within(start, end) if _is_plain(p, price) and (not own or not _is_others(view, p))]
    saved = [p.amount.value for p in view.within(start, end) if p.kind == "saving"]
    prior = lowest or struck or recommended
    prior = prior or next((p for p in plain if agrees(price.amount.value, p.amount.value, found, saved)), None)
    if own and prior and (found is None or found.percent is None):
        found = badge_of(view, price, prior) or found
    if found is not None and prior is None and plain:
        # "Van 55,00" beside 40,00: perhaps one is the prior price in words that are not known, so none is missing.
        found = replace(found, percent=None)
    kind: PriorPriceKind = ""
    if prior is not None:
        kind = _PRIOR_KIND.get(prior.kind, "unclear")
        if prior.kind == "maybe_prior" and not agrees(price.amount.value, prior.amount.value, found, saved):
            kind = "unclear"
        if own and kind in ("struck", "unclear") and is_lowest_by_note(view, start, end):
            kind = "lowest_30_days"
    stated_tax = tax_at(view, price)
    return Block(price, prior, kind, lowest, found, stated_tax, start, end)


def _neighbours(view: PricePage, price: Priced, start: int, end: int) -> list[Priced]:
    """Prior prices just before and after the window, as rows of a table have them; other products left out."""
    beyond = [*view.within(max(0, start - _BESIDE), start), *view.within(end, end + _BESIDE)]
    return [p for p in beyond if _comparable(p, price) and p.kind != "maybe_prior" and not view.outside(p.amount.start)]


def is_own(view: PricePage, priced: Priced) -> bool:
    """Whether an amount belongs to the page's product, not to other goods, a menu or a footer."""
    if priced.amount.value <= 0 or view.outside(priced.amount.start):
        return False
    tile = tile_at(view, priced.amount.start)
    return tile is None or tile.url in view.addresses


def _is_others(view: PricePage, priced: Priced) -> bool:
    """Whether an amount surely belongs to other goods: a small page may hold some within the window."""
    tile = tile_at(view, priced.amount.start)
    return view.outside(priced.amount.start) or (tile is not None and tile.strong and tile.url not in view.addresses)


def _is_plain(other: Priced, price: Priced) -> bool:
    """Whether another amount has no known words. "From" above the price is no start: it may be what was charged."""
    return other.kind in ("price", "from", "terms") and other.amount.value != price.amount.value


def _badge_beside(view: PricePage, start: int, end: int) -> Discount | None:
    """A line of its own just below or above the window that is nothing but a badge ("-20 %")."""
    text = view.reading.text
    below = end + len(text[end : end + _BADGE]) - len(text[end : end + _BADGE].lstrip())
    above = max(0, start - _BADGE) + len(text[max(0, start - _BADGE) : start].rstrip())
    for low, high in ((below, text.find("\n", below)), (text.rfind("\n", 0, above) + 1, above)):
        if 0 <= low < high <= low + _BADGE and not view.outside(low):
            found = discount(text, view.folded, view.spots, low, high, view.languages)
            if found is not None and found.percent is not None:
                return found
    return None


def badge_of(view: PricePage, price: Priced, prior: Priced) -> Discount | None:
    """A piece of text of its own in the line of `prior` that announces just the difference to `price`."""
    read = view.reading
    stop = view.folded.find("\n", prior.end)
    first = read.piece_at(prior.start) + 1
    for i in range(first, min(first + _PIECES, len(read.starts))):
        if 0 <= stop <= read.starts[i]:
            break
        found = discount(read.text, view.folded, view.spots, read.starts[i], read.ends[i], view.languages)
        now, former = price.amount.value, prior.amount.value
        if found is not None and (agrees(now, former, found, ()) or _names(found, former - now)):
            return found
    return None


def _names(found: Discount, saved: Decimal) -> bool:
    return any(number(raw) == saved for raw in re.findall(r"\d[\d.,]*", found.text))


def _saving(view: PricePage, start: int, end: int) -> Discount | None:
    """The words of an amount saved ("Save €90.00") where no percentage is announced."""
    saved = next((p for p in view.within(start, end) if p.kind == "saving"), None)
    if saved is None or saved.start == saved.amount.start or is_earned(view.folded, saved.start, view.languages):
        return None
    return Discount(view.reading.text[saved.start : saved.end], saved.start, None)


def _of_measure(view: PricePage, price: Priced, start: int, end: int) -> list[Priced]:
    """The prior prices by the same measure, where the price itself is asked for each square metre."""
    if not is_by_measure(price):
        return []
    alike = [p for p in view.within(start, end) if p is not price and is_by_measure(p)]
    return [other for p in alike if _comparable(other := replace(p, kind=p.beyond), price) and not _is_others(view, p)]


def _comparable(other: Priced, price: Priced) -> bool:
    same = not other.amount.currency or not price.amount.currency or other.amount.currency == price.amount.currency
    return same and other.kind in PRIOR_KINDS and other.amount.value > 0


def _weak(higher: list[Priced]) -> Priced | None:
    return next((p for p in higher if p.kind == "maybe_prior"), None)


def _window(view: PricePage, price: Priced) -> tuple[int, int]:
    """The widest element round the price that stays small and holds no other product."""
    read = view.reading
    start, end = price.start, price.end
    for element in read.ancestors(read.element_at(price.amount.start), 12):
        low, high = read.span(element)
        if high - low > _WINDOW or low < view.related_from < high or len(view.within(low, high)) > 8:
            break
        start, end = min(start, low), max(end, high)
    return start, end
