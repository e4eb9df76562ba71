"""Product safety alerts, reports and recalls of the UK's Office for Product Safety and Standards, from GOV.UK.

The list from https://www.gov.uk/api/search.json, each notice from https://www.gov.uk/api/content/... .
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from product_alerts.feeds import fields
from product_alerts.feeds.base import Ask, FeedError, Item, Listing, Problem, Record, Report, Want
from product_alerts.feeds.fetching import GIVE_UP, each
from product_alerts.feeds.json_rows import Json, flat, looks_json, read_json, text
from product_alerts.feeds.web_text import Pieces, pieces
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert, Measure
from product_alerts.risks import risks_told
from product_alerts.text import is_placeholder, tidy

NAME = SOURCE = "uk-opss"
TITLE = "United Kingdom, OPSS product safety alerts, reports and recalls (JSON)"
LICENCE = "Open Government Licence v3.0"
CREDIT = "Contains public sector information licensed under the Open Government Licence v3.0"
RANK = 1
FEWEST, MOST = 1, 10_000
BY_DEFAULT, YEARS = True, 1
ADDRESS = "https://www.gov.uk/api/"
_PER_PAGE = 200
_MOST_PAGES = 100
_LABEL = 40  # characters of a paragraph's label
_LIST = (
    f"{ADDRESS}search.json?filter_format=product_safety_alert_report_recall&order=-public_timestamp"
    "&count={count}&start={start}&fields=title,link,public_timestamp,description"
)
_PATH = "/product-safety-alerts-reports-recalls/"
_NUMBER = re.compile(r"\b(\d{4}-\d{4})\b")
_ALL = re.compile(r"\s*\((?:all|unknown|multiple)[^()]*batch[^()]*\)|^all batches$", re.IGNORECASE)


def recognises(raw: bytes) -> bool:
    return looks_json(raw, b"base_path", b"details") and b"product-safety-alerts-reports-recalls" in raw[:100_000]


# --- fetching


def fetch(ask: Ask, want: Want) -> Iterator[Report | Listing | Problem]:
    """Every notice since `want.since` that is lacking or was changed after it was fetched, the oldest first."""
    found: dict[str, Report] = {}
    for step in _list(ask, want.since):
        if isinstance(step, Report):
            found[step.name] = step
        else:
            yield step
    recent = [r for r in found.values() if (r.published or want.today) >= want.since]
    wanted = [r for r in recent if want.lacks(r.name, settled=r.published)]
    yield from each(ask, sorted(wanted, key=lambda r: (r.published or want.today, r.name)))


def _list(ask: Ask, since: date) -> Iterator[Report | Listing | Problem]:
    start, failed, announced = 0, 0, -1
    for page in range(_MOST_PAGES):
        start = page * _PER_PAGE
        if 0 <= announced <= start:
            return
        try:
            raw = ask(_LIST.format(count=_PER_PAGE, start=start))
            rows, announced = _page(raw)
        except (OSError, FeedError) as error:
            failed += 1
            yield Problem("search", f"from {start}", "list of notices", f"could not be had: {error}")
            if failed >= GIVE_UP or announced < 0:
                raise FeedError(f"the list of notices could not be had: {error}; try again later") from None
            continue
        if page == 0:
            yield Listing("notices", announced, raw)
        reports = [_entry(row) for row in rows]
        yield from reports
        expected = min(_PER_PAGE, announced - start)
        if len(rows) < expected:
            said = f"{len(rows)} of {expected}"
            yield Problem("search", said, f"list of notices from {start}", "fewer than announced: a gap")
        if any(isinstance(r, Report) and r.published and r.published < since for r in reports):
            return


def _page(raw: bytes) -> tuple[list[Any], int]:
    data = read_json(raw)
    rows, total = (data.get("results"), data.get("total")) if isinstance(data, dict) else (None, None)
    if not isinstance(rows, list) or not isinstance(total, int):
        raise FeedError("not a page of results")
    return rows, total


def _entry(row: Any) -> Report | Problem:
    link = text(row.get("link")) if isinstance(row, dict) else ""
    try:
        published = date.fromisoformat(text(row.get("public_timestamp"))[:10]) if link else None
    except ValueError:
        published = None
    if not link.startswith(_PATH) or published is None:
        return Problem("results", str(row)[:200], "list of notices", "an entry without address or day")
    return Report(link.removeprefix(_PATH), published, f"{ADDRESS}content{link}")


# --- one notice


def parse(raw: bytes) -> Iterator[Item]:
    """The notice of a content answer, or every one of a list of them."""
    data = read_json(raw)
    for at, row in enumerate(data if isinstance(data, list) else [data], start=1):
        if not isinstance(row, dict) or not text(row.get("base_path")).startswith(_PATH):
            raise FeedError(f"record {at} is no product safety notice of GOV.UK: its base_path must begin with {_PATH}")
        yield from _notice(row)


def _notice(row: Json) -> Iterator[Item]:
    title, details = tidy(text(row.get("title"))), row.get("details")
    read = pieces(text(details.get("body")) if isinstance(details, dict) else "")
    told = _told(read)
    number = _case(told.get("text.PSD notification number", ""), title, text(row.get("base_path")))
    values = {path: said for path, said in flat(row).items() if path != "details.body"}
    record = Record({**values, **told}, number)
    yield _alert(record, number, title)
    yield from record.problems


def _told(read: Pieces) -> dict[str, str]:
    """The body's fields: rows of its tables ("table.Brand"), and "Label: text" paragraphs ("text.Hazard")."""
    found: dict[str, list[str]] = {}
    for label, said in read.labelled:
        found.setdefault(f"table.{label.strip(' :')}", []).append(said)
    for heading, said in read.paragraphs:
        label, colon, rest = said.partition(":")
        if colon and len(label) <= _LABEL and rest.strip():
            found.setdefault(f"text.{label.strip()}", []).append(rest.strip())
        else:
            found.setdefault(f"text.{heading or 'Text'}", []).append(said)
    return {name: "\n".join(said) for name, said in found.items()}


