"""Whether a shop is visited once more at the end of the run, and which of two visits counts. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from checks.verdict import Outcome
from sweep.gather.limits import Limits
from sweep.results import SecondTry, ShopResult

# What the server answers now and perhaps not in an hour, or not to another kind of visitor. A login, an age gate, a
# border or a closed shop do not pass.
_PASSING = re.compile(r"blocked: (?:bot challenge|refuses us|too many requests)|closed: maintenance|unreachable: ")
_STATES = ("unreachable", "not_measurable", "measured")
_OTHER: dict[str, Literal["always", "never"]] = {"auto": "always", "always": "never"}


def may_pass(result: ShopResult) -> str:
    """What stood in the way of a visit and may be gone at the end of the run; "" where a second visit sees no more."""
    trouble = next((f for f in result.visit.failures if f.transient), None)
    if result.state != "measured":
        passing = trouble is not None or _PASSING.match(result.reason)
        return result.reason if passing else ""
    if trouble is not None and any(dict(v.params).get("kind") == "unreachable" for v in result.verdicts):
        return f"{trouble.kind}: {trouble.detail}"
    return ""


def other_fetcher(limits: Limits, result: ShopResult) -> Limits:
    """How the second visit fetches: the other way, browser or not, where the first measured nothing."""
    if result.state == "measured" or limits.browser not in _OTHER:
        return limits
    return replace(limits, browser=_OTHER[limits.browser])


def fuller(first: ShopResult, second: ShopResult) -> ShopResult:
    """The visit of which more could be measured, the first of two alike, with the other one named."""
    better = _measured(second) > _measured(first)
    chosen, other = (second, first) if better else (first, second)
    reason = may_pass(first) or first.reason
    return replace(chosen, second_try=SecondTry(reason=reason, saw_more=better, other_archive=other.visit.archive))


def _measured(result: ShopResult) -> tuple[int, int]:
    answered = sum(v.outcome is not Outcome.NOT_MEASURABLE for v in result.verdicts)
    return _STATES.index(result.state), answered
