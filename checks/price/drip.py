"""The total of the basket or checkout is the first price and the costs announced with it, and nothing else."""

from __future__ import annotations

from decimal import Decimal

from checks.facts import Absent, BasketFee, BasketTotal, Found, Known
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review, worst

_CENT = Decimal("0.01")


def _said(fee: BasketFee, currency: str) -> str:
    return f"{fee.label}: {fee.amount:f} {currency}"


def _judged(found: Found[BasketTotal]) -> Answer:
    basket = found.value
    if not all(amount.is_finite() for amount in (basket.goods, basket.total, *(fee.amount for fee in basket.fees))):
        return not_measurable("unreadable", found)
    said = {"total": f"{basket.total:f} {basket.currency}", "goods": f"{basket.goods:f} {basket.currency}"}
    hidden = [fee for fee in basket.fees if fee.amount > 0 and fee.announced is not True]
    certain = [fee for fee in hidden if fee.mandatory is True and fee.announced is False]
    if certain:
        return failed("added", found, fees="; ".join(_said(fee, basket.currency) for fee in certain), **said)
    if hidden:
        return review("unclear", found, fees="; ".join(_said(fee, basket.currency) for fee in hidden), **said)
    rest = basket.total - basket.goods - sum((fee.amount for fee in basket.fees), Decimal(0))
    if rest > _CENT:
        return review("unexplained", found, rest=f"{rest:f} {basket.currency}", **said)
    return passed("agrees", found, **said)


def check(baskets: Known[tuple[Found[BasketTotal], ...]]) -> Answer:
    if isinstance(baskets, Absent):
        return not_applicable("none", baskets)
    return worst(map(_judged, baskets.value))
