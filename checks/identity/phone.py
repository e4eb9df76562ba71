"""The trader's telephone number. Its absence weighs less where e-mail and postal address are given."""

from __future__ import annotations

from checks.facts import Absent, Address, Fact, Known, Phone
from checks.verdict import Answer, failed, graded, passed, review


def check(
    operator_phones: Known[tuple[Phone, ...]],
    operator_emails: Fact[tuple[str, ...]],
    operator_address: Fact[Address],
) -> Answer:
    if isinstance(operator_phones, Absent):
        missing_too = isinstance(operator_emails, Absent) or isinstance(operator_address, Absent)
        return graded(failed("absent", operator_phones), "major" if missing_too else "minor")
    diallable = [phone for phone in operator_phones.value if phone.e164]
    if diallable:
        return passed("given", operator_phones, phone=diallable[0].text)
    return review("not_diallable", operator_phones, phone=", ".join(p.text for p in operator_phones.value))
