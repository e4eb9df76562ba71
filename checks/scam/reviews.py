"""Signal: the shop stands on a public list that warns of shops."""

from __future__ import annotations

from checks.facts import Absent, Found, Known
from checks.goods_facts import PublicWarning
from checks.verdict import Answer, passed, review


def check(public_warnings: Known[tuple[Found[PublicWarning], ...]], points: int) -> Answer:
    if isinstance(public_warnings, Absent):
        return passed("none", public_warnings)
    lists = "; ".join(str(found.value) for found in public_warnings.value)
    return review("warned", *public_warnings.value, list=lists, points=points)
