"""The boxed text on the legal guarantees that French terms of sale must reproduce."""

from __future__ import annotations

from checks.facts import Absent, GuaranteeBox, Known
from checks.verdict import Answer, failed, passed, review


def check(fr_guarantee_box: Known[GuaranteeBox], enough_overlap: float) -> Answer:
    if isinstance(fr_guarantee_box, Absent):
        return failed("absent", fr_guarantee_box)
    box = fr_guarantee_box.value
    share = f"{100 * box.overlap:.0f}"
    if box.obsolete:
        return review("obsolete", fr_guarantee_box, quote=fr_guarantee_box.evidence.quote)
    if box.overlap < enough_overlap:
        return review("partial", fr_guarantee_box, share=share)
    return passed("reproduced", fr_guarantee_box, share=share)
