"""The tables, once for SQLite and PostgreSQL. What a court may ask about is added, never updated in place."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

VERSION = 1  # of the schema; kept in the table `meta`

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

sweeps = Table(
    "sweeps",
    metadata,
    Column("name", String, primary_key=True),
    Column("day", String, nullable=False),  # ISO date: the law of this day
    Column("funnel", Text, nullable=False),  # JSON: listed, valid, distinct
    Column("created", DateTime, nullable=False),  # UTC
)

# Where a sweep looked from, for sweeps that say so. What was seen from two places is never put together.
vantages = Table(
    "vantages",
    metadata,
    Column("sweep", String, ForeignKey("sweeps.name"), primary_key=True),
    Column("vantage", String, nullable=False),
)

# One row a shop of a sweep: the queue that the workers take from.
targets = Table(
    "targets",
    metadata,
    Column("sweep", String, ForeignKey("sweeps.name"), nullable=False),
    Column("shop", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("target", Text, nullable=False),  # JSON
    Column("state", String, nullable=False),  # pending, leased, done; again, leased again: a second try at the end
    Column("attempts", Integer, nullable=False),  # how often a worker died over it
    Column("worker", String, nullable=False),
    Column("lease_until", Float, nullable=False),  # seconds since the epoch
    PrimaryKeyConstraint("sweep", "shop"),
    Index("targets_queue", "sweep", "state", "attempts", "position"),
)

visits = Table(
    "visits",
    metadata,
    Column("id", String, primary_key=True),  # <sweep>/<shop>/<time>
    Column("sweep", String, ForeignKey("sweeps.name"), nullable=False),
    Column("shop", String, nullable=False),
    Column("started", DateTime, nullable=False),
    Column("finished", DateTime, nullable=False),
    Column("archive", Text, nullable=False),
    Column("archive_sha256", String, nullable=False),
    Index("visits_shop", "shop", "started"),
)

# A visit may be judged again when law, words or readers change; each judgement stays.
judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("visit", String, ForeignKey("visits.id"), nullable=False),
    Column("sweep", String, nullable=False),
    Column("shop", String, nullable=False),
    Column("judged", DateTime, nullable=False),
    Column("tool_version", String, nullable=False),
    Column("rules_version", String, nullable=False),
    Column("state", String, nullable=False),
    Column("result", Text, nullable=False),  # JSON of the ShopResult
    Index("judgements_sweep", "sweep", "shop", "id"),
)

findings = Table(
    "findings",
    metadata,
    Column("judgement", Integer, ForeignKey("judgements.id"), nullable=False),
    Column("fingerprint", String, nullable=False),  # stable over sweeps: shop and check
    Column("shop", String, nullable=False),
    Column("check_id", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("country", String, nullable=False),
    Column("day", String, nullable=False),
    Column("evidence_digest", String, nullable=False),  # changes when the proof changes
    PrimaryKeyConstraint("judgement", "check_id"),
    Index("findings_shop", "shop", "check_id"),
)

prices = Table(
    "prices",
    metadata,
    Column("shop", String, nullable=False),
    Column("offer_key", Text, nullable=False),
    Column("visit", String, ForeignKey("visits.id"), nullable=False),
    Column("observed", DateTime, nullable=False),
    Column("price", String, nullable=False),  # plain decimal
    Column("currency", String, nullable=False),
    Column("prior_price", String, nullable=False),  # plain decimal or ""
    Column("announced", Boolean, nullable=False),  # a reduction was announced beside it, in words or percent
    Column("url", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("record_id", String, nullable=False),
    PrimaryKeyConstraint("shop", "offer_key", "visit"),
)

matches = Table(
    "matches",
    metadata,
    Column("judgement", Integer, ForeignKey("judgements.id"), nullable=False),
    Column("offer_key", Text, nullable=False),
    Column("alert", String, nullable=False),
    Column("grade", String, nullable=False),
    PrimaryKeyConstraint("judgement", "offer_key", "alert"),
)
