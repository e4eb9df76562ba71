"""Former prices that a page sets without their currency: struck through beside the price that has one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sweep.extract.amounts.price_marks import is_former
from sweep.extract.pages.reading import Reading
from sweep.extract.prices import Amount, Convention, number
from sweep.extract.words.price_tokens import raw_tokens

_EXACT = re.compile(r"\d{1,3}(?:[., \u00a0]?\d{3})*[.,]\d{2}")  # as money is written: "1.499,90", "24.99"
_BESIDE = 80  # characters between it and the price


def with_bare_priors(read: Reading, how: Convention, found: Sequence[Amount]) -> tuple[Amount, ...]:
    """`found` and, among them, struck numbers that stand by themselves beside a lower amount; their currency is ""."""
    if not found or not read.owners:
        return tuple(found)
    more = [
        Amount(value, "", "", token.start, token.end)
        for token in raw_tokens(read.text)
        if token.number
        and _EXACT.fullmatch(token.number)
        and _is_struck(read, token.start, token.end)
        and (value := number(token.number, how.decimal)) is not None
        and any(_is_price(a, token.start, token.end) and a.value < value for a in found)
        and not any(a.start < token.end and token.start < a.end for a in found)
    ]
    return tuple(sorted((*found, *more), key=lambda a: a.start)) if more else tuple(found)


def _is_price(amount: Amount, start: int, end: int) -> bool:
    return bool(amount.currency) and (0 <= start - amount.end <= _BESIDE or 0 <= amount.start - end <= _BESIDE)


def _is_struck(read: Reading, start: int, end: int) -> bool:
    """Whether the number is all that its piece of text says, and is shown or named as a former price."""
    piece = read.piece_at(start)
    if read.piece(piece).strip() != read.text[start:end]:
        return False
    element = read.owners[piece]
    return read.struck(element) or is_former(read.own_marks(element))
