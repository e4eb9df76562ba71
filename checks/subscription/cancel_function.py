"""The button with which a subscription concluded online is ended online."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed


def check(subscription_offer: Known[str], cancel_function: Fact[str]) -> Answer:
    if isinstance(subscription_offer, Absent):
        return not_applicable("none", subscription_offer)
    quote = subscription_offer.evidence.quote
    match cancel_function:
        case Found():
            return passed("offered", cancel_function, label=cancel_function.value)
        case Absent():
            return failed("absent", subscription_offer, cancel_function, quote=quote)
    return not_measurable("cannot_tell")
