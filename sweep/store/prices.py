"""The price book: what a watch observed, in tables made for millions of rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from sweep.store import watch_schema as s
from sweep.store.database import open_engine, translated
from sweep.store.price_rows import THOUSANDTHS, Body, Gap, Price, Product, Round, Seen, SeriesKey, State

__all__ = ["THOUSANDTHS", "Body", "Gap", "Price", "PriceBook", "Product", "Round", "Seen", "SeriesKey", "State"]

_BATCH = 500_000  # rows of one transaction when many are brought in
_IN = 500  # values of one IN list


class PriceBook:
    """One workspace's price observations. Errors that a user can mend become SweepError; nothing is ever updated."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = open_engine(path)
        self._series: dict[SeriesKey, int] = {}

    def close(self) -> None:
        self._engine.dispose()

    # -- watches and their panels ---------------------------------------------------------------------

    def begin(
        self, watch: str, plan: str, panel_sha256: str, now: int, products: Iterable[tuple[str, str, str]]
    ) -> None:
        """Enters a watch with its panel, (shop, url, JSON) in order, all or nothing."""
        with translated(self.path), self._engine.begin() as connection:
            connection.execute(insert(s.watches).values(name=watch, plan=plan, panel_sha256=panel_sha256, begun=now))
            rows = [
                {"watch": watch, "position": n, "shop": shop, "url": url, "data": data}
                for n, (shop, url, data) in enumerate(products)
            ]
            connection.execute(insert(s.watch_products), rows)

    def panel_digest(self, watch: str) -> str:
        """The digest of the panel as chosen; "" for a watch that has not begun."""
        with translated(self.path), self._engine.connect() as connection:
            query = select(s.watches.c.panel_sha256).where(s.watches.c.name == watch)
            return connection.execute(query).scalar() or ""

    def plan_of(self, watch: str) -> str:
        """The plan with which a watch began, JSON; "" for one that has not."""
        with translated(self.path), self._engine.connect() as connection:
            return connection.execute(select(s.watches.c.plan).where(s.watches.c.name == watch)).scalar() or ""

    def products(self, watch: str) -> tuple[Product, ...]:
        """The panel in its order."""
        p = s.watch_products.c
        query = select(p.id, p.position, p.shop, p.url, p.data).where(p.watch == watch).order_by(p.position)
        with translated(self.path), self._engine.connect() as connection:
            rows = connection.execute(query)
            return tuple(Product(r.id, r.position, r.shop, r.url, json.loads(r.data)) for r in rows)

    # -- rounds ---------------------------------------------------------------------------------------

    def rounds(self, watch: str) -> tuple[Round, ...]:
        """Every round entered so far, in the order of the plan."""
        r = s.watch_rounds.c
        with translated(self.path), self._engine.connect() as connection:
            rows = connection.execute(select(s.watch_rounds).where(r.watch == watch).order_by(r.slot))
            return tuple(Round(x.slot, x.state, x.started, x.finished, x.clock_offset, x.note) for x in rows)

    def enter_rounds(self, watch: str, rounds: Sequence[Round]) -> None:
        """Enters rounds that are not there yet; one that is there stays as it is."""
        known = {r.slot for r in self.rounds(watch)}
        rows = [
            {"watch": watch, "slot": r.slot, "state": r.state, "started": r.started, "finished": r.finished,
             "clock_offset": r.clock_offset, "note": r.note}
            for r in rounds
            if r.slot not in known
        ]  # fmt: skip
        if rows:
            with translated(self.path), self._engine.begin() as connection:
                connection.execute(insert(s.watch_rounds), rows)

    def finish_round(self, watch: str, done: Round) -> None:
        """Marks a running round as done."""
        r = s.watch_rounds
        values = {"state": done.state, "finished": done.finished, "clock_offset": done.clock_offset, "note": done.note}
        with translated(self.path), self._engine.begin() as connection:
            connection.execute(update(r).where(r.c.watch == watch, r.c.slot == done.slot).values(**values))

    def visited_since(self, watch: str, since: int) -> frozenset[int]:
        """The products of a watch for which something was kept at or after `since`: a price, or a gap."""
        o, q, g, p = s.price_observations.c, s.price_series.c, s.price_gaps.c, s.watch_products.c
        ours = select(p.id).where(p.watch == watch)
        newest = select(func.max(o.at)).where(o.series == q.id).correlate(s.price_series).scalar_subquery()
        priced = select(q.product).where(q.product.in_(ours), newest >= since)
        missed = select(g.product).where(g.product.in_(ours), g.at >= since)
        with translated(self.path), self._engine.connect() as connection:
            return frozenset(connection.execute(priced.union(missed)).scalars())

    # -- observations ---------------------------------------------------------------------------------

    def state_of(self, product: int, sha256: str) -> State | None:
        """The state of a product's page with these bytes, where it was seen before."""
        t = s.page_states.c
        query = select(s.page_states).where(t.product == product, t.sha256 == sha256).limit(1)
        with translated(self.path), self._engine.connect() as connection:
            row = connection.execute(query).first()
        return _state(row) if row else None

    def whole_state(self, product: int) -> State | None:
        """The newest state of a product's page that is kept whole, at a place that is known."""
        t = s.page_states.c
        query = (
            select(s.page_states).where(t.product == product, t.base == 0, t.offset >= 0).order_by(t.id.desc()).limit(1)
        )
        with translated(self.path), self._engine.connect() as connection:
            row = connection.execute(query).first()
        return _state(row) if row else None

    def body(self, url: str, sha256: str) -> Body | None:
        """Where this answer lies, if it was kept before."""
        t = s.watch_bodies.c
        query = select(s.watch_bodies).where(t.url == url, t.sha256 == sha256)
        with translated(self.path), self._engine.connect() as connection:
            row = connection.execute(query).first()
        return Body(*row) if row else None

    def keep(self, seen: Sequence[Seen], gaps: Sequence[Gap], bodies: Sequence[Body] = ()) -> None:
        """Keeps what one stretch of a round brought, all or nothing.

        What is there already stays: a second observation of the same second is the same observation.
        """
        with self._writing() as connection:
            rows = []
            for one in seen:
                number = one.state.id or _enter_state(connection, one.state)
                rows += [
                    {"series": self._series_id(connection, key), "at": one.at, "price": price, "state": number}
                    for key, price in one.prices
                ]
            _insert_new(connection, s.price_observations, rows)
            _insert_new(connection, s.price_gaps, [_values(gap) for gap in gaps])
            _insert_new(connection, s.watch_bodies, [_values(body) for body in bodies])

    def enter_series(self, keys: Iterable[SeriesKey]) -> dict[SeriesKey, int]:
        """The number of each series, entered where it is new."""
        with self._writing() as connection:
            return {key: self._series_id(connection, key) for key in keys}

    def bring_in(self, rows: Iterable[tuple[int, int, int, int]]) -> int:
        """Many observations at once, (series, at, price, state): of an import, of years. Returns how many were new.

        Rows are sorted batch by batch, because a clustered table takes sorted rows several times as fast.
        """
        source, brought = iter(rows), 0
        statement = text(
            "INSERT INTO price_observations (series, at, price, state) VALUES (:a, :b, :c, :d) ON CONFLICT DO NOTHING"
        )
        with translated(self.path):
            while batch := sorted(islice(source, _BATCH)):
                with self._engine.begin() as connection:
                    brought += _many(connection, statement, batch)
        return brought

    # -- questions ------------------------------------------------------------------------------------

    def lowest(self, since: int, before: int) -> dict[int, int]:
        """Series -> lowest price at `since` <= at < `before`; series without any observation left out."""
        query = text(
            "SELECT q.id, (SELECT min(price) FROM price_observations o WHERE o.series = q.id "
            "AND o.at >= :since AND o.at < :before) FROM price_series q"
        )
        with translated(self.path), self._engine.connect() as connection:
            rows = connection.execute(query, {"since": since, "before": before})
            return {number: price for number, price in rows if price is not None}

    def series_of(self, product: int) -> tuple[tuple[int, SeriesKey], ...]:
        """The series of a product, in the order in which they first appeared."""
        q = s.price_series
        with translated(self.path), self._engine.connect() as connection:
            rows = connection.execute(select(q).where(q.c.product == product).order_by(q.c.id))
            return tuple(
                (r.id, SeriesKey(r.product, r.variant, r.currency, r.tax, r.audience, r.country, r.vantage))
                for r in rows
            )

    def prices(self, series: int, since: int = 0, before: int = 2**62) -> tuple[Price, ...]:
        """The observations of a series in order of time."""
        o = s.price_observations.c
        query = select(o.at, o.price, o.state).where(o.series == series, o.at >= since, o.at < before).order_by(o.at)
        with translated(self.path), self._engine.connect() as connection:
            return tuple(Price(*row) for row in connection.execute(query))

    def states(self, numbers: Iterable[int]) -> dict[int, State]:
        """Page states by number."""
        wanted, found = sorted(set(numbers)), dict[int, State]()
        with translated(self.path), self._engine.connect() as connection:
            for start in range(0, len(wanted), _IN):
                some = s.page_states.c.id.in_(wanted[start : start + _IN])
                found |= {r.id: _state(r) for r in connection.execute(select(s.page_states).where(some))}
        return found

    def gaps(self, product: int) -> tuple[Gap, ...]:
        """The visits of a product that brought no price, in order of time."""
        g = s.price_gaps.c
        with translated(self.path), self._engine.connect() as connection:
            rows = connection.execute(select(s.price_gaps).where(g.product == product).order_by(g.at))
            return tuple(Gap(r.product, r.at, r.slot, r.kind, r.detail, r.record_id) for r in rows)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction; a series number that it gave out and took back is forgotten."""
        try:
            with translated(self.path), self._engine.begin() as connection:
                yield connection
        except BaseException:
            self._series.clear()
            raise

    def _series_id(self, connection: Connection, key: SeriesKey) -> int:
        number = self._series.get(key)
        if number is None:
            number = _known_series(connection, key) or _enter_series(connection, key)
            self._series[key] = number
        return number


def _known_series(connection: Connection, key: SeriesKey) -> int | None:
    q = s.price_series.c
    wanted = [q[name] == getattr(key, name) for name in SeriesKey.__slots__]
    return connection.execute(select(q.id).where(*wanted)).scalar()


def _enter_series(connection: Connection, key: SeriesKey) -> int:
    values = {name: getattr(key, name) for name in SeriesKey.__slots__}
    return int(connection.execute(insert(s.price_series).values(**values)).inserted_primary_key[0])  # type: ignore[index]


def _enter_state(connection: Connection, state: State) -> int:
    values = {name: getattr(state, name) for name in State.__slots__ if name != "id"}
    return int(connection.execute(insert(s.page_states).values(**values)).inserted_primary_key[0])  # type: ignore[index]


def _state(row: Any) -> State:
    return State(**{name: getattr(row, name) for name in State.__slots__})


def _values(row: Gap | Body) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def _insert_new(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts rows whose key is not there yet: both engines know the same words for it."""
    if rows:
        names = ", ".join(rows[0])
        values = ", ".join(f":{name}" for name in rows[0])
        statement = f"INSERT INTO {table.name} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING"  # noqa: S608 - our own names
        connection.execute(text(statement), list(rows))


def _many(connection: Connection, statement: Any, batch: Sequence[tuple[int, int, int, int]]) -> int:
    """Executes over plain tuples, past the layer that would make a dictionary of each."""
    if connection.dialect.name == "sqlite":
        raw: Any = connection.connection.cursor()
        raw.executemany(
            "INSERT INTO price_observations (series, at, price, state) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            batch,
        )
        return int(raw.rowcount)
    result = connection.execute(statement, [dict(zip("abcd", row, strict=True)) for row in batch])
    return int(result.rowcount)
