"""The store: sweeps, visits, judgements, and what later sweeps ask of earlier ones."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, insert, select, update

from checks.facts import Found, PricePoint
from sweep.results import EarlierFinding, KeptFacts, ShopResult
from sweep.store import asked
from sweep.store import schema as s
from sweep.store.database import translated
from sweep.store.queue import Queue, target_codec
from sweep.store.rows import naive, price_point, price_rows, save_findings, save_matches
from sweep.store.shared import Sharing
from sweep.targets import Funnel, Target


@cache
def result_codec() -> TypeAdapter[ShopResult]:
    return TypeAdapter(ShopResult)


@cache
def _facts_codec() -> TypeAdapter[KeptFacts]:
    return TypeAdapter(KeptFacts)


class Store(Queue):
    """One workspace's database. Safe to use from several threads and processes; errors become SweepError."""

    def close(self) -> None:
        self._engine.dispose()

    # -- sweeps -------------------------------------------------------------------------------------

    def begin_sweep(
        self, name: str, day: date, funnel: Funnel, shops: Sequence[Target], now: datetime, *, vantage: str = ""
    ) -> None:
        """Enters a sweep and its queue; `vantage` is where it looks from."""
        with translated(self.path), self._engine.begin() as connection:
            connection.execute(
                insert(s.sweeps).values(
                    name=name, day=day.isoformat(), funnel=json.dumps(asdict(funnel)), created=naive(now)
                )
            )
            if vantage:
                connection.execute(insert(s.vantages).values(sweep=name, vantage=vantage))
            rows = [
                {
                    "sweep": name,
                    "shop": target.key,
                    "position": position,
                    "target": target_codec().dump_json(target).decode(),
                    "state": "pending",
                    "attempts": 0,
                    "worker": "",
                    "lease_until": 0.0,
                }
                for position, target in enumerate(shops)
            ]
            connection.execute(insert(s.targets), rows)

    def knows(self, sweep: str) -> bool:
        with translated(self.path), self._engine.connect() as connection:
            return connection.execute(select(s.sweeps.c.name).where(s.sweeps.c.name == sweep)).first() is not None

    def funnel(self, sweep: str) -> Funnel:
        """The numbers of the lists with which the sweep began. Raises KeyError for an unknown sweep."""
        with translated(self.path), self._engine.connect() as connection:
            row = connection.execute(select(s.sweeps.c.funnel).where(s.sweeps.c.name == sweep)).first()
        if row is None:
            raise KeyError(sweep)
        return Funnel(**json.loads(row.funnel))

    # -- results ------------------------------------------------------------------------------------

    def save(
        self,
        sweep: str,
        result: ShopResult,
        *,
        rules_version: str,
        tool_version: str,
        now: datetime,
        again: bool = False,
    ) -> None:
        """Keeps a judged visit, its findings, prices and matches, and marks the shop done: all or nothing.

        With `again` the shop is put aside for a second try at the end of the run instead.
        """
        # Before the transaction: the other workers wait for as long as it lasts.
        document = result_codec().dump_json(result).decode()
        with translated(self.path), self._engine.begin() as connection:
            self._save_visit(connection, sweep, result)
            judgement = connection.execute(
                insert(s.judgements).values(
                    visit=result.visit.id,
                    sweep=sweep,
                    shop=result.target.key,
                    judged=naive(now),
                    tool_version=tool_version,
                    rules_version=rules_version,
                    state=result.state,
                    result=document,
                )
            ).inserted_primary_key[0]  # type: ignore[index]
            save_findings(connection, judgement, result)
            save_matches(connection, judgement, result.facts)
            t = s.targets.c
            connection.execute(
                update(s.targets)
                .where(t.sweep == sweep, t.shop == result.target.key)
                .values(state="again" if again else "done", worker="", lease_until=0.0)
            )

    def _save_visit(self, connection: Connection, sweep: str, result: ShopResult) -> None:
        visit = result.visit
        if connection.execute(select(s.visits.c.id).where(s.visits.c.id == visit.id)).first():
            return
        connection.execute(
            insert(s.visits).values(
                id=visit.id,
                sweep=sweep,
                shop=result.target.key,
                started=naive(visit.started),
                finished=naive(visit.finished),
                archive=visit.archive,
                archive_sha256=visit.archive_sha256,
            )
        )
        rows = list(price_rows(result))
        if rows:
            connection.execute(insert(s.prices), rows)

    def results(self, sweep: str, shop: str | None = None) -> Iterator[ShopResult]:
        """The newest judgement of each shop (or of one) in the order of the list, with its earlier findings."""
        sharing = Sharing() if shop is None else None  # one shop has nothing in common with others
        for judged in self.judged(sweep, shop):
            result = judged if sharing is None else sharing.result(judged)
            yield replace(result, earlier=self.earlier_findings(sweep, result.target.key, result.visit.started))

    def judged(self, sweep: str, shop: str | None = None) -> Iterator[ShopResult]:
        """As `results`, without earlier findings: for those who look at one shop after the other and hold none."""
        for row in self._newest(sweep, shop):
            yield result_codec().validate_json(row.result)

    def kept_facts(self, sweep: str, shop: str) -> KeptFacts | None:
        """The facts of one shop by its newest judgement, with the outcomes; None where it has none."""
        # Of the whole result only this is made into objects: the proofs of the verdicts are half of it.
        kept = [
            replace(_facts_codec().validate_json(row.result), rules_version=row.rules_version)
            for row in self._newest(sweep, shop)
        ]
        return kept[0] if kept else None

    def _newest(self, sweep: str, shop: str | None) -> Iterator[Row[Any]]:
        given = {"sweep": sweep} if shop is None else {"sweep": sweep, "shop": shop}
        with translated(self.path), self._engine.connect() as connection:
            found = connection.execute(asked.newest_judgements(one=shop is not None), given).scalars().all()
            for number in found:
                yield connection.execute(asked.judgement(), {"id": number}).one()

    def judged_since(self, sweep: str, last: int) -> tuple[int, tuple[str, ...]]:
        """The newest judgement of a sweep (0 where there is none), and the shops judged behind judgement `last`."""
        j = s.judgements.c
        with translated(self.path), self._engine.connect() as connection:
            rows = connection.execute(select(j.id, j.shop).where(j.sweep == sweep, j.id > last).order_by(j.id)).all()
        return (rows[-1].id if rows else last), tuple(dict.fromkeys(row.shop for row in rows))

    # -- what earlier sweeps saw --------------------------------------------------------------------

    def price_history(self, shop: str, before: datetime, *, vantage: str = "") -> tuple[Found[PricePoint], ...]:
        """Every price observed in `shop` at visits before that time, the oldest first, each with its proof.

        Only of sweeps that looked from the same place: a shop may show other prices elsewhere.
        """
        p, v = s.prices.c, s.visits.c
        query = (
            select(s.prices)
            .join(s.visits, p.visit == v.id)
            .where(p.shop == shop, p.observed < naive(before), asked.vantage_of(v.sweep) == vantage)
            .order_by(p.observed)
        )
        with translated(self.path), self._engine.connect() as connection:
            return tuple(price_point(row) for row in connection.execute(query))

    def earlier_archives(self, records: Collection[str]) -> tuple[tuple[str, str, str], ...]:
        """(sweep, archive inside its folder, SHA-256) of the visits whose observed prices stand in these records."""
        p, v = s.prices.c, s.visits.c
        query = (
            select(v.sweep, v.archive, v.archive_sha256)
            .join(s.prices, p.visit == v.id)
            .where(p.record_id.in_(list(records)))
            .distinct()
            .order_by(v.started)
        )
        with translated(self.path), self._engine.connect() as connection:
            return tuple((row.sweep, row.archive, row.archive_sha256) for row in connection.execute(query))

    def earlier_findings(self, sweep: str, shop: str, before: datetime) -> tuple[EarlierFinding, ...]:
        """What the newest earlier visit of another sweep that looked from the same place found in the shop."""
        given = {"sweep": sweep, "shop": shop, "before": naive(before)}
        with translated(self.path), self._engine.connect() as connection:
            visit = connection.execute(asked.visit_before(), given).first()
            if visit is None:
                return ()
            rows = connection.execute(asked.findings_of(), {"visit": visit.id})
            return tuple(
                EarlierFinding(row.check_id, row.outcome, visit.sweep, visit.started.date(), row.evidence_digest)
                for row in rows
            )
