"""Trust marks that do not lead to who gives them."""

from __future__ import annotations

from checks.claims import TrustMark
from checks.facts import Absent, Found, Known
from checks.verdict import Answer, not_applicable, passed, review


def check(trust_marks: Known[tuple[Found[TrustMark], ...]]) -> Answer:
    if isinstance(trust_marks, Absent):
        return not_applicable("none", trust_marks)
    loose = [m for m in trust_marks.value if not m.value.linked]
    if loose:
        return review("unlinked", *loose, names=_names(loose))
    return passed("linked", trust_marks, names=_names(list(trust_marks.value)))


def _names(marks: list[Found[TrustMark]]) -> str:
    return ", ".join(m.value.name for m in marks)
