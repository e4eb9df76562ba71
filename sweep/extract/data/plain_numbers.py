"""Numbers as data states them: plain decimals, sometimes worked out to more places than anybody pays."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def in_cents(value: Decimal | None) -> Decimal | None:
    """What is asked where data holds what it was worked out from: "1.27823", "41.322314"."""
    if value is None or value < 1 or int(value.as_tuple().exponent) > -4:
        return value
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain_number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except ArithmeticError:
        return None
    return value if value.is_finite() and abs(value) < 10**12 else None
