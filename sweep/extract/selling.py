"""What the shop says of tax, of the cost of delivery and of its time."""

from __future__ import annotations

import re
from typing import Literal

from checks.facts import Fact, Found
from sweep.extract.periods import Period
from sweep.extract.shop_pages import ShopPages
from sweep.extract.stated import TEXTS, clauses, merged, texts
from sweep.extract.statement_text import Span, StatementText

_GOODS = ("product", "listing", "basket", "checkout")
_AMOUNT = re.compile(
    r"(?:€|£|\$|(?<!\w)(?:eur|pln|chf))\s?\d|\d[\d.,]{0,9}\s?(?:€|£|\$|(?:eur|euros?|zl|pln|chf)(?!\w))"
)
_LEAD_UNITS = ("hour", "day", "business_day", "week")
_HOURS = (24, 36, 48, 72, 96, 120)  # others are times of the day
_REACH = 90  # characters between "delivery" and its time
_OTHER_PERIODS = ("withdraw_right", "withdraw_event", "refund", "guarantee_legal", "receipt")


def tax_notice(shop: ShopPages) -> Fact[Literal["included", "excluded"]]:
    """Whether prices are said to include tax. "excluded" only where no page says the contrary."""
    for value, key in (("included", "tax_included"), ("excluded", "tax_excluded")):
        found = clauses(texts(shop, *_GOODS, *TEXTS), key)
        if found:
            best = merged(found)
            return Found("included" if value == "included" else "excluded", best.evidence, best.more)
    return shop.not_found("product", "terms", "delivery")


def delivery_cost(shop: ShopPages) -> Fact[str]:
    """A sentence or line that names an amount for delivery, or says that it is free."""
    pages = list(texts(shop, "delivery", *TEXTS, *_GOODS))
    found = clauses(pages, "delivery_free") + clauses(pages, "delivery", _names_cost)
    return merged(found) if found else shop.not_found("delivery", "terms", "product")


def _names_cost(told: StatementText, clause: Span) -> bool:
    """An amount within reach of a word for delivery: not the price of a product in the same line."""
    return any(
        abs(amount.start() - hit.start) <= _REACH
        for amount in _AMOUNT.finditer(told.flat, clause.start, clause.end)
        for hit in told.within(clause, "delivery")
    )


def delivery_time(shop: ShopPages) -> Fact[str]:
    """A sentence or line that says within what time goods are sent or arrive."""
    found = clauses(texts(shop, "delivery", "product", *TEXTS, "basket", "checkout"), "delivery_lead", _names_time)
    return merged(found) if found else shop.not_found("delivery", "terms", "product")


def _names_time(told: StatementText, clause: Span) -> bool:
    if told.says(clause, *_OTHER_PERIODS, "send_back"):
        return False
    return any(_is_lead_time(told, clause, p) for p in told.periods_in(clause))


def _is_lead_time(told: StatementText, clause: Span, period: Period) -> bool:
    if period.unit not in _LEAD_UNITS or (period.unit == "hour" and period.count not in _HOURS):
        return False
    words = told.within(clause, "delivery_lead")
    return any(-40 <= period.start - hit.end <= _REACH or 0 <= hit.start - period.end <= 40 for hit in words)
