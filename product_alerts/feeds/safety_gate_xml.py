"""Safety Gate's weekly reports in XML, the official distribution (CC0): the list of weeks, and one week.

Addresses and field names are those of https://ec.europa.eu/safety-gate-alerts/api/download/weeklyReport/.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from product_alerts.feeds import fields
from product_alerts.feeds.base import Ask, FeedError, Item, Listing, Problem, Record, Report, Want
from product_alerts.feeds.fetching import each
from product_alerts.feeds.xml_tree import Element, read_xml
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert

NAME = "safety-gate-xml"
SOURCE = fields.SOURCE
TITLE = "Safety Gate, weekly reports (XML)"
LICENCE = "CC0 1.0"
CREDIT = "European Commission, Safety Gate, weekly reports in English"
RANK = 2
FEWEST, MOST = 1, 2_000
BY_DEFAULT, YEARS = True, 2
ADDRESS = "https://ec.europa.eu/safety-gate-alerts/api/download/"
LIST_URL = f"{ADDRESS}weeklyReport/list/xml/en"
_ADDRESS = ("http://", "https://")
_HEADING = ("report_language", "report_date", "report_year", "report_week", "report_addendum")


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


def fetch(ask: Ask, want: Want) -> Iterator[Report | Listing | Problem]:
    """The weeks from `want.since` on that are lacking, oldest first; a week that fails is a Problem.

    Raises FeedError when the list itself cannot be had or read.
    """
    try:
        raw = ask(LIST_URL)
    except OSError as error:
        raise FeedError(f"the list of weekly reports could not be had: {error}") from None
    listed = list(parse_list(raw))
    weeks = [item for item in listed if isinstance(item, Report)]
    yield Listing("weeks", len(weeks), raw)
    yield from (item for item in listed if isinstance(item, Problem))
    wanted = [week for week in weeks if week.published and week.published >= want.since and want.lacks(week.name)]
    yield from each(ask, sorted(wanted, key=lambda week: (week.published or want.today, week.name)))


def report_name(raw: bytes) -> str:
    """ "Report-2026-38", as the list of weeks calls it, or "" where the report does not name its week."""
    said = {child.tag: child.text for child in read_xml(raw).children if child.tag in _HEADING}
    year, week = said.get("report_year", ""), said.get("report_week", "")
    return f"Report-{year}-{week}" if year.isdigit() and week.isdigit() else ""


def monday(year: int, week: int) -> date:
    """The first day of an ISO week. Raises ValueError for a week that does not exist."""
    return date.fromisocalendar(year, week, 1)


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
    shown = [p.text for c in element.children if c.tag == "pictures" for p in c.children if p.text]
    pictures = tuple(dict.fromkeys(address for text in shown if (address := fields.address(record, "pictures", text))))
    yield from doubles
    if number:
        yield _alert(record, pictures, published)
    else:
        record.problem("caseNumber", "", "a record without its number cannot be kept")
    yield from record.problems


def _alert(record: Record, pictures: tuple[str, ...], published: date | None) -> Alert:
    order, notifier = record.take("order"), fields.one(record.take("notifyingCountry"))
    gtins, others = fields.barcodes(record, "barcode", record.take("barcode"))
    trader, items = fields.traders(record.take("onlineTrader"))
    description = record.take("description")
    extra = record.keep("type", "companyRecallCode")
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
        risks=fields.listed_risks(record, "riskType", record.take("riskType")),
        danger=record.take("danger"),
        measures=fields.measures(record, record.take("measures")),
        description=description,
        notifying_country=notifier,
        countries=fields.listed_countries(record, "notifyingCountry", notifier),
        origin_country=fields.one(record.take("countryOfOrigin")),
        level=record.take("level"),
        online_trader=trader,
        made=fields.one(record.take("productionDates")),
        url=fields.address(record, "reference", record.take("reference")),
        recall_url=fields.address(record, "URLrecall", record.take("URLrecall")),
        pictures=pictures,
        extra=(("order", order), *extra, *record.rest()),
    )
