"""What a comparison and a case ask of the judgements of other sweeps and shops."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import false, func, or_, select

from sweep.store import schema as s
from sweep.store.database import translated
from sweep.store.queue import Queue


class Lookback(Queue):
    """A reading eye on the workspace's database."""

    def judged_by(self, sweep: str) -> Mapping[str, str]:
        """Shop -> version of the rules by which its newest judgement in the sweep was given."""
        j = s.judgements.c
        newest = select(func.max(j.id)).where(j.sweep == sweep).group_by(j.shop)
        with translated(self.path), self._engine.connect() as connection:
            rows = connection.execute(select(j.shop, j.rules_version).where(j.id.in_(newest)))
            return {row.shop: row.rules_version for row in rows}

    def suspected_before(self, sweep: str) -> frozenset[tuple[str, str]]:
        """Shop and check of every suspected infringement that visits before this sweep's had found."""
        v, j, f = s.visits.c, s.judgements.c, s.findings.c
        ours = select(v.shop, func.min(v.started).label("begun")).where(v.sweep == sweep).group_by(v.shop).subquery()
        newest = select(func.max(j.id)).group_by(j.sweep, j.shop)
        query = (
            select(f.shop, f.check_id)
            .join(s.judgements, f.judgement == j.id)
            .join(s.visits, j.visit == v.id)
            .join(ours, ours.c.shop == f.shop)
            .where(f.outcome == "fail", v.sweep != sweep, v.started < ours.c.begun, j.id.in_(newest))
            .distinct()
        )
        with translated(self.path), self._engine.connect() as connection:
            return frozenset((row.shop, row.check_id) for row in connection.execute(query))

    def naming(self, sweep: str, texts: Collection[str]) -> tuple[str, ...]:
        """The shops of a sweep whose newest result holds one of these texts anywhere, in no order."""
        j = s.judgements.c
        newest = select(func.max(j.id)).where(j.sweep == sweep).group_by(j.shop)
        wanted = or_(false(), *(j.result.contains(text, autoescape=True) for text in texts))
        with translated(self.path), self._engine.connect() as connection:
            return tuple(row.shop for row in connection.execute(select(j.shop).where(j.id.in_(newest), wanted)))
