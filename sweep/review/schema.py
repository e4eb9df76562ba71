"""The tables of the review, the same on SQLite and PostgreSQL. Decisions are added, never changed."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = 1  # of these tables; kept in the table `review_meta`

metadata = MetaData()

meta = Table("review_meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

decisions = Table(
    "review_decisions",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("finding", String(16), nullable=False),
    Column("sweep", String, nullable=False),
    Column("origin", String(16), nullable=False),  # tells sweeps of the same name in several workspaces apart
    Column("shop", String, nullable=False),
    Column("check", String, nullable=False),
    Column("proof", String(16), nullable=False),
    Column("seat", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("choice", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),  # ISO 8601, UTC
    Column("outcome", String, nullable=False),
    Column("rules_version", String, nullable=False),
    Column("undoes", String, nullable=False),
    # What makes two readers at the same moment safe: the same version of the same seat is there once.
    UniqueConstraint("finding", "proof", "seat", "version", name="review_decisions_once"),
    Index("review_decisions_finding", "finding"),
    Index("review_decisions_sweep", "sweep"),
)

users = Table(
    "review_users",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("password", String, nullable=False),  # an Argon2 hash
    Column("added", Float, nullable=False),  # seconds since 1970 UTC
)

sessions = Table(
    "review_sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of what the browser holds
    Column("user", String, nullable=False),
    Column("role", String, nullable=False),
    Column("door", String, nullable=False),  # password, or local: the address that the command printed
    Column("secret", String, nullable=False),  # signs the forms of this session
    Column("begun", Float, nullable=False),
    Column("seen", Float, nullable=False),
    Index("review_sessions_user", "user"),
)

# Sign-ins that failed, for the limit on trying.
attempts = Table(
    "review_attempts",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("who", String, nullable=False),  # "name:..." or "address:..."
    Column("at", Float, nullable=False),
    Index("review_attempts_who", "who", "at"),
)
