"""The queue of a sweep: which shops wait, which are leased to a worker, which are done."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, func, select, update

from sweep.store import schema as s
from sweep.store.database import open_engine, translated
from sweep.targets import Target


@cache
def target_codec() -> TypeAdapter[Target]:
    """Targets as the JSON that the tables hold."""
    return TypeAdapter(Target)


_LEASES = {"leased": "pending", "leased again": "again"}  # a leased state -> the state it came from
_AGAIN = ("again", "leased again")


class Queue:
    """What workers take shops from. A lease is a name and a time: a dead worker's shops are put back, none is lost."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = open_engine(path)

    def release_leases(self, sweep: str) -> None:
        """Puts back what a run that is over had taken; the shop it may have stopped at is not to blame."""
        for leased, waiting in _LEASES.items():
            self._set(sweep, {"state": waiting, "worker": "", "lease_until": 0.0}, s.targets.c.state == leased)

    def lease(self, sweep: str, worker: str, until: float, *, attempts: int = 0) -> Target | None:
        """The next pending shop over which `attempts` workers died, leased to `worker`; None when there is none."""
        where = (s.targets.c.state == "pending") & (s.targets.c.attempts == attempts)
        return self._lease(sweep, where, {"state": "leased", "worker": worker, "lease_until": until})

    def lease_again(self, sweep: str, worker: str, until: float) -> Target | None:
        """The next shop that was put aside for a second try, leased to `worker`; None when there is none."""
        values = {"state": "leased again", "worker": worker, "lease_until": until}
        return self._lease(sweep, s.targets.c.state == "again", values)

    def _lease(self, sweep: str, where: ColumnElement[bool], values: dict[str, object]) -> Target | None:
        t = s.targets.c
        wanted = select(t.shop).where(t.sweep == sweep, where).order_by(t.position).limit(1).scalar_subquery()
        with translated(self.path), self._engine.begin() as connection:
            taken = connection.execute(
                update(s.targets).where(t.sweep == sweep, t.shop == wanted, where).values(**values).returning(t.target)
            ).scalar()
        return target_codec().validate_json(taken) if taken else None

    def put_aside(self, sweep: str) -> int:
        """How many shops have a result and wait for their second try."""
        return self._count(sweep, s.targets.c.state.in_(_AGAIN))

    def waits_again(self, sweep: str, shop: str) -> bool:
        """Whether the shop has a result and waits for its second try."""
        return self._count(sweep, s.targets.c.state.in_(_AGAIN) & (s.targets.c.shop == shop)) > 0

    def expired(self, sweep: str, now: float) -> tuple[tuple[str, str], ...]:
        """(worker, shop) of every lease that ran out."""
        t = s.targets.c
        with translated(self.path), self._engine.connect() as connection:
            rows = connection.execute(
                select(t.worker, t.shop).where(t.sweep == sweep, t.state.in_(_LEASES), t.lease_until < now)
            )
            return tuple((row.worker, row.shop) for row in rows)

    def worker_died(self, sweep: str, worker: str) -> None:
        """Puts the shops of a dead worker back, to be tried once more, each alone; a second try was their last."""
        t = s.targets.c
        values = {"state": "pending", "worker": "", "lease_until": 0.0, "attempts": t.attempts + 1}
        self._set(sweep, values, (t.state == "leased") & (t.worker == worker))
        done = {"state": "done", "worker": "", "lease_until": 0.0}
        self._set(sweep, done, (t.state == "leased again") & (t.worker == worker))

    def pending(self, sweep: str) -> dict[int, int]:
        """How many shops wait, by the number of workers that died over them."""
        t = s.targets.c
        with translated(self.path), self._engine.connect() as connection:
            rows = connection.execute(
                select(t.attempts, func.count()).where(t.sweep == sweep, t.state == "pending").group_by(t.attempts)
            )
            return {int(attempts): int(count) for attempts, count in rows}

    def done(self, sweep: str) -> int:
        """How many shops of the sweep have their result."""
        return self._count(sweep, s.targets.c.state == "done")

    def sweep_targets(self, sweep: str) -> tuple[Target, ...]:
        t = s.targets.c
        with translated(self.path), self._engine.connect() as connection:
            rows = connection.execute(select(t.target).where(t.sweep == sweep).order_by(t.position)).scalars()
            return tuple(target_codec().validate_json(row) for row in rows)

    def _count(self, sweep: str, where: ColumnElement[bool]) -> int:
        query = select(func.count()).where(s.targets.c.sweep == sweep, where)
        with translated(self.path), self._engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)

    def _set(self, sweep: str, values: dict[str, object], where: ColumnElement[bool]) -> None:
        with translated(self.path), self._engine.begin() as connection:
            connection.execute(update(s.targets).where(s.targets.c.sweep == sweep, where).values(**values))
