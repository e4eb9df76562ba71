"""One alert out of the copies that several feeds bring of it, whatever the order in which they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from product_alerts.model import Alert, AlertStatus

_A_WEEK = timedelta(days=7)  # a weekly report repeats what the website said earlier in its week
_GRAVITY = {AlertStatus.ACTIVE: 0, AlertStatus.CORRECTED: 1, AlertStatus.WITHDRAWN: 2}
# What makes the product recognisable (brands, models, barcodes, batches) is never mixed: a barcode that a correction
# has taken out must not come back from an older copy.
_FILLED = (
    "category product name risks danger measures description notifying_country origin_country countries level "
    "online_trader companies made sold_from sold_until url recall_url pictures"
).split()


@dataclass(frozen=True, slots=True)
class Copy:
    """An alert as one feed gives it; `rank` is the feed's (see `feeds.base.Feed`)."""

    feed: str
    rank: int
    alert: Alert


def as_of(alert: Alert) -> date:
    """The day whose knowledge an alert states."""
    return max(alert.updated or date.min, alert.published or date.min)


def merged(copies: Sequence[Copy], changes: Sequence[AlertStatus] = ()) -> Alert:
    """The newest copy (of those within a week, the fullest feed's), its gaps filled from the others.

    The status is the gravest that any copy or any later change states: withdrawn once is withdrawn for good.
    """
    if len(copies) == 1 and not changes:
        return copies[0].alert
    newest = max(as_of(copy.alert) for copy in copies)
    order = sorted(copies, key=lambda c: (_recent(c.alert, newest), c.rank, as_of(c.alert), c.feed), reverse=True)
    best, others = order[0].alert, [copy.alert for copy in order[1:]]
    status = max((*(copy.alert.status for copy in copies), *changes), key=_GRAVITY.__getitem__)
    filled: dict[str, Any] = {name: _first(name, others) for name in _FILLED if not getattr(best, name)}
    if not best.item_ids and status is AlertStatus.ACTIVE:
        filled["item_ids"] = _first("item_ids", others) or ()
    named = {name for name, _ in best.extra}
    extra = tuple(pair for other in others for pair in other.extra if pair[0] not in named)
    cites = tuple(dict.fromkeys(cite for alert in (best, *others) for cite in alert.cites))
    return replace(best, status=status, extra=tuple(dict.fromkeys((*best.extra, *extra))), cites=cites, **filled)


def _recent(alert: Alert, newest: date) -> bool:
    return newest - as_of(alert) <= _A_WEEK


def _first(name: str, alerts: Sequence[Alert]) -> Any:
    return next((value for alert in alerts if (value := getattr(alert, name))), getattr(_EMPTY, name))


_EMPTY = Alert("", "")
