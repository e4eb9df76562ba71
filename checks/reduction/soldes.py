"""The words "soldes" and "solden" belong to the sale periods that the law sets."""

from __future__ import annotations

from datetime import date

from checks.facts import Absent, Fact, Found, Known, SaleWord
from checks.reduction._history import seen_on
from checks.reduction._periods import belgian, french
from checks.verdict import Answer, failed, not_applicable, passed

_RESERVED = {"FR": ("soldes",), "BE": ("soldes", "solden")}


def check(sale_words: Known[tuple[Found[SaleWord], ...]], visited_on: Fact[date], country: str, day: date) -> Answer:
    today = seen_on(visited_on, day)
    words = () if isinstance(sale_words, Absent) else sale_words.value
    used = [found for found in words if found.value.word in _RESERVED.get(country, ())]
    if not used:
        return not_applicable("none", sale_words)
    periods = belgian(today.year) if country == "BE" else french(today.year)
    shown = {"day": today.isoformat(), "periods": " · ".join(map(str, periods)), "words": used[0].value.text}
    within = any(today in period for period in periods)
    return passed("within", *used, **shown) if within else failed("outside", *used, **shown)
