"""Signal: nothing but bank transfer, crypto-currency, gift cards or cash transfer is accepted."""

from __future__ import annotations

import re

from checks.facts import Absent, Known
from checks.verdict import Answer, not_applicable, passed, review

_HARDLY_REVOCABLE = re.compile(
    r"virement|transfer|überweisung|ueberweisung|vorkasse|vorauskasse|overschrijving|transferencia|bonifico|przelew|"
    r"transferência|prepayment|crypto|bitcoin|\bbtc\b|usdt|ethereum|western union|moneygram|gift ?card|"
    r"carte[- ]cadeau|paysafecard|transcash|pcs",
    re.IGNORECASE,
)

# What the sentence round the means may name, too: a card, an account, an invoice.
_PROTECTED = re.compile(
    r"\bcarte bancaire|\bcb\b|(?<!gift )\bcards?\b|karte|kaart|carta\b|tarjeta|cartão|kart[ąa]|visa|mastercard|"
    r"paypal|klarna|"
    r"bancontact|ideal|rechnung|lastschrift|facture|factuur|invoice|debit|blik",
    re.IGNORECASE,
)


def check(payment_means: Known[tuple[str, ...]], points: int) -> Answer:
    if isinstance(payment_means, Absent):
        return not_applicable("silent", payment_means)
    means = ", ".join(payment_means.value)
    if any(_PROTECTED.search(proof.quote) for proof in payment_means.proof):
        return passed("protected", payment_means, means=means)
    if all(_HARDLY_REVOCABLE.search(name) for name in payment_means.value):
        return review("unprotected", payment_means, means=means, points=points)
    return passed("protected", payment_means, means=means)
