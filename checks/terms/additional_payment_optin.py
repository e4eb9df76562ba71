"""Every extra payment needs the consumer's own yes: a box that was ticked before is none."""

from __future__ import annotations

from checks.facts import Absent, Found, Known, PaidExtra
from checks.verdict import Answer, failed, passed, review, worst


def _judged(found: Found[PaidExtra]) -> Answer:
    extra = found.value
    said = {"label": " ".join(extra.label.split()), "price": f"{extra.price:f} {extra.currency}"}
    if extra.certain:
        return failed("ticked", found, **said)
    return review("perhaps", found, **said)


def check(paid_extras: Known[tuple[Found[PaidExtra], ...]]) -> Answer:
    if isinstance(paid_extras, Absent):
        return passed("none", paid_extras)
    return worst(map(_judged, paid_extras.value))
