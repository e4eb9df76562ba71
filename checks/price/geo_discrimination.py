"""No refusal of consumers, or of their means of payment, for the country they live in."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, passed, review


def check(geo_refusal: Known[str]) -> Answer:
    if isinstance(geo_refusal, Absent):
        return passed("none", geo_refusal)
    return review("refusal", geo_refusal, quote=geo_refusal.evidence.quote)
