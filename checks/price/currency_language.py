"""Prices in the money of the consumer's country."""

from __future__ import annotations

from datetime import date

from checks.facts import Absent, Found, Known
from checks.verdict import Answer, not_applicable, not_measurable, passed, review
from product_alerts.model import Offer

_OWN = {"CZ": "CZK", "DK": "DKK", "HU": "HUF", "IS": "ISK", "LI": "CHF", "NO": "NOK", "PL": "PLN", "RO": "RON",
        "SE": "SEK"}  # fmt: skip
_EURO_SINCE = {"BG": (date(2026, 1, 1), "BGN"), "HR": (date(2023, 1, 1), "HRK")}


def _money(country: str, day: date) -> str:
    """The ISO 4217 code of the money of an EU or EEA state on a day."""
    since, before = _EURO_SINCE.get(country, (date.min, ""))
    return before if day < since else _OWN.get(country, "EUR")


def check(offers: Known[tuple[Found[Offer], ...]], country: str, day: date) -> Answer:
    if isinstance(offers, Absent):
        return not_applicable("no_offer", offers)
    priced = [o for o in offers.value if o.value.price is not None and o.value.currency]
    if not priced:
        return not_measurable("no_price")
    money = _money(country, day)
    own = [o for o in priced if o.value.currency == money]
    if not own:
        return review("foreign", *priced[:3], currency=priced[0].value.currency, expected=money)
    return passed("own", *own[:3], currency=money)
