"""A box of consent to advertising that is ticked in advance is no consent (CJEU C-673/17)."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.goods_facts import ConsentBox
from checks.verdict import Answer, not_applicable, passed, review


def check(consent_box: Known[ConsentBox]) -> Answer:
    if isinstance(consent_box, Absent):
        return not_applicable("none", consent_box)
    if consent_box.value.ticked:
        return review("ticked", consent_box, label=consent_box.value.label)
    return passed("free", consent_box, label=consent_box.value.label)
