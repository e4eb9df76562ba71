"""Signal: only free mail addresses, or neither mail nor telephone."""

from __future__ import annotations

import re

from checks.facts import Found, Known, Phone
from checks.verdict import Answer, passed, review

_FREE = re.compile(
    r"@(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|aol|gmx|web|icloud|me|protonmail|proton|mail|"
    r"tutanota|yandex|qq|163|126|zoho)\.[a-z.]{2,6}$",
    re.IGNORECASE,
)


def check(operator_emails: Known[tuple[str, ...]], operator_phones: Known[tuple[Phone, ...]], points: int) -> Answer:
    if isinstance(operator_emails, Found):
        addresses = operator_emails.value
        if any(not _FREE.search(address) for address in addresses):
            return passed("reachable", operator_emails, seen=operator_emails.evidence.quote)
        return review("free_mail", operator_emails, addresses=", ".join(addresses), points=points)
    if isinstance(operator_phones, Found):
        return passed("reachable", operator_phones, seen=operator_phones.evidence.quote)
    return review("nothing", operator_emails, operator_phones, points=points)
