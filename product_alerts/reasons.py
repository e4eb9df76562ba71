"""How a feature answers: what agrees and what contradicts, with the two values that met."""

from __future__ import annotations

from collections.abc import Iterable

from product_alerts.model import MatchReason


def agree(feature: str, offer: str, alert: str) -> MatchReason:
    """What is the same on both sides."""
    return MatchReason(feature, True, offer, alert)


def contradict(feature: str, offer: Iterable[str], alert: Iterable[str]) -> MatchReason:
    """What differs, or belongs together only in part; each side in 200 characters at most."""
    return MatchReason(feature, False, ", ".join(sorted(offer))[:200], ", ".join(sorted(alert))[:200])
