"""No fee for consumer cards and transfers, and no account of one country only."""

from __future__ import annotations

from checks.contract_facts import PaymentSurcharge
from checks.facts import Absent, Found, Known
from checks.verdict import Answer, failed, passed, review, worst


def _judged(found: Found[PaymentSurcharge]) -> Answer:
    quote = found.value.text
    if found.value.means == "other":
        return review("other", found, quote=quote)
    if found.value.means == "iban":
        return failed("iban", found, quote=quote)
    return failed("fee", found, quote=quote)


def check(payment_surcharges: Known[tuple[Found[PaymentSurcharge], ...]]) -> Answer:
    if isinstance(payment_surcharges, Absent):
        return passed("none", payment_surcharges)
    return worst(map(_judged, payment_surcharges.value))
