"""Signal: the picture of a trust mark that does not lead to its giver."""

from __future__ import annotations

from checks.claims import TrustMark
from checks.facts import Absent, Found, Known
from checks.verdict import Answer, not_applicable, passed, review


def check(trust_marks: Known[tuple[Found[TrustMark], ...]], points: int) -> Answer:
    if isinstance(trust_marks, Absent):
        return not_applicable("none")
    loose = [found for found in trust_marks.value if not found.value.linked]
    if loose:
        return review("unlinked", *loose, name=loose[0].value.name, points=points)
    return passed("linked", *trust_marks.value)
