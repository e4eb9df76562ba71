"""When the panel is visited, and what was missed. A slot is a local date and time of the plan, so no clock change can
double one or move it to another day; what it means in UTC is worked out for each day by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sweep.store.prices import Round
from sweep.watch.plan import WatchPlan

AGAIN = ("running", "no network", "wrong clock")  # states of a round that is taken up again while its slot lasts


@dataclass(frozen=True, slots=True)
class Slot:
    """A planned round: its name ("2026-10-25T06:00", local) and its moment in UTC."""

    name: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done now: the slot to visit (None where nothing is due), and the slots that were missed."""

    slot: Slot | None
    missed: tuple[Slot, ...]
    next: Slot | None


def slots(plan: WatchPlan) -> tuple[Slot, ...]:
    """Every slot of the plan in order of time.

    An hour that the clock leaps over in spring is visited as soon as it ends; of one that comes twice in autumn only
    the first counts.
    """
    zone = ZoneInfo(plan.zone)
    found = []
    for n in range(plan.days):
        for at in sorted(plan.times):
            local = datetime.combine(plan.first_day + timedelta(n), time.fromisoformat(at))
            found.append(Slot(local.isoformat(timespec="minutes"), local.replace(tzinfo=zone).astimezone(UTC)))
    return tuple(sorted(found, key=lambda slot: slot.moment))


def due(planned: Sequence[Slot], rounds: Iterable[Round], now: datetime) -> Due:
    """The newest slot whose time has come is due unless it is done; older ones without a round are missed.

    A missed slot is never visited afterwards: a price of today says nothing about a day that is over.
    """
    states = {r.slot: r.state for r in rounds}
    past = [slot for slot in planned if slot.moment <= now]
    coming = next((slot for slot in planned if slot.moment > now), None)
    newest = past[-1] if past else None
    open_ = newest is not None and (newest.name not in states or states[newest.name] in AGAIN)
    missed = tuple(slot for slot in past[:-1] if slot.name not in states or states[slot.name] in AGAIN)
    return Due(newest if open_ else None, missed, coming)
