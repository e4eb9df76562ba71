"""Which number a currency sign belongs to, where one stands on either side of it."""

from __future__ import annotations

import re
from collections.abc import Container

from sweep.extract.words.price_tokens import Token

_IN_MODEL = re.compile(r"[^\W\d_]\d{0,6}-$")  # "V110-15ISK" is a model, "10-15EUR" a range
_CROWNS = frozenset({"kr", "kr."})
_CENTS = re.compile(r"[.,]\d\d$")


def binds(text: str, left: Token, right: Token) -> bool:
    """Whether a sign and a number that stand next to each other belong together."""
    if bool(left.number) == bool(right.number):
        return False
    gap = text[left.end : right.start]
    if not gap and right.sign.isalpha() and _IN_MODEL.search(text, max(0, left.start - 9), left.start):
        return False
    if not gap.strip(" \u00a0\u202f\u2009") and len(gap) <= 2:
        return True
    if gap.strip() or len(gap) > 3:
        return False
    # Across a line break only where the sign stands alone on its line, as shops set "36,99" over "€".
    sign = left if left.sign else right
    return text[sign.start - 1 : sign.start] in ("\n", "") and text[sign.end : sign.end + 1] in ("\n", "")


def leads(text: str, tokens: list[Token], sign: int) -> bool:
    """Whether a crown stands in front of its number ("Pris: kr 499"), as Danes and Norwegians write it.

    Beside a number before it, it is that number's own: "199 kr 2 st".
    """
    gap = text[tokens[sign - 1].end : tokens[sign].start] if sign and tokens[sign - 1].number else "\n"
    return tokens[sign].sign.lower() in _CROWNS and (len(gap) > 2 or "\n" in gap)


def is_above(text: str, tokens: list[Token], i: int) -> bool:
    """Whether the sign before a number stands on the line above, while another one follows the number in its own."""
    above = text[tokens[i - 1].end : tokens[i].start]
    return "\n" in above and "\n" not in text[tokens[i].end : tokens[i + 1].start]


def leads_on(text: str, tokens: list[Token], sign: int) -> bool:
    """Whether a sign touches the price behind it, and a number of something else stands before: "Lamp 3 €19.99"."""
    if sign + 1 >= len(tokens) or tokens[sign].sign.isalpha() or not text[tokens[sign - 1].end : tokens[sign].start]:
        return False
    number, price = tokens[sign - 1].number, tokens[sign + 1]
    if sign + 2 < len(tokens) and binds(text, price, tokens[sign + 2]):
        return False  # "12 €9,90 €": two prices, each with its sign behind it
    return number.isdigit() and price.start == tokens[sign].end and bool(_CENTS.search(price.number))


def is_model(text: str, tokens: list[Token], i: int, starts: Container[int]) -> bool:
    """Whether a number is the end of a word, and the sign behind it leads a price of its own: "L900 R$ 249,90"."""
    start = tokens[i].start
    if (
        i + 2 >= len(tokens)
        or not tokens[i].number.isdigit()
        or start in starts
        or not text[start - 1 : start].isalpha()
    ):
        return False
    return binds(text, tokens[i + 1], tokens[i + 2]) and bool(_CENTS.search(tokens[i + 2].number))
