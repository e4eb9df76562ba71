"""Safety Gate's weekly reports in XML, the official distribution (CC0): the list of weeks, and one week.

Addresses and field names are those of https://ec.europa.eu/safety-gate-alerts/api/download/weeklyReport/.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from product_alerts.feeds import fields
from product_alerts.feeds.base import FeedError, Get, Item, Problem, Record, Report
from product_alerts.feeds.xml_tree import Element, read_xml
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert

NAME = "safety-gate-xml"
FEWEST, MOST = 1, 2_000
LIST_URL = "https://ec.europa.eu/safety-gate-alerts/api/download/weeklyReport/list/xml/en"
_ADDRESS = ("http://", "https://")
_HEADING = ("report_language", "report_date", "report_year", "report_week", "report_addendum")
_GIVE_UP = 5  # reports in a row that could not be had


def recognises(raw: bytes) -> bool:
    return b"<Safety-Gate" in raw[:2_000] or (raw.lstrip()[:1] == b"<" and b"weeklyReport" in raw[:5_000])


def is_list(raw: bytes) -> bool:
    """Whether `raw` is the list of weeks and not a week."""
    return recognises(raw) and b"<weeklyReport>" in raw[:5_000]


# --- the list of weeks


def parse_list(raw: bytes) -> Iterator[Report | Problem]:
    """Every week of the list. Raises FeedError where it is no list."""
    root = read_xml(raw)
    rows = [child for child in root.children if child.tag == "weeklyReport"]
    if not rows:
        raise FeedError("not the list of weekly reports: it names no report")
    for row in rows:
        yield from _week(row)


def _week(row: Element) -> Iterator[Report | Problem]:
    record = Record({child.tag: child.text for child in row.children}, "list of weekly reports")
    name, url = record.take("reference"), record.take("URL")
    published = fields.day(record, "publicationDate", record.take("publicationDate"))
    for known in ("report_language", "year", "month", "day", "week"):
        record.take(known)
    record.rest()
    yield from record.problems
    if name and published and url.startswith(_ADDRESS):
        yield Report(name, published, _whole(url))
    else:
        yield Problem(
            "weeklyReport", f"{name} {published} {url}"[:300], name or "?", "report without name, day or address"
        )


def _whole(url: str) -> str:
    # Without the comma at its end the server answers with a page of JavaScript and no report.
    return url if url.endswith(",") or "WEB_REPORT" not in url else f"{url},"


def fetch(get: Get, since: date, have: frozenset[str]) -> Iterator[Report | Problem]:
    """The weeks from `since` on that are not in `have`, oldest first; a week that fails is a Problem.

    Raises FeedError when the list itself cannot be had or read.
    """
    try:
        listed = list(parse_list(get(LIST_URL)))
    except OSError as error:
        raise FeedError(f"the list of weekly reports could not be had: {error}") from None
    yield from (item for item in listed if isinstance(item, Problem))
    weeks = [item for item in listed if isinstance(item, Report) and item.published >= since and item.name not in have]
    failed = 0
    for week in sorted(weeks, key=lambda w: w.published):
        try:
            yield Report(week.name, week.published, week.url, get(week.url))
            failed = 0
        except OSError as error:
            failed += 1
            yield Problem("URL", week.url, week.name, f"could not be had: {error}")
            if failed >= _GIVE_UP:
                raise FeedError(f"{failed} reports in a row could not be had: try again later") from None


def report_name(raw: bytes) -> str:
    """ "Report-2026-38", as the list of weeks calls it, or "" where the report does not name its week."""
    said = {child.tag: child.text for child in read_xml(raw).children if child.tag in _HEADING}
    year, week = said.get("report_year", ""), said.get("report_week", "")
    return f"Report-{year}-{week}" if year.isdigit() and week.isdigit() else ""


def monday(year: int, week: int) -> date:
    """The first day of an ISO week. Raises ValueError for a week that does not exist."""
    return date.fromisocalendar(year, week, 1)


def default_since(now: date) -> date:
    """How far a first update reaches back: two years."""
    return now - timedelta(days=2 * 365)


# --- one week


def parse(raw: bytes) -> Iterator[Item]:
    """The alerts of one week, the changes of its addendum, and every problem."""
    root = read_xml(raw)
    if root.tag != "Safety-Gate":
        raise FeedError(f"not a Safety Gate report: its root is <{root.tag[:40]}>")
    if any(child.tag == "weeklyReport" for child in root.children):
        raise FeedError("this is the list of weekly reports: import the reports it names, or run the update")
    heading = Record({c.tag: c.text for c in root.children if c.tag in _HEADING}, "report")
    published = _heading(heading)
    yield from fields.addendum(heading, heading.take("report_addendum"), published)
    yield from heading.problems
    for child in root.children:
        if child.tag == "notifications":
            yield from _notification(child, published)
        elif child.tag not in _HEADING:
            yield Problem(child.tag, child.text[:200], heading.name, "unknown element of the report")


def _heading(heading: Record) -> date | None:
    heading.name = f"Report-{heading.take('report_year')}-{heading.take('report_week')}"
    published = fields.day(heading, "report_date", heading.take("report_date"))
    language = heading.take("report_language")
    if language not in ("", "en"):
        heading.problem(
            "report_language", language, "withdrawals can only be read in English: import the English report"
        )
    return published


def _notification(element: Element, published: date | None) -> Iterator[Item]:
    values: dict[str, str] = {}
    doubles: list[Problem] = []
    number = next((c.text for c in element.children if c.tag == "caseNumber"), "")
    for child in element.children:
        if child.tag in values:
            doubles.append(Problem(child.tag, child.text[:200], number, "field given twice: joined"))
            values[child.tag] += f", {child.text}"
        elif child.tag != "pictures":
            values[child.tag] = child.text
    record = Record(values, number or f"order {values.get('order', '?')}")
    pictures = tuple(
        p.text for c in element.children if c.tag == "pictures" for p in c.children if p.text.startswith(_ADDRESS)
    )
    yield from doubles
    if number:
        yield _alert(record, pictures, published)
    else:
        record.problem("caseNumber", "", "a record without its number cannot be kept")
    yield from record.problems


def _alert(record: Record, pictures: tuple[str, ...], published: date | None) -> Alert:
    order = record.take("order")
    gtins, others = fields.barcodes(record, "barcode", record.take("barcode"))
    trader, items = fields.traders(record.take("onlineTrader"))
    description = record.take("description")
    extra = [("order", order), *((name, one) for name in _KEPT if (one := record.take(name)))]
    return Alert(
        source=fields.SOURCE,
        number=record.take("caseNumber"),
        published=published,
        category=record.take("category"),
        product=fields.one(record.take("product")),
        name=fields.one(record.take("name")),
        brands=fields.split_list(record.take("brand")),
        models=fields.split_list(record.take("type_numberOfModel")),
        gtins=gtins,
        other_codes=others,
        batches=fields.split_list(record.take("batchNumber")),
        item_ids=tuple(dict.fromkeys((*items, *items_of_text(description)))),
        risks=fields.split_list(record.take("riskType")),
        danger=record.take("danger"),
        measures=fields.measures(record, record.take("measures")),
        description=description,
        notifying_country=fields.one(record.take("notifyingCountry")),
        origin_country=fields.one(record.take("countryOfOrigin")),
        level=record.take("level"),
        online_trader=trader,
        url=record.take("reference"),
        recall_url=record.take("URLrecall"),
        pictures=pictures,
        extra=(*extra, *record.rest()),
    )


_KEPT = ("type", "companyRecallCode", "productionDates")
