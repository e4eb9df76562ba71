"""The online withdrawal function of Directive 2011/83/EU, art. 11a: label, guest access, confirmation step."""

from __future__ import annotations

from checks.facts import Absent, Known, WithdrawalFunction
from checks.verdict import Answer, failed, passed, review


def check(withdrawal_function: Known[WithdrawalFunction]) -> Answer:
    if isinstance(withdrawal_function, Absent):
        return failed("absent", withdrawal_function)
    seen = withdrawal_function.value
    if seen.grade == "ambiguous":
        return review("ambiguous", withdrawal_function, label=seen.label)
    if seen.behind_login:
        return review("behind_login", withdrawal_function, label=seen.label)
    if not seen.confirmation:
        return review("second_step", withdrawal_function, label=seen.label)
    return passed("offered", withdrawal_function, label=seen.label, confirmation=seen.confirmation)
