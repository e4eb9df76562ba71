"""Recalls of the US Consumer Product Safety Commission as its website exports them: CSV, or its rows as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator

from product_alerts.feeds import american, fields
from product_alerts.feeds.base import Item, Record
from product_alerts.feeds.table import Row, heading, table
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert, Measure

NAME = "cpsc-export"
SOURCE = "cpsc"
TITLE = "United States, CPSC recalls (CSV export)"
LICENCE = "public domain (US federal government)"
CREDIT = "US Consumer Product Safety Commission, CPSC.gov"
RANK = 1
FEWEST, MOST = 1, 20_000


def recognises(raw: bytes) -> bool:
    return {"Recall Number", "Recall Heading"} <= heading(raw)


def parse(raw: bytes) -> Iterator[Item]:
    """Every row."""
    for row in table(raw, "Recall Number", "Recall Heading"):
        yield from _row(row)


def _row(row: Row) -> Iterator[Item]:
    number = american.number(row.values.get("Recall Number", "").strip())
    record = Record(row.values, number or row.place)
    row.report(record)
    if number:
        yield _alert(record, number)
    else:
        record.problem("Recall Number", "", "a record without its number cannot be kept")
    yield from record.problems


def _alert(record: Record, number: str) -> Alert:
    described, title, name = record.take("Description"), record.take("Recall Heading"), record.take("Name of product")
    hazard, units, sold = record.take("Hazard Description"), record.take("Units"), record.take("Sold At")
    origin, firms = record.take("Manufactured In"), record.keep("Manufacturers", "Importers", "Distributors")
    record.take("Recall Number")
    companies = american.companies(*(text for _, text in firms))
    return Alert(
        source=SOURCE,
        number=number,
        published=fields.day(record, "Date", record.take("Date")),
        category=record.take("categories").replace("\n", ", "),
        name=name or title,
        brands=american.brands(described, [name], companies),
        models=american.models(described),
        gtins=american.barcodes(described),
        batches=american.batches(described),
        item_ids=items_of_text(f"{described}\n{sold}"),
        risks=american.risks(record, "Hazard Description", "", f"{hazard}\n{title}"),
        danger=hazard,
        measures=tuple(Measure(one, "voluntary") for one in fields.split_list(record.take("Remedy Type"))),
        description=f"{title}\n{described}",
        notifying_country="United States",
        origin_country=fields.one(origin),
        countries=american.countries(units),
        online_trader=american.sellers(sold),
        companies=companies,
        extra=(*firms, ("Sold At", sold), ("Units", units), *record.keep(*_KEPT), *record.rest()),
    )


_KEPT = (
    "Incidents",
    "Remedy",
    "Sold At Label",
    "Custom Label",
    "Custom Field",
    "Product Safety Warning Number",
    "Product Safety Warning Date",
    "Original Product Safety Warning Announcement",
    "Consumer Action",
)
