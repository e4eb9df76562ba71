"""The terms tell that the online withdrawal function exists, and where."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Known, WithdrawalFunction
from checks.verdict import Answer, failed, not_applicable, not_measurable, passed, review


def check(withdrawal_function_info: Known[str], withdrawal_function: Fact[WithdrawalFunction]) -> Answer:
    if not isinstance(withdrawal_function_info, Absent):
        return passed("told", withdrawal_function_info, quote=withdrawal_function_info.evidence.quote)
    match withdrawal_function:
        case Found(value=seen) if seen.behind_login:
            return failed("silent", withdrawal_function_info, withdrawal_function, label=seen.label)
        case Found(value=seen):  # its own label, which every visitor can read, may be information enough
            return review("label_only", withdrawal_function_info, withdrawal_function, label=seen.label)
        case Absent():  # what is not there cannot be told of; its absence is judged elsewhere
            return not_applicable("no_function", withdrawal_function)
    return not_measurable("cannot_tell")
