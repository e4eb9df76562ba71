"""The price that a page sets without its currency, where its data states the same amount: "16" and small "99"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from sweep.extract.data.structured import Node
from sweep.extract.pages.reading import Reading
from sweep.extract.prices import Amount, Convention, number
from sweep.extract.words.price_tokens import tokens_in

_STATED = re.compile(r"\d{1,7}(?:\.\d{1,2})?")
_APART = ("json-ld", "opengraph")  # data apart from the words of the page
_EXACT = re.compile(r"\d{1,6}[.,]\d{2}")  # with its cents: a whole number may count something else
_MARK = re.compile(r"price|preis|prix|prijs|precio|prezzo|preco|cena|pris(?![a-z])|hinta")
_AROUND = 40  # characters of an element that holds a price alone


def with_bare_price(
    read: Reading, how: Convention, found: Sequence[Amount], nodes: Sequence[Node]
) -> tuple[Amount, ...]:
    """`found` and the first number marked as a price that equals a stated one, where no amount of the page does."""
    stated = {
        Decimal(t) for n in nodes if n.source in _APART for t in n.texts("price", "lowprice") if _STATED.fullmatch(t)
    }
    if not stated or not read.owners or any(a.value in stated for a in found):
        return tuple(found)
    for token in tokens_in(read.text, read.joints, frozenset(read.starts)):
        value = number(token.number, how.decimal) if _EXACT.fullmatch(token.number) else None
        if value in stated and _is_marked(read, token.start):
            own = Amount(value, "", "", token.start, token.end)
            return tuple(sorted((*found, own), key=lambda a: a.start))
    return tuple(found)


def _is_marked(read: Reading, offset: int) -> bool:
    for element in read.ancestors(read.element_at(offset), 3):
        start, end = read.span(element)
        if end - start > _AROUND:
            return False
        if _MARK.search(read.own_marks(element)):
            return True
    return False
