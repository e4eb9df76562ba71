"""No premium-rate number for questions on a contract: which numbers cost more than a basic-rate call."""

from __future__ import annotations

import re

from checks.facts import Absent, Known, Phone
from checks.verdict import Answer, failed, not_applicable, passed, review

# By country: numbers that are dearer than the basic rate for certain. Other special numbers may share the cost.
_PREMIUM = {
    "FR": r"\+338[129]", "BE": r"\+3290[0-9]", "DE": r"\+49(?:900|1805)", "NL": r"\+31(?:900|906|909)",
    "ES": r"\+3480[3-7]", "IT": r"\+39(?:199|89[29])", "PL": r"\+4870", "PT": r"\+35176[01]",
    "AT": r"\+439[03]\d", "GB": r"\+449", "IE": r"\+35315\d\d", "LU": r"\+35290",
}  # fmt: skip
_CERTAIN = re.compile("|".join(_PREMIUM.values()))


def check(operator_phones: Known[tuple[Phone, ...]]) -> Answer:
    if isinstance(operator_phones, Absent):
        return not_applicable("none", operator_phones)
    phones = operator_phones.value
    dear = [p for p in phones if p.premium]
    if not dear:
        return passed("basic", operator_phones, phone=phones[0].text)
    if len(dear) < len(phones):
        return review("beside", operator_phones, phone=dear[0].text)
    certain = [p for p in dear if _CERTAIN.match(p.e164)]
    if certain:
        return failed("premium", operator_phones, phone=certain[0].text)
    return review("shared", operator_phones, phone=dear[0].text)
