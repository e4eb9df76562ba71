"""The visible prices of one product: which amount is its price, and which prior price and discount stand by it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from product_alerts.model import PriorPriceKind
from sweep.extract.discounts import Discount, discount, tax
from sweep.extract.price_lexicon import ends_with
from sweep.extract.price_notes import is_lowest_by_note
from sweep.extract.price_page import PricePage
from sweep.extract.price_words import PRIOR_KINDS, Priced
from sweep.extract.prices import number
from sweep.extract.style_sheets import hidden_by_style
from sweep.extract.tiles import tile_at

_PRICE_MARK = re.compile(r"price|preis|prix|prijs|precio|prezzo|preco|cena|\bamount|pris\b")
_CURRENT_MARK = re.compile(
    r"current|sale|now|special|final|actual|selling|offer|promo|itemprop|\bour|main|buybox|reduced|discounted"
)
_CHOICE_MARK = re.compile(r"swatch|variant|option|alternative")
_CONCEALED = re.compile(r"(?:^|\s)(?:hidden|d-none|is-hidden)(?:$|\s)")
_BASE = {"price": 3.0, "from": 2.5, "maybe_prior": 1.5, "net": 0.5, "unit": 0.5, "others": 2.4, "member": 0.5}
_WINDOW = 320  # characters round a price in which its prior price and discount stand
_BESIDE = 100  # characters beyond the window in which a named prior price is still this product's
_PRIOR_KIND: dict[str, PriorPriceKind] = {
    "struck": "struck",
    "maybe_prior": "struck",
    "lowest_30_days": "lowest_30_days",
    "recommended": "recommended",
}
_AT_LINE, _AT_BELOW = 40, 25  # characters behind a price, and of the line below, that speak of this price
_PIECES = 6  # behind a prior price in which its badge stands
_BADGE = 40  # characters of a line that is a badge
_CLOSES = ("|", "/", ",", ";", "(", "·", "•", "-", "–")  # between words on one amount and the next amount
_LETTERED = r"(?:eur|euros?|zl|pln|chf|kr|kc|ft|lei|ron|sek|dkk|nok|czk|huf|gbp|bgn|лв)"
_NEXT_AMOUNT = re.compile(rf"\d[\d.,]*\s?(?:[€£$]|{_LETTERED}(?!\w))|[€£$]\s?\d|(?<!\w){_LETTERED}\.? \d")
_RATES = Decimal("1.02"), Decimal("1.28")  # a price with tax to the same without: rates from 2 to 27 percent
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
    return (_gross(view, best) or best, best_score) if best is not None else hidden


def _gross(view: PricePage, price: Priced) -> Priced | None:
    """The price with tax that stands beside `price`, where the words right at both say which is which.

    Shops that sell to firms, too, show the sum without tax first; a consumer pays the other.
    """
    if said_at(view, price) != "excluded":
        return None
    near = view.within(price.amount.end, price.end + _WINDOW)[:2]
    return next((p for p in near if _RATES[0] <= p.amount.value / price.amount.value <= _RATES[1]
                 and p.kind == "price" and said_at(view, p) == "included"), None)  # fmt: skip


def said_at(view: PricePage, price: Priced) -> Literal["included", "excluded", "unstated"]:
    """What the words right behind a price, in its line and before the next amount, say of tax."""
    high = min(len(view.folded), price.amount.end + _AT_LINE)
    line = view.folded[price.amount.end : high].partition("\n")[0]
    return tax(_NEXT_AMOUNT.split(line)[0], view.languages, view.spots.near(price.amount.end, high))


def _likeliness(view: PricePage, priced: Priced, stated: frozenset[Decimal]) -> float:
    """How likely an amount is the price by its words, its marks and its nearness to the title."""
    amount = priced.amount
    base = _BASE.get(priced.kind, 0.0) or 1.0 * priced.by_mark
    if not base or amount.value <= 0:
        return 0.0
    distance = amount.start - view.title.start
    nearness = 2.0 - 2.0 * distance / _FAR if distance >= 0 else -0.5 + 2.0 * distance / _FAR
    choice, marked, current = _meant(priced.marks)
    score = base + max(nearness, -2.0) - 2.5 * (choice or is_concealed(priced)) + (1.5 * marked + 1.0 * current)
    # Data that sums up all sellers states the lowest of their prices, too; other data may know the members' price.
    return score + 5.0 * (amount.value in stated and priced.kind not in ("others", "member"))


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
    if own and found and view.outside(found.start):
        found = None  # a small page may hold other goods within the window
    lowest = next((p for p in near if p.kind == "lowest_30_days"), None)
    higher = [p for p in near if p.amount.value > price.amount.value]
    struck = next((p for p in higher if p.kind == "struck"), None) or _weak(higher)
    recommended = next((p for p in higher if p.kind == "recommended"), None)
    plain = [p for p in view.within(start, end) if _is_plain(p, price) and (not own or not _is_others(view, p))]
    prior = lowest or struck or recommended or next((p for p in plain if _agrees(price, p, found)), None)
    if found is not None and prior is None and plain:
        # "Van 55,00" beside 40,00: perhaps one is the prior price in words that are not known, so none is missing.
        found = replace(found, percent=None)
    kind: PriorPriceKind = ""
    if prior is not None:
        kind = _PRIOR_KIND.get(prior.kind, "unclear")
        if prior.kind == "maybe_prior" and not _agrees(price, prior, found):
            kind = "unclear"
        if own and kind in ("struck", "unclear") and is_lowest_by_note(view, start, end):
            kind = "lowest_30_days"
    stated_tax = _tax(view, price)
    return Block(price, prior, kind, lowest, found, stated_tax, start, end)


def _tax(view: PricePage, price: Priced) -> Literal["included", "excluded", "unstated"]:
    """What is said of tax beside a price. A net price is one only where the words stand right at it."""
    if price.kind == "net":
        return "excluded"
    low, high = max(0, price.start - 40), min(len(view.folded), price.end + 80)
    among = view.spots.near(low, high)
    said = tax(view.folded[low:high], view.languages, among)
    if said == "included":
        return said
    line, _, below = view.folded[price.end : high].partition("\n")
    at_it, *further = _NEXT_AMOUNT.split(line)
    under = below.partition("\n")[0]
    begin = price.end + len(line) + 1
    if following := view.within(begin, begin + len(under)):  # "excl. VAT 41,32 €" below is said of that amount
        under = under[: following[0].amount.start - begin]
        under = "" if ends_with("tax_excluded", under, view.languages, among) else under
    if said == "unstated":  # both, perhaps: "19,90 € TTC / 16,58 € HT"
        closed = not further or at_it.rstrip().endswith(_CLOSES)
        return "included" if closed and tax(at_it[:_AT_LINE], view.languages, among) == "included" else said
    near = at_it[:_AT_LINE], under[:_AT_BELOW]
    return "excluded" if any(tax(words, view.languages, among) == "excluded" for words in near) else "unstated"


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
    return other.kind in ("price", "from") and other.amount.value != price.amount.value


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
        if found is not None and (
            _agrees(price, prior, found) or _names(found, prior.amount.value - price.amount.value)
        ):
            return found
    return None


def _names(found: Discount, saved: Decimal) -> bool:
    return any(number(raw) == saved for raw in re.findall(r"\d[\d.,]*", found.text))


def _saving(view: PricePage, start: int, end: int) -> Discount | None:
    """The words of an amount saved ("Save €90.00") where no percentage is announced."""
    saved = next((p for p in view.within(start, end) if p.kind == "saving"), None)
    if saved is None or saved.start == saved.amount.start:
        return None
    return Discount(view.reading.text[saved.start : saved.end], saved.start, None)


def _comparable(other: Priced, price: Priced) -> bool:
    same = not other.amount.currency or not price.amount.currency or other.amount.currency == price.amount.currency
    return same and other.kind in PRIOR_KINDS and other.amount.value > 0


def _weak(higher: list[Priced]) -> Priced | None:
    return next((p for p in higher if p.kind == "maybe_prior"), None)


def _agrees(price: Priced, prior: Priced, found: Discount | None) -> bool:
    """Whether an announced percentage is the one between the two prices, so that the higher one is the former."""
    if found is None or found.percent is None or prior.amount.value <= price.amount.value:
        return False
    drop = 100 * (1 - price.amount.value / prior.amount.value)
    return abs(drop - found.percent) <= 1


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
