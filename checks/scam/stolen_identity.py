"""Signal: the register knows the shop's number under another name, as struck off, or not at all."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.goods_facts import RegisterEntry
from checks.verdict import Answer, passed, review


def check(register_entry: Known[RegisterEntry], points: int) -> Answer:
    if isinstance(register_entry, Absent):
        return review("not_registered", register_entry, points=points)
    entry = register_entry.value
    if entry.status == "struck_off":
        return review("struck_off", register_entry, name=entry.name, points=points)
    if not entry.same_name:
        return review("other_name", register_entry, name=entry.name, points=points)
    return passed("agrees", register_entry, name=entry.name)
