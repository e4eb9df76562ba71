"""Rows of Safety Gate's weekly reports as others tabulate them: CSV or JSON Lines, columns named as in the XML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from product_alerts.feeds import fields
from product_alerts.feeds.base import Item, Record
from product_alerts.feeds.json_rows import looks_json
from product_alerts.feeds.table import Row, heading, table
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert

NAME = "safety-gate-table"
SOURCE = fields.SOURCE
TITLE = "Safety Gate, rows of the weekly reports (CSV, JSON Lines)"
LICENCE = "Commission reuse notice (Decision 2011/833/EU), CC BY 4.0"
CREDIT = "European Commission, Safety Gate, weekly reports"
RANK = 1
FEWEST, MOST = 1, 60_000

# The field of the weekly XML, and what tables call it.
_NAMES = {
    "caseNumber": ("case_number", "alert_number"),
    "published": ("published_date", "published_at", "alert_date"),
    "reference": ("reference_url",),
    "category": ("source_category",),
    "type_numberOfModel": ("model", "model_raw", "type_number_of_model"),
    "brand": ("brand_raw",),
    "batchNumber": ("batch", "batch_number", "batch_lot"),
    "riskType": ("risk_type",),
    "danger": ("risk_desc", "risk_description"),
    "URLrecall": ("recall_website", "recall_url"),
    "notifyingCountry": ("notifying_country", "country"),
    "countryOfOrigin": ("country_of_origin",),
    "level": ("risk_level",),
    "productionDates": ("production_dates",),
    "companyRecallCode": ("company_recall_code",),
    "onlineTrader": ("online_trader", "listing"),
}
_COLUMN = {other: name for name, others in _NAMES.items() for other in others}
_NUMBERS = frozenset(("caseNumber", "case_number", "alert_number"))
_NUMBER = re.compile(rf"{fields.NUMBER}|\d{{3,5}}/\d{{2}}")


def recognises(raw: bytes) -> bool:
    return bool(heading(raw) & _NUMBERS) or any(looks_json(raw, name.encode()) for name in _NUMBERS)


def parse(raw: bytes) -> Iterator[Item]:
    """Every row. A column that means the same as another one fills it where it is empty, else it is kept as extra."""
    for row in table(raw):
        yield from _row(row)


def _row(row: Row) -> Iterator[Item]:
    values: dict[str, str] = {}
    for title, value in row.values.items():
        name = _COLUMN.get(title, title)
        if not values.get(name):
            values[name] = value
        elif value and value != values[name]:
            values[title] = value
    number = values.get("caseNumber", "").strip()
    record = Record(values, number or row.place)
    row.report(record)
    if _NUMBER.fullmatch(number):
        yield _alert(record)
    else:
        record.problem("caseNumber", number, "no number of an alert: the row cannot be kept")
    yield from record.problems


def _alert(record: Record) -> Alert:
    gtins, others = fields.barcodes(record, "barcode", record.take("barcode"))
    trader, items = fields.traders(record.take("onlineTrader"))
    description, notifier = record.take("description"), fields.one(record.take("notifyingCountry"))
    legal = record.take("legal_provisions")
    return Alert(
        source=SOURCE,
        number=record.take("caseNumber"),
        published=fields.day(record, "published", record.take("published")),
        category=record.take("category"),
        product=fields.one(record.take("product")),
        name=fields.one(record.take("name")),
        brands=fields.split_list(record.take("brand")),
        models=fields.split_list(record.take("type_numberOfModel")),
        gtins=gtins,
        other_codes=others,
        batches=fields.split_list(record.take("batchNumber")),
        item_ids=tuple(dict.fromkeys((*items, *items_of_text(description)))),
        risks=fields.listed_risks(record, "riskType", record.take("riskType")),
        danger=" ".join(filter(None, (record.take("danger"), legal))),
        measures=fields.measures(record, record.take("measures")),
        description=description,
        notifying_country=notifier,
        origin_country=fields.one(record.take("countryOfOrigin")),
        countries=fields.listed_countries(record, "notifyingCountry", notifier),
        level=record.take("level"),
        online_trader=trader,
        made=fields.one(record.take("productionDates")),
        url=fields.address(record, "reference", record.take("reference")),
        recall_url=fields.address(record, "URLrecall", record.take("URLrecall")),
        extra=(*record.keep(*_KEPT), *record.rest()),
    )


_KEPT = (
    "type",
    "companyRecallCode",
    "ec_type_approval",
    "report_number",
    "report",
    "measures_economic_operators",
    "n_pictures",
)
