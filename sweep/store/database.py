"""Opening the database, and its errors in words that a user can act on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from sweep.errors import SweepError
from sweep.store import schema

_REMEDIES = (
    ("disk is full", "the disk is full; free some space and run the same command again"),
    ("readonly", "cannot be written: the folder or the file is read-only"),
    ("unable to open", "cannot be opened: check the folder and its permissions"),
    ("disk i/o error", "cannot be read or written: the disk reports an error, or it is full"),
    ("malformed", "is damaged; put back a copy, or move it away: `sweepday judge` rebuilds it from the captures"),
    ("not a database", "is no database; put back a copy, or move it away: `sweepday judge` rebuilds it"),
    ("locked", "is in use by another program; close it and run the same command again"),
)

_TRIES, _PAUSE = 200, 0.05  # seconds between them


def open_engine(path: Path) -> Engine:
    """The engine of the SQLite file `path`, with its tables. Raises SweepError."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 60}, pool_size=64)
    event.listen(engine, "connect", _configure)
    with translated(path), with_tables(engine, schema.metadata) as connection:
        _check_version(connection, path)
    return engine


@contextmanager
def with_tables(engine: Engine, metadata: MetaData) -> Iterator[Connection]:
    """A transaction of an SQLite file in which these tables are there. Where they are not yet, of several programs
    that open the file at once one makes them, and the others wait."""
    with engine.connect() as connection:
        if not _all_there(connection, metadata):
            connection.rollback()
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            metadata.create_all(connection)
        yield connection
        connection.commit()


def _all_there(connection: Connection, metadata: MetaData) -> bool:
    return set(metadata.tables) <= set(inspect(connection).get_table_names())


def _configure(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # WAL: readers never wait for the one writer; a killed process loses no committed row. SQLite itself does not wait
    # for its turn here, when several programs open a new file at once.
    for left in reversed(range(_TRIES)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError as error:
            if not left or "locked" not in str(error):
                raise
            time.sleep(_PAUSE)
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _check_version(connection: Connection, path: Path) -> None:
    found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()
    if found is None:
        connection.execute(insert(schema.meta).values(key="schema", value=str(schema.VERSION)))
    elif found != str(schema.VERSION):
        raise SweepError(
            f"{path}: written by another version of sweepday (schema {found}, this one knows {schema.VERSION})"
        )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Database errors that a user can mend become SweepError; others pass."""
    try:
        yield
    except DBAPIError as error:
        text = str(error.orig).lower()
        for sign, remedy in _REMEDIES:
            if sign in text:
                raise SweepError(f"{path}: {remedy}") from None
        raise
