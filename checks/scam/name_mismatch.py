"""Signal: the address plays with a brand that the shop sells, or adds a word such as "-outlet" to a name."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.goods_facts import ImitatedName
from checks.verdict import Answer, passed, review


def check(imitated_name: Known[ImitatedName], points: int) -> Answer:
    if isinstance(imitated_name, Absent):
        return passed("own", imitated_name)
    seen = imitated_name.value
    if seen.sign == "brand":
        return review("brand", imitated_name, host=seen.host, name=seen.name, points=points)
    return review("addition", imitated_name, host=seen.host, name=seen.name, points=points)
