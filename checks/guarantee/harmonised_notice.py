"""The notice of the European Union on the legal guarantee, which sellers of goods show before the order."""

from __future__ import annotations

from checks.claims import HarmonisedNotice
from checks.facts import Absent, Known
from checks.verdict import Answer, failed, passed, review


def check(harmonised_notice: Known[HarmonisedNotice]) -> Answer:
    if isinstance(harmonised_notice, Absent):
        return failed("absent", harmonised_notice)
    quote = harmonised_notice.evidence.quote
    match harmonised_notice.value.form:
        case "link":
            return passed("shown", harmonised_notice, quote=quote)
        case "picture":
            return review("picture", harmonised_notice, quote=quote)
    return review("text", harmonised_notice, quote=quote)
