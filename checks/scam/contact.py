"""Signal: only free mail addresses, one that another trader shows as well, or neither mail nor telephone."""

from __future__ import annotations

import re

from checks.facts import Fact, Found, Known, Phone
from checks.goods_facts import TwinSite
from checks.verdict import Answer, passed, review

_FREE = re.compile(
    r"@(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|aol|gmx|web|icloud|me|protonmail|proton|mail|"
    r"tutanota|yandex|qq|163|126|zoho)\.[a-z.]{2,6}$",
    re.IGNORECASE,
)


def check(
    operator_emails: Known[tuple[str, ...]],
    operator_phones: Known[tuple[Phone, ...]],
    twin_sites: Fact[tuple[Found[TwinSite], ...]],
    points: int,
    points_shared: int,
) -> Answer:
    known = twin_sites.value if isinstance(twin_sites, Found) else ()
    others = [found for found in known if found.value.shared == "email"]
    if others:
        domains = ", ".join(sorted({found.value.domain for found in others}))
        return review("shared", *others, domains=domains, points=points_shared)
    if isinstance(operator_emails, Found):
        addresses = operator_emails.value
        if any(not _FREE.search(address) for address in addresses):
            return passed("reachable", operator_emails, seen=operator_emails.evidence.quote)
        return review("free_mail", operator_emails, addresses=", ".join(addresses), points=points)
    if isinstance(operator_phones, Found):
        return passed("reachable", operator_phones, seen=operator_phones.evidence.quote)
    return review("nothing", operator_emails, operator_phones, points=points)
