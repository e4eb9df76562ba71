"""Subscriptions and memberships that were ticked before the consumer touched them."""

from __future__ import annotations

import re

from checks.facts import Absent, Found, Known, PaidExtra
from checks.verdict import Answer, passed, review

_SUBSCRIPTION = re.compile(
    r"\b(?:abonn|abo\b|subscri|membership|member\b|adhésion|adhérent|club|lidmaatschap|mitglied|suscrip|"
    r"abbonament|assinatura|subskryp|członkost|prenumer)",
    re.IGNORECASE,
)


def check(paid_extras: Known[tuple[Found[PaidExtra], ...]]) -> Answer:
    if isinstance(paid_extras, Absent):
        return passed("none", paid_extras)
    seen = [e for e in paid_extras.value if _SUBSCRIPTION.search(e.value.label)]
    if not seen:
        return passed("none")
    first = seen[0].value
    return review("subscription", *seen, label=first.label, price=first.price, currency=first.currency)
