"""What is said of tax beside a price, and the price with tax that stands beside one without."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from sweep.extract.amounts.discounts import tax
from sweep.extract.amounts.price_lexicon import ends_with
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.amounts.price_words import PRIOR_KINDS, Priced

_AT_LINE, _AT_BELOW = 40, 25  # characters behind a price, and of the line below, that speak of this price
_CLOSES = ("|", "/", ",", ";", "(", "·", "•", "-", "–")  # between words on one amount and the next amount
_LETTERED = r"(?:eur|euros?|zl|pln|chf|kr|kc|ft|lei|ron|sek|dkk|nok|czk|huf|gbp|bgn|лв)"
_NEXT_AMOUNT = re.compile(rf"\d[\d.,]*\s?(?:[€£$]|{_LETTERED}(?!\w))|[€£$]\s?\d|(?<!\w){_LETTERED}\.? \d")
_RATES = Decimal("1.02"), Decimal("1.28")  # a price with tax to the same without: rates from 2 to 27 percent
_LEAST, _MOST, _BROKEN_RATES = Decimal(3), Decimal(27), (Decimal("5.5"), Decimal("13.5"), Decimal("25.5"))
_LINES, _LINE = 8, 120  # lines below a price, and characters of each
_BETWEEN = (
    *PRIOR_KINDS,
    "unit",
    "saving",
    "aside",
    "member",
    "instalment",
    "terms",
)  # what may stand between a price and what is said of its tax
_BEFORE = 120  # characters before it, where it stands above
_WINDOW = 320  # characters behind a price in which the same with tax stands


def gross(view: PricePage, price: Priced) -> Priced | None:
    """The price with tax that stands beside `price`, where the words right at both say which is which.

    Shops that sell to firms, too, show the sum without tax first; a consumer pays the other.
    """
    if price.kind != "net" and said_at(view, price) != "excluded":
        return None
    near = view.within(price.amount.end, price.end + _WINDOW)[:2]
    near = (*near, *view.within(max(0, price.start - _BEFORE), price.start)[-2:])
    near = tuple(p for p in near if p.kind == "price" and p.amount.currency == price.amount.currency)
    said = next((p for p in near if _RATES[0] <= p.amount.value / price.amount.value <= _RATES[1]
                 and said_at(view, p) == "included"), None)  # fmt: skip
    return said or next((p for p in near if price.kind == "net" and _is_with_tax(p, price)), None)


def _is_with_tax(other: Priced, net: Priced) -> bool:
    """Whether a price that says nothing of tax is just by a rate of it above one that is named as without."""
    share = 100 * (other.amount.value / net.amount.value - 1)
    cents = Decimal("1.2") / net.amount.value  # both are rounded
    return any(_LEAST <= r <= _MOST and abs(share - r) <= cents for r in (share.quantize(Decimal(1)), *_BROKEN_RATES))


def said_at(view: PricePage, price: Priced) -> Literal["included", "excluded", "unstated"]:
    """What the words right behind a price, in its line and before the next amount, say of tax."""
    high = min(len(view.folded), price.amount.end + _AT_LINE)
    line = view.folded[price.amount.end : high].partition("\n")[0]
    return tax(_NEXT_AMOUNT.split(line)[0], view.languages, view.spots.near(price.amount.end, high))


def tax_at(view: PricePage, price: Priced) -> Literal["included", "excluded", "unstated"]:
    """What is said of tax beside a price. A net price is one only where the words stand right at it."""
    if price.kind == "net":
        return "excluded"
    low, high = max(0, price.start - 40), min(len(view.folded), price.end + 80)
    among = view.spots.near(low, high)
    said = tax(view.folded[low:high], view.languages, among)
    if said == "included":
        return said
    line, _, below = view.folded[price.end : high].partition("\n")
    if said == "excluded" and _is_taxed(price, view.within(price.end, price.end + len(line))[:1]):
        return "unstated"
    at_it, *further = _NEXT_AMOUNT.split(line)
    under = below.partition("\n")[0]
    begin = price.end + len(line) + 1
    if following := view.within(begin, begin + len(under)):  # "excl. VAT 41,32 €" below is said of that amount
        under = under[: following[0].amount.start - begin]
        under = "" if ends_with("tax_excluded", under, view.languages, among) else under
    lead = view.folded[max(view.folded.rfind("\n", 0, price.amount.start) + 1, low) : price.amount.start]
    alone = not view.within(price.amount.start - len(lead), price.amount.start)
    if said == "unstated" and alone and tax(lead, view.languages, among) == "included":
        return "included"  # "Price incl. VAT: 19,90 €"
    if said == "unstated":  # both, perhaps: "19,90 € TTC / 16,58 € HT"
        following = view.within(price.end, price.end + len(line))[:1]
        closed = not further or at_it.rstrip().endswith(_CLOSES) or _is_apart(view, price, following)
        at_once = tax(at_it[:_AT_LINE], view.languages, among)
        further_down = at_once == "unstated" and _is_taxed_below(view, price.end + len(line) + 1)
        return "included" if further_down or (closed and at_once == "included") else said
    near = at_it[:_AT_LINE], under[:_AT_BELOW]
    return "excluded" if any(tax(words, view.languages, among) == "excluded" for words in near) else "unstated"


def _is_apart(view: PricePage, price: Priced, following: tuple[Priced, ...]) -> bool:
    """Whether the next amount is of another kind, or itself said to be without tax: what is said before is the price's.

    "2,95 € incl. VAT unit price 59,00 € / kg", "29,90 € incl. VAT 24,31 € excl. VAT".
    """
    return any(
        p.kind not in ("price", "from", "net")
        or (said_at(view, p) == "excluded" and p.amount.value > 0
            and _RATES[0] <= price.amount.value / p.amount.value <= _RATES[1])
        for p in following
    )  # fmt: skip


def _is_taxed_below(view: PricePage, start: int) -> bool:
    """Whether one of the next lines says that tax is in the price, with but former prices, savings and such between."""
    for _ in range(_LINES):
        stop = view.folded.find("\n", start, start + _LINE)
        end = stop if stop >= 0 else min(len(view.folded), start + _LINE)
        others = view.within(start, end)
        said = "unstated" if others else tax(view.folded[start:end], view.languages, view.spots.near(start, end))
        if stop < 0 or said != "unstated" or any(p.kind not in _BETWEEN for p in others):
            return said == "included"
        start = stop + 1
    return False


def _is_taxed(price: Priced, following: tuple[Priced, ...]) -> bool:
    """Whether the words on tax behind a price lead on to the same without tax: "390,00 € excl. VAT 322,31 €"."""
    return any(
        p.kind == "net" and p.amount.value > 0 and _RATES[0] <= price.amount.value / p.amount.value <= _RATES[1]
        for p in following
    )
