"""Prices made for one person by a machine: the consumer has to be told before the order."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, not_applicable, passed, review

_AT_THE_PRICE = ("product", "basket", "checkout")


def check(personalised_price: Known[str]) -> Answer:
    if isinstance(personalised_price, Absent):
        return not_applicable("no_sign", personalised_price)
    quote = personalised_price.evidence.quote
    if any(proof.role in _AT_THE_PRICE for proof in personalised_price.proof):
        return passed("told", personalised_price, quote=quote)
    return review("elsewhere", personalised_price, quote=quote)
