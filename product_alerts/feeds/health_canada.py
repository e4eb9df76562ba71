"""Recalls and safety alerts of the Government of Canada: one file with everything, written anew every day.

https://recalls-rappels.canada.ca/en/open-data ; it names no brand, model or barcode of its own: those stand on pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from product_alerts.feeds import fields
from product_alerts.feeds.base import Ask, Item, Listing, Problem, Record, Report, Want
from product_alerts.feeds.fetching import each
from product_alerts.feeds.json_rows import Json, looks_json, rows, text
from product_alerts.links import JOINT
from product_alerts.model import Alert, Measure
from product_alerts.risks import risks
from product_alerts.text import tidy

NAME = SOURCE = "health-canada"
TITLE = "Government of Canada, recalls and safety alerts (JSON)"
LICENCE = "Open Government Licence - Canada 2.0"
CREDIT = "Contains information licensed under the Open Government Licence - Canada"
RANK = 1
FEWEST, MOST = 1, 200_000
BY_DEFAULT, YEARS = True, 0
ADDRESS = "https://recalls-rappels.canada.ca/sites/default/files/opendata-donneesouvertes/"
FILE = "HCRSAMOpenData"
_TAG = re.compile(r"<[^<>]{0,500}>")
_US = re.compile(
    r"\bUS\s?CPSC\b|U\.?S\.? Consumer Product Safety Commission|United States Consumer Product Safety", re.I
)
_JOINT = re.compile(r"\bjoint\b", re.IGNORECASE)
_NAMED_BRAND = re.compile(r"^(.{2,60}?)\s+brand\b", re.IGNORECASE)
_NAMED_MAKER = re.compile(r"^Transport Canada Recall - \S+ - (.{2,80})$")


def recognises(raw: bytes) -> bool:
    return looks_json(raw, b"NID", b"Organization")


def fetch(ask: Ask, want: Want) -> Iterator[Report | Listing | Problem]:
    """The whole file, once a day at most."""
    if want.lacks(FILE, settled=want.today):
        yield from each(ask, [Report(FILE, want.today, f"{ADDRESS}{FILE}.json")])


def parse(raw: bytes) -> Iterator[Item]:
    """The English notices; each French twin repeats one of them under its own number, and is counted only."""
    twins = 0
    for place, row in rows(raw):
        if row is None:
            yield Problem("record", "", place, "no record: cannot be kept")
        elif "/fr/" in text(row.get("URL")):
            twins += 1
        else:
            yield from _row(row, place)
    if twins:
        yield Problem("URL", str(twins), FILE, "French twins of English notices: left aside")


def _row(row: Json, place: str) -> Iterator[Item]:
    number = tidy(text(row.get("NID")))
    record = Record({name: _plain(text(value)) for name, value in row.items()}, number or place)
    if number:
        yield _alert(record)
    else:
        record.problem("NID", "", "a record without its number cannot be kept")
    yield from record.problems


def _plain(html: str) -> str:
    """The text of a field that may hold HTML; a paragraph is a line."""
    if "<" not in html and "&" not in html:
        return html
    return unescape(_TAG.sub("\n", html)).replace("\xa0", " ")


def _alert(record: Record) -> Alert:
    title, todo, issue = record.take("Title"), record.take("What you should do"), record.take("Issue")
    kind, remedy = record.take("Organization"), record.keep("Recall class", "Archived")
    day = fields.day(record, "Last updated", record.take("Last updated"))
    return Alert(
        source=SOURCE,
        number=record.take("NID"),
        published=day,
        updated=day,
        category=record.take("Category"),
        name=fields.one(record.take("Product")) or title,
        brands=_brands(title),
        risks=_risks(issue),
        danger=issue,
        measures=(Measure("Recall", "voluntary"),) if "recall" in title.lower() else (),
        description=title,
        notifying_country="Canada",
        countries=("CA", "US") if _US.search(todo) and _JOINT.search(todo) else ("CA",),
        level=dict(remedy).get("Recall class", ""),
        url=fields.address(record, "URL", record.take("URL")),
        cites=(f"{JOINT}cpsc",) if _US.search(todo) and _JOINT.search(todo) else (),
        extra=(("Organization", kind), ("What you should do", todo), *remedy, *record.rest()),
    )


def _brands(title: str) -> tuple[str, ...]:
    """A brand that the title itself calls one ("X brand Y recalled due to ..."); nothing is guessed."""
    found = _NAMED_BRAND.match(title) or _NAMED_MAKER.match(title)
    return fields.split_list(found[1]) if found else ()


def _risks(issue: str) -> tuple[str, ...]:
    """Its issues by Safety Gate's names; the others are causes and allergens, and stand in `danger`."""
    return risks(issue)[0]
