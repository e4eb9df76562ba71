"""Signal: an account of a measuring or advertising service shared with a shop that a public warning names."""

from __future__ import annotations

from checks.facts import Absent, Found, Known
from checks.goods_facts import TwinSite
from checks.verdict import Answer, passed, review


def check(twin_sites: Known[tuple[Found[TwinSite], ...]], points: int) -> Answer:
    known = () if isinstance(twin_sites, Absent) else twin_sites.value
    shared = [found for found in known if found.value.shared == "infrastructure" and found.value.confirmed]
    if not shared:
        return passed("own", twin_sites)
    return review("shared", *shared, domain=shared[0].value.domain, points=points)
