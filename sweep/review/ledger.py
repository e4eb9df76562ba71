"""The decisions in the database. A decision is added behind exactly those that its author had seen, or refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.exc import IntegrityError

from sweep.review import schema
from sweep.review.database import Database
from sweep.review.model import Decision

_T = schema.decisions
_FIELDS = Decision.__slots__
_COLUMNS = [_T.c[name] for name in _FIELDS]


class StaleError(Exception):
    """Somebody else has decided in between; nothing was written."""


class Ledger:
    """All decisions of a workspace, over all its sweeps."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, decision: Decision, origin: str) -> None:
        """Keeps a decision taken in the sweep of that `origin` (`folder.origin`).

        Raises StaleError where its version is taken, SweepError for a database out of order.
        """
        try:
            with self._database.errors(), self._database.engine.begin() as connection:
                connection.execute(insert(_T).values(**_row(decision, origin)))
        except IntegrityError:
            raise StaleError from None

    def of(self, finding: str) -> tuple[Decision, ...]:
        """The decisions on one finding, in the order in which they were taken."""
        return self._read(select(*_COLUMNS).where(_T.c.finding == finding).order_by(_T.c.number))

    def taken_in(self, sweep: str, origin: str) -> tuple[Decision, ...]:
        """The decisions taken in one sweep, in their order."""
        return self._read(select(*_COLUMNS).where(_T.c.sweep == sweep, _T.c.origin == origin).order_by(_T.c.number))

    def since(self, number: int) -> tuple[int, tuple[Decision, ...]]:
        """The decisions behind that number, and the highest number there is (`number` where there is none)."""
        query = select(_T.c.number, *_COLUMNS).where(_T.c.number > number).order_by(_T.c.number)
        with self._database.errors(), self._database.engine.connect() as connection:
            rows = connection.execute(query).all()
        return (rows[-1].number if rows else number), tuple(_decision(row) for row in rows)

    def bring_in(self, decisions: Iterable[tuple[Decision, str]]) -> int:
        """Enters decisions, each with its origin, that a folder holds and the database does not; returns how many.

        Where two databases were in use, two decisions may claim the same version: the later one follows the earlier.
        """
        with self._database.errors(), self._database.engine.begin() as connection:
            known = set(connection.execute(select(_T.c.id)).scalars())
            new = {d.id: (d, origin) for d, origin in decisions if d.id not in known}
            taken = _versions(connection) if new else set()
            for decision, origin in sorted(new.values(), key=lambda pair: (pair[0].at, pair[0].version)):
                connection.execute(insert(_T).values(**_row(_fitted(decision, taken), origin)))
        return len(new)

    def _read(self, query: Any) -> tuple[Decision, ...]:
        with self._database.errors(), self._database.engine.connect() as connection:
            return tuple(_decision(row) for row in connection.execute(query))


def _row(decision: Decision, origin: str) -> dict[str, Any]:
    return {**decision.record(), "finding": decision.finding, "origin": origin}


def _decision(row: Row[Any]) -> Decision:
    values: Sequence[Any] = row[-len(_FIELDS) :]
    return Decision(**dict(zip(_FIELDS, values, strict=True)))


_Place = tuple[str, str, str, int]


def _versions(connection: Connection) -> set[_Place]:
    rows = connection.execute(select(_T.c.finding, _T.c.proof, _T.c.seat, _T.c.version))
    return {(row[0], row[1], row[2], row[3]) for row in rows}


def _fitted(decision: Decision, taken: set[_Place]) -> Decision:
    version = decision.version
    while (decision.finding, decision.proof, decision.seat, version) in taken:
        version += 1
    taken.add((decision.finding, decision.proof, decision.seat, version))
    return replace(decision, version=version)
