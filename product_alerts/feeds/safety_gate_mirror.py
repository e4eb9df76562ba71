"""Safety Gate as OpenDataSoft mirrors it: one JSON record an alert, refreshed at least weekly.

https://public.opendatasoft.com/explore/dataset/healthref-europe-rapex-en/ ; whole months through its export, which
has no limit of records.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from product_alerts.feeds import fields
from product_alerts.feeds.base import Ask, Item, Listing, Problem, Record, Report, Want
from product_alerts.feeds.fetching import each, months
from product_alerts.feeds.json_rows import Json, looks_json, rows, text
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert, Measure
from product_alerts.text import tidy

NAME = "safety-gate-mirror"
SOURCE = fields.SOURCE
TITLE = "Safety Gate, mirror of OpenDataSoft (JSON)"
LICENCE = "CC0 1.0"
CREDIT = "European Commission, Safety Gate, by way of public.opendatasoft.com (healthref-europe-rapex-en)"
RANK = 3
FEWEST, MOST = 0, 20_000
BY_DEFAULT, YEARS = False, 2
ADDRESS = "https://public.opendatasoft.com/api/explore/v2.1/catalog/datasets/healthref-europe-rapex-en/"
_WHERE = quote("alert_date>='{first:%Y-%m-%d}' and alert_date<'{next:%Y-%m-%d}'", safe="{}:%-'")
_MONTH = f"{ADDRESS}exports/json?limit=-1&where={_WHERE}"


def recognises(raw: bytes) -> bool:
    return looks_json(raw, b"alert_number", b"product_brand", b"alert_date")


def fetch(ask: Ask, want: Want) -> Iterator[Report | Listing | Problem]:
    """The months that are lacking or may still be corrected, one export each."""
    yield from each(ask, months(want, _MONTH))


def parse(raw: bytes) -> Iterator[Item]:
    """The alerts of an export (a list) or of a page of records (`results`)."""
    for place, row in rows(raw, "results"):
        if row is None:
            yield Problem("record", "", place, "no record: cannot be kept")
        else:
            yield from _row(row, place)


def _row(row: Json, place: str) -> Iterator[Item]:
    number = tidy(text(row.get("alert_number")))
    record = Record({name: text(value) for name, value in row.items()}, number or place)
    if number:
        yield _alert(record)
    else:
        record.problem("alert_number", "", "a record without its number cannot be kept")
    yield from record.problems


def _alert(record: Record) -> Alert:
    gtins, others = fields.barcodes(record, "product_barcode", record.take("product_barcode"))
    notifier, danger = fields.one(record.take("alert_country")), record.take("alert_description")
    also = ", ".join(filter(None, (notifier, record.take("alert_other_countries"), record.take("measures_country"))))
    return Alert(
        source=SOURCE,
        number=record.take("alert_number"),
        published=fields.day(record, "alert_date", record.take("alert_date")),
        updated=fields.day(record, "modification_date", record.take("modification_date")),
        category=record.take("product_category"),
        product=fields.one(record.take("product_type")),
        name=fields.one(record.take("product_name")),
        brands=fields.split_list(record.take("product_brand")),
        models=fields.split_list(record.take("product_model_type")),
        gtins=gtins,
        other_codes=others,
        batches=fields.split_list(record.take("product_batch_number")),
        item_ids=items_of_text(danger),
        risks=fields.listed_risks(record, "alert_type", record.take("alert_type")),
        danger=danger,
        measures=tuple(Measure(one) for one in record.take("alert_measures").splitlines()),
        description=record.take("product_description"),
        notifying_country=notifier,
        origin_country=fields.one(record.take("product_country")),
        countries=fields.listed_countries(record, "countries", also),
        level=record.take("alert_level"),
        url=fields.address(record, "rapex_url", record.take("rapex_url")),
        recall_url=fields.address(record, "product_recall_url", record.take("product_recall_url")),
        pictures=_pictures(record),
        extra=(*record.keep(*_KEPT), *record.rest()),
    )


def _pictures(record: Record) -> tuple[str, ...]:
    listed = f"{record.take('product_image')}\n{record.take('product_other_images')}".replace(",", "\n").splitlines()
    return tuple(dict.fromkeys(found for one in listed if (found := fields.address(record, "product_image", one))))


_KEPT = ("alert_group", "technical_defect", "oecd_portal_category", "product_recall_code", "product_counterfeit")
