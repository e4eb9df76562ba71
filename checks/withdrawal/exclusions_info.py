"""What the shop takes out of the right of withdrawal: only what the law takes out."""

from __future__ import annotations

from checks.contract_facts import WithdrawalExclusion
from checks.facts import Absent, Found, Known
from checks.verdict import Answer, failed, not_applicable, passed, review, worst


def _judged(found: Found[WithdrawalExclusion]) -> Answer:
    quote = found.value.text
    match found.value.kind:
        case "sale":
            return failed("sale", found, quote=quote)
        case "electronics":
            return failed("electronics", found, quote=quote)
        case "worn":
            return review("worn", found, quote=quote)
    return passed("legal", found, quote=quote)


def check(withdrawal_exclusions: Known[tuple[Found[WithdrawalExclusion], ...]]) -> Answer:
    if isinstance(withdrawal_exclusions, Absent):
        return not_applicable("none", withdrawal_exclusions)
    return worst(map(_judged, withdrawal_exclusions.value))
