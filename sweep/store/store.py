"""The store: sweeps, visits, judgements, and what later sweeps ask of earlier ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, insert, select, update

from checks.facts import Evidence, Found, PricePoint, ShopFacts
from checks.verdict import Outcome, Verdict
from sweep.results import EarlierFinding, KeptFacts, ShopResult
from sweep.store import asked
from sweep.store import schema as s
from sweep.store.database import translated
from sweep.store.queue import Queue, target_codec
from sweep.store.shared import Sharing
from sweep.targets import Funnel, Target


@cache
def result_codec() -> TypeAdapter[ShopResult]:
    return TypeAdapter(ShopResult)


@cache
def _facts_codec() -> TypeAdapter[KeptFacts]:
    return TypeAdapter(KeptFacts)


def fingerprint(shop: str, check: str) -> str:
    """The name of a finding over all sweeps, 16 hex digits: the same shop and check, whatever the page says."""
    return hashlib.sha256(f"{shop}\n{check}".encode()).hexdigest()[:16]


def evidence_digest(verdict: Verdict) -> str:
    """Changes when what proves the finding changes: the outcome, the message, the quotes and their pages."""
    parts = [verdict.outcome.label, verdict.message, *sorted(f"{e.url}\n{e.quote}" for e in verdict.evidence)]
    return hashlib.sha256("\n\n".join(parts).encode()).hexdigest()[:16]


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
                    name=name, day=day.isoformat(), funnel=json.dumps(asdict(funnel)), created=_naive(now)
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
                    judged=_naive(now),
                    tool_version=tool_version,
                    rules_version=rules_version,
                    state=result.state,
                    result=document,
                )
            ).inserted_primary_key[0]  # type: ignore[index]
            _save_findings(connection, judgement, result)
            _save_matches(connection, judgement, result.facts)
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
                started=_naive(visit.started),
                finished=_naive(visit.finished),
                archive=visit.archive,
                archive_sha256=visit.archive_sha256,
            )
        )
        rows = list(_price_rows(result))
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
            .where(p.shop == shop, p.observed < _naive(before), asked.vantage_of(v.sweep) == vantage)
            .order_by(p.observed)
        )
        with translated(self.path), self._engine.connect() as connection:
            return tuple(_price_point(row) for row in connection.execute(query))

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
        given = {"sweep": sweep, "shop": shop, "before": _naive(before)}
        with translated(self.path), self._engine.connect() as connection:
            visit = connection.execute(asked.visit_before(), given).first()
            if visit is None:
                return ()
            rows = connection.execute(asked.findings_of(), {"visit": visit.id})
            return tuple(
                EarlierFinding(row.check_id, row.outcome, visit.sweep, visit.started.date(), row.evidence_digest)
                for row in rows
            )


def _naive(moment: datetime) -> datetime:
    """SQLite keeps no time zones: all moments in the database are UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _save_findings(connection: Connection, judgement: int, result: ShopResult) -> None:
    rows = [
        {
            "judgement": judgement,
            "fingerprint": fingerprint(result.target.key, verdict.check),
            "shop": result.target.key,
            "check_id": verdict.check,
            "outcome": verdict.outcome.label,
            "country": verdict.country,
            "day": verdict.day.isoformat(),
            "evidence_digest": evidence_digest(verdict),
        }
        for verdict in result.verdicts
        if verdict.outcome >= Outcome.REVIEW
    ]
    if rows:
        connection.execute(insert(s.findings), rows)


def _save_matches(connection: Connection, judgement: int, facts: ShopFacts) -> None:
    if not isinstance(facts.alert_matches, Found):
        return
    rows = {
        (m.value.offer.key, m.value.alert.id): {
            "judgement": judgement,
            "offer_key": m.value.offer.key,
            "alert": m.value.alert.id,
            "grade": str(m.value.grade),
        }
        for m in facts.alert_matches.value
    }
    if rows:
        connection.execute(insert(s.matches), list(rows.values()))


def _price_rows(result: ShopResult) -> Iterator[dict[str, object]]:
    offers = result.facts.offers
    if not isinstance(offers, Found):
        return
    seen = set()
    for found in offers.value:
        offer = found.value
        if offer.price is None or not offer.currency or offer.key in seen:
            continue
        seen.add(offer.key)
        yield {
            "shop": result.target.key,
            "offer_key": offer.key,
            "visit": result.visit.id,
            "observed": _naive(result.visit.started),
            "price": f"{offer.price:f}",
            "currency": offer.currency,
            "prior_price": "" if offer.prior_price is None else f"{offer.prior_price:f}",
            "announced": bool(offer.discount_text) or offer.discount_percent is not None,
            "url": found.evidence.url,
            "quote": found.evidence.quote,
            "sha256": found.evidence.sha256,
            "record_id": found.evidence.record_id,
        }


def _price_point(row: object) -> Found[PricePoint]:
    r = row._mapping  # type: ignore[attr-defined]
    point = PricePoint(
        offer_key=r["offer_key"],
        day=r["observed"].date(),
        price=Decimal(r["price"]),
        currency=r["currency"],
        prior_price=Decimal(r["prior_price"]) if r["prior_price"] else None,
        announced=r["announced"],
    )
    return Found(point, Evidence(r["url"], r["quote"], r["sha256"], "product", r["record_id"]))
