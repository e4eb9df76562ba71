"""Signal: a register or another shop knows the number under another name, or the register as struck off, or not."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, Unknown
from checks.goods_facts import RegisterEntry, TwinSite
from checks.verdict import Answer, not_measurable, passed, review


def check(
    register_entry: Fact[RegisterEntry],
    twin_sites: Fact[tuple[Found[TwinSite], ...]],
    points: int,
    points_shared: int,
) -> Answer:
    if isinstance(register_entry, Unknown):
        return _shared(twin_sites, points_shared)
    if isinstance(register_entry, Absent):
        return review("not_registered", register_entry, points=points)
    entry = register_entry.value
    if entry.status == "struck_off":
        return review("struck_off", register_entry, name=entry.name, points=points)
    if not entry.same_name:
        return review("other_name", register_entry, name=entry.name, points=points)
    return passed("agrees", register_entry, name=entry.name)


def _shared(twin_sites: Fact[tuple[Found[TwinSite], ...]], points: int) -> Answer:
    """Without a register: which of two shops a number belongs to cannot be told from their pages."""
    known = twin_sites.value if isinstance(twin_sites, Found) else ()
    others = [found for found in known if found.value.shared == "number"]
    if not others:
        return not_measurable("unasked")
    domains = ", ".join(sorted({found.value.domain for found in others}))
    return review("shared", *others, domains=domains, points=points)
