"""Signal: pictures or texts of the goods shared with at least three other domains."""

from __future__ import annotations

from checks.facts import Absent, Found, Known
from checks.goods_facts import TwinSite
from checks.verdict import Answer, passed, review

_LEAST = 3  # other domains


def check(twin_sites: Known[tuple[Found[TwinSite], ...]], points: int) -> Answer:
    known = () if isinstance(twin_sites, Absent) else twin_sites.value
    clones = [found for found in known if found.value.shared == "catalogue"]
    domains = sorted({found.value.domain for found in clones})
    if len(domains) < _LEAST:
        return passed("own", twin_sites)
    return review("cloned", *clones, n=len(domains), domains=", ".join(domains), points=points)