def _case(stated: str, title: str, path: str) -> str:
    """The notice's number, as stated, as in its title, or the last part of its address."""
    found = _NUMBER.search(stated) or _NUMBER.search(title) or _NUMBER.search(path)
    return found[1] if found else path.removeprefix(_PATH)


def _alert(record: Record, number: str, title: str) -> Alert:
    gtins, others = fields.barcodes(record, "Barcode", record.take("table.Barcode"))
    product, hazard = record.take("text.Product"), record.take("text.Hazard")
    category, described = record.take("table.Type"), record.take("table.Product Description")
    action = record.take("text.Corrective action")
    record.take("title")
    coarse = record.take("details.metadata.product_category").replace("-", " ")
    first = record.take("first_published_at") or record.take("details.metadata.product_recall_alert_date")
    path = record.take("base_path")
    kept = record.keep(*_KEPT)
    return Alert(
        source=SOURCE,
        number=number,
        published=fields.day(record, "first_published_at", first),
        updated=fields.day(record, "public_updated_at", record.take("public_updated_at")),
        category=category or coarse.capitalize(),
        name=fields.one(product) or re.sub(r"^[^:]{3,40}:\s*|\s*\([\d-]+\)$", "", title),
        brands=fields.split_list(record.take("table.Brand")),
        models=fields.split_list(_model(record)),
        gtins=gtins,
        other_codes=others,
        batches=_batches(record.take("table.Batches") or record.take("table.Batch Number")),
        item_ids=items_of_text(f"{described}\n{action}"),
        risks=risks_told(hazard),
        danger=hazard,
        measures=_measures(record, action),
        description=described or record.take("description"),
        notifying_country="United Kingdom",
        origin_country=fields.one(record.take("table.Country of Origin")),
        countries=("GB",),
        level=record.take("details.metadata.product_risk_level"),
        url=f"https://www.gov.uk{path}",
        extra=(*kept, *record.rest()),
    )


def _model(record: Record) -> str:
    return "\n".join(filter(None, (record.take("table.Model"), record.take("table.Model Number"))))


def _batches(stated: str) -> tuple[str, ...]:
    """The batches named; "(All batches)" behind them, or alone, sets no limit and names none."""
    return tuple(one for one in fields.split_list(_ALL.sub("", stated)) if not is_placeholder(one))


def _measures(record: Record, action: str) -> tuple[Measure, ...]:
    codes = record.take("details.metadata.product_measure_type").splitlines()
    said = tuple(Measure(code.replace("-", " ").capitalize()) for code in codes)
    return (*said, *((Measure(action),) if action else ()))


_KEPT = (
    *"""content_id document_type locale schema_name description details.metadata.product_alert_type
    details.metadata.product_recall_alert_date details.attachments.attachment_type details.attachments.content_type
    details.attachments.title details.attachments.url details.attachments.id details.attachments.filename""".split(),
    "text.PSD notification number",
    "text.Notified by",
)
