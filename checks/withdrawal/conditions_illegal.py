"""Conditions for withdrawing that the law does not know."""

from __future__ import annotations

from checks.contract_facts import WithdrawalCondition
from checks.facts import Absent, Found, Known
from checks.verdict import Answer, failed, passed, review, worst


def _judged(found: Found[WithdrawalCondition]) -> Answer:
    quote = found.value.text
    match found.value.kind:
        case "reason":
            return failed("reason", found, quote=quote)
        case "letter":
            return failed("letter", found, quote=quote)
        case "reason_asked":
            return review("reason_asked", found, quote=quote)
        case "phone":
            return review("phone", found, quote=quote)
        case "authorisation":
            return review("authorisation", found, quote=quote)
    return review("state", found, quote=quote)


def check(withdrawal_conditions: Known[tuple[Found[WithdrawalCondition], ...]]) -> Answer:
    if isinstance(withdrawal_conditions, Absent):
        return passed("none", withdrawal_conditions)
    return worst(map(_judged, withdrawal_conditions.value))
