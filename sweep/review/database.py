"""Opening the database of the review: the workspace's own file, or PostgreSQL for several machines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from sweep.errors import SweepError
from sweep.review import schema
from sweep.store.database import translated, with_tables

_POSTGRES = ("postgresql", "postgres")
_LOCK = 7_242_026  # of PostgreSQL's advisory locks: one server makes the tables, the others wait


class Database:
    """The engine and its name for messages (never with a password). Safe for many threads."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Database errors that a user can mend become SweepError."""
        try:
            with translated(Path(self.name)):
                yield
        except OperationalError as error:
            if self.engine.dialect.name != "postgresql":
                raise
            raise SweepError(f"{self.name}: {_first_line(error)}; check that the server runs and lets you in") from None

    def close(self) -> None:
        self.engine.dispose()


def open_database(path: Path, url: str = "") -> Database:
    """The database at `url`, else the SQLite file `path`, with the tables of the review. Raises SweepError."""
    database = _postgres(url) if url else _sqlite(path)
    with database.errors(), _tables(database.engine) as connection:
        _check_version(connection, database.name)
    return database


@contextmanager
def _tables(engine: Engine) -> Iterator[Connection]:
    """A transaction in which the tables are there."""
    if engine.dialect.name != "postgresql":
        with with_tables(engine, schema.metadata) as connection:
            yield connection
        return
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        schema.metadata.create_all(connection)
        yield connection


def _check_version(connection: Connection, name: str) -> None:
    found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()
    if found is None:
        connection.execute(insert(schema.meta).values(key="schema", value=str(schema.VERSION)))
    elif found != str(schema.VERSION):
        raise SweepError(
            f"{name}: its review was written by another version of sweepday (tables {found}, this one knows "
            f"{schema.VERSION}); the decisions also lie in decisions.jsonl of each sweep"
        )


def _sqlite(path: Path) -> Database:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 60}, pool_size=32)
    event.listen(engine, "connect", _configure)
    return Database(engine, str(path))


def _configure(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # a decision that was acknowledged outlives a power cut
    cursor.close()


def _postgres(url: str) -> Database:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise SweepError("--database: no database URL; write postgresql://user@host/name") from None
    if parsed.get_backend_name() not in _POSTGRES:
        raise SweepError(f"--database: {parsed.drivername!r} is not supported; write postgresql://user@host/name")
    parsed = parsed.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(parsed, pool_size=16, max_overflow=16, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise SweepError("--database: PostgreSQL needs psycopg; install sweepday[review]") from None
    return Database(engine, parsed.render_as_string(hide_password=True))


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no answer"
