"""Signal: the trader's address and all of its telephone numbers belong to different countries."""

from __future__ import annotations

from checks.facts import Address, Found, Known, Phone
from checks.verdict import Answer, not_applicable, passed, review


def check(operator_address: Known[Address], operator_phones: Known[tuple[Phone, ...]], points: int) -> Answer:
    if not isinstance(operator_address, Found) or not isinstance(operator_phones, Found):
        return not_applicable("too_little")
    home = operator_address.value.country
    called = {phone.country for phone in operator_phones.value if phone.country}
    if not home or not called:
        return not_applicable("too_little")
    if home in called:
        return passed("agree", operator_address, operator_phones, country=home)
    others = ", ".join(sorted(called))
    return review("elsewhere", operator_address, operator_phones, country=home, others=others, points=points)
