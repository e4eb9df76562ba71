"""The tables of the price watch. They hold millions of rows, so the large ones are clustered by their keys and lean.

Prices are whole thousandths of the currency's unit, moments whole seconds since 1970 in UTC. The large tables have no
foreign keys: checking them would double the time of an insert, and a row is only ever written with what it refers to.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from sweep.store.schema import metadata

watches = Table(
    "watches",
    metadata,
    Column("name", String, primary_key=True),
    Column("plan", Text, nullable=False),  # JSON, as it was when the panel was chosen
    Column("panel_sha256", String, nullable=False),  # of panel.csv: the panel never changes silently
    Column("begun", BigInteger, nullable=False),
)

watch_products = Table(
    "watch_products",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("watch", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("shop", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("data", Text, nullable=False),  # JSON: the line of the panel
    Index("watch_products_watch", "watch", "position", unique=True),
)

# One row a planned round, whatever became of it.
watch_rounds = Table(
    "watch_rounds",
    metadata,
    Column("watch", String, nullable=False),
    Column("slot", String, nullable=False),  # local date and time of the plan: "2026-10-25T06:00"
    Column("state", String, nullable=False),  # running, done, missed
    Column("started", BigInteger, nullable=False),  # 0 where nothing was begun
    Column("finished", BigInteger, nullable=False),
    Column("clock_offset", Float, nullable=False),  # seconds by which our clock was ahead of the servers'
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("watch", "slot"),
)

# What was read on one state of a page. The same bytes seen again make no new row.
page_states = Table(
    "page_states",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("product", Integer, nullable=False),
    Column("sha256", String, nullable=False),  # of the body as received
    Column("archive", Text, nullable=False),  # file inside the watch's folder
    Column("record_id", String, nullable=False),
    Column("offset", BigInteger, nullable=False),  # where the record lies in the archive; -1 where that is not known
    Column("length", Integer, nullable=False),
    Column("base", Integer, nullable=False),  # the state to which the record is a patch, 0 where it is whole
    Column("first_seen", BigInteger, nullable=False),
    Column("reading", Text, nullable=False),  # JSON
    Index("page_states_product", "product", "sha256"),
)

# A line of prices that may be compared with one another.
price_series = Table(
    "price_series",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("product", Integer, nullable=False),
    Column("variant", Text, nullable=False),
    Column("currency", String, nullable=False),
    Column("tax", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("country", String, nullable=False),  # whose consumers the shop was asked as
    Column("vantage", String, nullable=False),  # from where it was asked
    Index(
        "price_series_key", "product", "variant", "currency", "tax", "audience", "country", "vantage", unique=True
    ),
)  # fmt: skip

# The series first, then the moment: the days before a reduction lie side by side.
price_observations = Table(
    "price_observations",
    metadata,
    Column("series", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("price", BigInteger, nullable=False),
    Column("state", Integer, nullable=False),
    PrimaryKeyConstraint("series", "at"),
    sqlite_with_rowid=False,
)

# A visit that brought no price, and why. Never an observation, never silently nothing.
price_gaps = Table(
    "price_gaps",
    metadata,
    Column("product", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("slot", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("record_id", String, nullable=False),  # of the page that came instead; "" where none did
    PrimaryKeyConstraint("product", "at"),
    sqlite_with_rowid=False,
)

# Answers that are no product's page with a price (robots.txt, redirects, walls): where their bytes lie.
watch_bodies = Table(
    "watch_bodies",
    metadata,
    Column("url", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("archive", Text, nullable=False),
    Column("record_id", String, nullable=False),
    PrimaryKeyConstraint("url", "sha256"),
    sqlite_with_rowid=False,
)
