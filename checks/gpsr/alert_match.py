"""Offers that agree with a dangerous-product notice. A person always decides; a brand alone is no match."""

from __future__ import annotations

from checks.facts import Absent, Found, Known
from checks.verdict import Answer, graded, passed, review
from product_alerts.model import AlertStatus, Grade, Match

_BRAND_ONLY = frozenset(("same_brand", "brand_agrees", "brand"))
_ORDER = tuple(Grade)  # the strongest first


def _features(match: Match) -> list[str]:
    return [reason.feature for reason in match.reasons if reason.agrees]


def _counts(match: Match) -> bool:
    return match.alert.status is not AlertStatus.WITHDRAWN and not set(_features(match)) <= _BRAND_ONLY


def check(alert_matches: Known[tuple[Found[Match], ...]]) -> Answer:
    found = [] if isinstance(alert_matches, Absent) else [m for m in alert_matches.value if _counts(m.value)]
    if not found:
        return passed("none", alert_matches)
    first = min(found, key=lambda m: (_ORDER.index(m.value.grade), -m.value.score))
    match = first.value
    same_grade = [m for m in found if m.value.grade is match.grade]
    words = {
        "title": match.offer.title,
        "alert": match.alert.number,
        "product": match.alert.name or match.alert.product,
    }
    features = ", ".join(_features(match))
    if match.grade is Grade.SAME_PRODUCT:
        return graded(review("same_product", *same_grade, **words, features=features), "critical")
    if match.grade is Grade.PROBABLE:
        return graded(review("probable", *same_grade, **words, features=features), "major")
    return graded(review("look_at_picture", *same_grade, **words), "minor")
