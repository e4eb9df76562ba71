"""Recalls of the US Consumer Product Safety Commission, from its REST service.

https://www.cpsc.gov/Recalls/CPSC-Recalls-Application-Program-Interface-API-Information ; models and batches stand in
the running text, and edits do not advance `LastPublishDate`: whole months are read again while they may move.
"""

from __future__ import annotations

from collections.abc import Iterator

from product_alerts.feeds import american, fields
from product_alerts.feeds.base import Ask, Item, Listing, Problem, Record, Report, Want
from product_alerts.feeds.fetching import each, months
from product_alerts.feeds.json_rows import Json, flat, looks_json, rows, text
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert, Measure
from product_alerts.text import tidy

NAME = SOURCE = "cpsc"
TITLE = "United States, CPSC recalls (JSON)"
LICENCE = "public domain (US federal government)"
CREDIT = "US Consumer Product Safety Commission, SaferProducts.gov"
RANK = 2
FEWEST, MOST = 0, 20_000
BY_DEFAULT, YEARS = True, 2
ADDRESS = "https://www.saferproducts.gov/RestWebServices/"
_MONTH = f"{ADDRESS}Recall?format=json&RecallDateStart={{first:%Y-%m-%d}}&RecallDateEnd={{last:%Y-%m-%d}}"


def recognises(raw: bytes) -> bool:
    return looks_json(raw, b"RecallID", b"RecallNumber")


def fetch(ask: Ask, want: Want) -> Iterator[Report | Listing | Problem]:
    """The months of recalls that are lacking or may still move."""
    yield from each(ask, months(want, _MONTH))


def parse(raw: bytes) -> Iterator[Item]:
    """Every recall of an answer."""
    for place, row in rows(raw):
        if row is None:
            yield Problem("record", "", place, "no record: cannot be kept")
        else:
            yield from _row(row, place)


def _row(row: Json, place: str) -> Iterator[Item]:
    number = american.number(tidy(text(row.get("RecallNumber"))))
    record = Record(flat(row), number or place)
    if number:
        yield _alert(record, number)
    else:
        record.problem("RecallNumber", "", "a record without its number cannot be kept")
    yield from record.problems


def _alert(record: Record, number: str) -> Alert:
    described, title = record.take("Description"), record.take("Title")
    captions, firms = record.take("Images.Caption"), record.keep(*_FIRMS)
    about = "\n".join(filter(None, (described, record.take("Products.Description"), captions)))
    names, hazards = record.take("Products.Name").splitlines(), record.take("Hazards.Name")
    record.take("RecallNumber")
    gtins, others = fields.barcodes(record, "ProductUPCs.UPC", record.take("ProductUPCs.UPC"))
    sold, units = record.take("Retailers.Name"), record.take("Products.NumberOfUnits")
    origin = record.take("ManufacturerCountries.Country")
    shown = (("Images.Caption", captions), ("Retailers.Name", sold), ("Products.NumberOfUnits", units))
    companies = american.companies(*(text for _, text in firms))
    return Alert(
        source=SOURCE,
        number=number,
        published=fields.day(record, "RecallDate", record.take("RecallDate")),
        updated=fields.day(record, "LastPublishDate", record.take("LastPublishDate")),
        category=record.take("Products.Type"),
        name="; ".join(names) or title,
        brands=american.brands(about, names, companies),
        models=tuple(dict.fromkeys((*fields.split_list(record.take("Products.Model")), *american.models(about)))),
        gtins=tuple(dict.fromkeys((*gtins, *american.barcodes(about)))),
        other_codes=others,
        batches=american.batches(about),
        item_ids=items_of_text(f"{about}\n{sold}"),
        risks=american.risks(record, "Hazards", record.take("Hazards.HazardType"), f"{hazards}\n{title}"),
        danger=hazards,
        measures=tuple(Measure(one, "voluntary") for one in record.take("RemedyOptions.Option").splitlines()),
        description=f"{title}\n{about}",
        notifying_country="United States",
        origin_country=origin.replace("\n", ", "),
        countries=american.countries(units),
        online_trader=american.sellers(sold),
        companies=companies,
        url=fields.address(record, "URL", record.take("URL")),
        pictures=tuple(
            found
            for one in record.take("Images.URL").splitlines()
            if (found := fields.address(record, "Images.URL", one))
        ),
        cites=tuple(record.take("Inconjunctions.URL").splitlines()),
        extra=(*firms, *shown, *record.keep(*_KEPT), *record.rest()),
    )


_FIRMS = ("Manufacturers.Name", "Importers.Name", "Distributors.Name")
_KEPT = tuple(
    """RecallID ConsumerContact Injuries.Name SoldAtLabel Remedies.Name Hazards.HazardTypeID Products.CategoryID
    Retailers.CompanyID Manufacturers.CompanyID Importers.CompanyID Distributors.CompanyID""".split()
)
