"""The price that a shop calls its regular one, where nothing lower stands by it: it is what is to be paid.

Many themes put the words "Regular price" before every price, for those who cannot see which one is struck through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sweep.extract.amounts.price_words import Kind, Priced
from sweep.extract.pages.reading import Reading
from sweep.extract.words.needles import Sieve

_USUAL = Sieve(
    r"(?<!\w)(?:(?:regular|normal|usual) price|normalpreis|regularer preis|"
    r"prix (?:normal|habituel|regulier)|precio (?:normal|habitual|regular)|prezzo (?:regolare|normale)|"
    r"preco (?:normal|regular)|(?:normale|reguliere) prijs|cena (?:regularna|normalna|standardowa)|normal ?pris|"
    r"ordinar(?:ie)? ?pris|vanlig pris|normaalihinta|tavahind|(?:bezna|standardni|standardna|obvykla|redna|"
    r"obicajna) cena|(?:redovna|redovita|uobicajena) cijena|normal ar|pret (?:normal|regulat|obisnuit)|"
    r"iprasta kaina|parasta cena|"
    r"(?:редовна|нормална|обичайна) цена|κανονικη τιμη|almennt verd)\W{0,4}$"
)
_CUT = re.compile(r"[-–−]\s?\d{1,2}(?:[.,]\d)?\s?%")  # "-20 %"
_NEAR = 320  # characters round a price in which the one that is asked now would stand
_FEE = 5  # how many times lower an amount is that is a fee rather than a price
_AROUND = 12  # amounts of them that are looked at, on either side
_PLAIN = ("price", "from")
_REDUCED = ("saving", "reduction", "lowest_30_days", "recommended", "coupon", "struck", "maybe_prior")


def with_usual_price(reading: Reading, folded: str, priced: Sequence[Priced]) -> tuple[Priced, ...]:
    """The amounts, with one that is called regular taken for a price where nothing tells of a reduction."""
    usual = [i for i, p in enumerate(priced) if _is_called_usual(reading, folded, p)]
    if not usual:
        return tuple(priced)
    heading = next((i for i, tag in enumerate(reading.body.tags) if tag == "h1"), -1) if reading.owners else -1
    title = reading.span(heading)[0] if heading >= 0 else 0
    asked = {i for i in usual if _is_asked(folded, title, priced, i)}
    plain = [p.amount.value for p in priced if p.kind in _PLAIN]
    return tuple(replace(p, kind=_kind(p, plain)) if i in asked else p for i, p in enumerate(priced))


def _kind(one: Priced, plain: Sequence[Decimal]) -> Kind:
    """A price for sure where none on the page is lower, be it of other goods; a fee, or what a call costs, is none."""
    value = one.amount.value
    return "maybe_prior" if any(value / _FEE < other < value for other in plain) else "price"


def _is_called_usual(reading: Reading, folded: str, one: Priced) -> bool:
    if one.kind != "struck" or one.by_mark or not _USUAL.search(folded[one.start : one.amount.start]):
        return False
    return not (reading.owners and reading.struck(reading.element_at(one.amount.start)))


def _is_asked(folded: str, title: int, priced: Sequence[Priced], i: int) -> bool:
    """Whether nothing beside tells of another price; what stands above the heading at `title` is of other things."""
    one = priced[i]
    low, high = max(one.start - _NEAR, title if title <= one.start else 0), one.end + _NEAR
    if _CUT.search(folded, max(low, 0), high):
        return False
    before = (p for p in priced[max(0, i - _AROUND) : i] if p.amount.end > low)
    behind = (p for p in priced[i + 1 : i + 1 + _AROUND] if p.amount.start < high)
    return not any(_tells_otherwise(p, one) for p in (*before, *behind))


def _tells_otherwise(other: Priced, one: Priced) -> bool:
    """Whether an amount beside is what is asked instead, or speaks of a reduction."""
    if other.kind in _REDUCED:
        return True
    least = one.amount.value / _FEE
    return other.kind in (*_PLAIN, "terms", "member") and least < other.amount.value <= one.amount.value
