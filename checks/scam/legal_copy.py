"""Signal: terms or legal notice that are four fifths the same as on another domain."""

from __future__ import annotations

from checks.facts import Absent, Found, Known
from checks.goods_facts import TwinSite
from checks.verdict import Answer, passed, review

_SAME = 0.8  # share of the text


def check(twin_sites: Known[tuple[Found[TwinSite], ...]], points: int) -> Answer:
    known = () if isinstance(twin_sites, Absent) else twin_sites.value
    copies = [found for found in known if found.value.shared == "texts" and found.value.share >= _SAME]
    if not copies:
        return passed("own", twin_sites)
    first = copies[0].value
    return review("copied", *copies, domain=first.domain, share=round(100 * min(first.share, 1)), points=points)
