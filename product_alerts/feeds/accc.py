"""Recalls of Product Safety Australia (ACCC): the RSS feed of the latest hundred, and the page of each recall.

https://www.productsafety.gov.au/rss/feed.xml/psa_recall ; identifiers stand on the page only, under its headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from product_alerts.feeds import fields
from product_alerts.feeds.american import models as models_told
from product_alerts.feeds.base import MAX_BYTES, Ask, FeedError, Item, Listing, Problem, Record, Report, Want
from product_alerts.feeds.fetching import each
from product_alerts.feeds.web_text import Pieces, pieces
from product_alerts.feeds.xml_tree import Element, read_xml
from product_alerts.item_ids import items_of_text
from product_alerts.model import Alert, Measure
from product_alerts.risks import risks_told
from product_alerts.text import tidy

NAME = SOURCE = "accc"
TITLE = "Australia, ACCC product recalls (RSS and pages)"
LICENCE = "CC BY 4.0"
CREDIT = "Based on Australian Competition and Consumer Commission data, Product Safety Australia"
RANK = 2
FEWEST, MOST = 1, 2_000
BY_DEFAULT, YEARS = True, 1
ADDRESS = "https://www.productsafety.gov.au/rss/"
RSS = f"{ADDRESS}feed.xml/psa_recall"
_HOST = b"productsafety.gov.au"
_RECALL = re.compile(r"/recalls?/([^/?#\s]+)/?$")
_CANONICAL = re.compile(
    r"<link\b(?=[^>]{0,300}rel=[\"']canonical[\"'])[^>]{0,300}href=[\"']([^\"'<>]{1,300})[\"']", re.IGNORECASE
)
_TITLE = re.compile(r"<h1\b[^>]{0,300}>(.{1,500}?)</h1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,300}>")


def recognises(raw: bytes) -> bool:
    head = raw[:200_000]
    return _HOST in head and (b"<rss" in head[:1_000] or b"/recall" in head)


# --- fetching


def fetch(ask: Ask, want: Want) -> Iterator[Report | Listing | Problem]:
    """The page of every recall of the feed that is lacking, the oldest first."""
    try:
        raw = ask(RSS)
    except OSError as error:
        raise FeedError(f"the feed of recalls could not be had: {error}") from None
    found: dict[str, Report] = {}
    for item in _items(raw):
        entry = _entry(item)
        if isinstance(entry, Report):
            found[entry.name] = entry
        else:
            yield entry
    yield Listing("recalls", len(found), raw)
    wanted = [r for r in found.values() if want.lacks(r.name) and (r.published or want.today) >= want.since]
    yield from each(ask, sorted(wanted, key=lambda r: (r.published or want.today, r.name)))


def _items(raw: bytes) -> list[Element]:
    root = read_xml(raw)
    items = [item for channel in root.children if channel.tag == "channel" for item in channel.children]
    found = [item for item in items if item.tag == "item"]
    if root.tag != "rss" or not found:
        raise FeedError("not the feed of recalls: it has no items")
    return found


def _entry(item: Element) -> Report | Problem:
    said = {child.tag: child.text for child in item.children}
    number, day = _slug(said.get("link", "")), _day(said.get("pubDate", "") or said.get("date", ""))
    if not number or day is None:
        return Problem("item", " ".join(said.values())[:200], "feed of recalls", "an item without address or day")
    return Report(number, day, said["link"])


def _slug(address: str) -> str:
    """The last part of a recall's address, its stable number in the feed and on its page."""
    found = _RECALL.search(urlsplit(address).path if address.isascii() else "")
    return found[1] if found else ""


def _day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError):
        pass
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


# --- the feed, or one page


def parse(raw: bytes) -> Iterator[Item]:
    """The recall of a page, or the recalls of the feed with the little that it says of them."""
    if len(raw) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES // 1_000_000} MB")
    if b"<rss" in raw[:1_000]:
        for item in _items(raw):
            yield from _item(item)
    else:
        yield from _page(raw)


def _item(item: Element) -> Iterator[Item]:
    values: dict[str, str] = {}
    for child in item.children:
        values[child.tag] = "\n".join(filter(None, (values.get(child.tag, ""), child.text)))
    number = _slug(values.get("link", ""))
    record = Record(values, number or "item")
    if not number:
        record.problem("link", values.get("link", ""), "an item without the address of its recall cannot be kept")
        yield from record.problems
        return
    said = pieces(record.take("description"))
    told = "\n".join([*(f"{a}: {b}" for a, b in said.labelled), *(text for _, text in said.paragraphs)])
    title, stated = record.take("title"), record.take("pubDate")
    published = _day(stated)
    if stated and published is None:
        record.problem("pubDate", stated, "not a date")
    yield Alert(
        source=SOURCE,
        number=number,
        published=published,
        category=record.take("category").replace("\n", ", "),
        name=title,
        risks=risks_told(told),
        description=told,
        notifying_country="Australia",
        countries=("AU",),
        url=record.take("link"),
        pictures=tuple(link for link in said.pictures if link.startswith("https://")),
        extra=(*record.keep("guid", "creator", "date"), *record.rest()),
    )
    yield from record.problems


def _page(raw: bytes) -> Iterator[Item]:
    html = raw.decode("utf-8", "replace")
    if "</html>" not in html[-2_000:].lower():
        raise FeedError("the page is cut off: it has no end")
    canonical = _CANONICAL.search(html)
    number = _slug(canonical[1]) if canonical else ""
    heading = _TITLE.search(html)
    if not canonical or not number or not heading:
        raise FeedError("not the page of a recall: it needs its own address (canonical) and a heading")
    read = pieces(html)
    record = Record(_values(read), number)
    yield _alert(record, number, canonical[1], tidy(_TAG.sub(" ", heading[1])), read)
    yield from record.problems


# What the page calls it, in lower case, and the field it fills.
_LABELS = {
    "pra number": "pra",
    "date published": "published",
    "published date": "published",
    "recall date": "published",
    "brand": "brand",
    "brand name": "brand",
    "product description": "description",
    "product information": "description",
    "identifying features": "features",
    "identifying marks": "features",
    "model": "model",
    "model number": "model",
    "model name and number": "model",
    "sku": "model",
    "sku number": "model",
    "item number": "model",
    "gtin": "barcode",
    "barcode": "barcode",
    "ean": "barcode",
    "batch number": "batch",
    "batch": "batch",
    "what are the defects?": "defect",
    "reason the product is recalled": "defect",
    "reasons the product is recalled": "defect",
    "what are the hazards?": "hazard",
    "the hazards to consumers": "hazard",
    "hazard": "hazard",
    "what should consumers do?": "remedy",
    "what you should do": "remedy",
    "supplier": "supplier",
    "traders who sold this product": "traders",
    "where the product was sold": "where",
    "dates available for sale": "dates",
    "country of origin": "origin",
    "product category": "category",
    "category": "category",
}


def _values(read: Pieces) -> dict[str, str]:
    """Labelled fields, and paragraphs below a heading that is known; the rest of the page is its frame."""
    values: dict[str, str] = {}
    told = [*read.labelled, *((heading, said) for heading, said in read.paragraphs)]
    for label, said in told:
        name = _LABELS.get(label.lower().strip(" :"))
        if name and said not in values.get(name, "").splitlines():
            values[name] = "\n".join(filter(None, (values.get(name, ""), said)))
    return values


def _alert(record: Record, number: str, address: str, title: str, read: Pieces) -> Alert:
    features, described = record.take("features"), record.take("description")
    gtins, others = fields.barcodes(record, "barcode", record.take("barcode"))
    defect, hazard, traders = record.take("defect"), record.take("hazard"), record.take("traders")
    models = (*fields.split_list(record.take("model")), *models_told(f"{features}\n{described}"))
    stated = record.take("published")
    published = _words_day(stated)
    if stated and published is None:
        record.problem("published", stated, "not a date")
    return Alert(
        source=SOURCE,
        number=number,
        published=published,
        category=record.take("category").replace("\n", ", "),
        name=title,
        brands=fields.split_list(record.take("brand")),
        models=tuple(dict.fromkeys(models)),
        gtins=gtins,
        other_codes=others,
        batches=fields.split_list(record.take("batch")),
        item_ids=items_of_text(f"{described}\n{traders}"),
        risks=risks_told(f"{hazard}\n{defect}"),
        danger=" ".join(filter(None, (defect, hazard))),
        measures=tuple(Measure(one, "voluntary") for one in record.take("remedy").splitlines()),
        description="\n".join(filter(None, (described, features))),
        notifying_country="Australia",
        origin_country=fields.one(record.take("origin")),
        countries=("AU",),
        online_trader=traders.replace("\n", ", "),
        companies=tuple(record.take("supplier").splitlines()),
        url=address,
        pictures=tuple(
            f"https://www.productsafety.gov.au{link}" if link.startswith("/") else link
            for link in dict.fromkeys(read.pictures)
            if "/system/files/" in link
        ),
        extra=(*record.keep("pra", "where", "dates"), *record.rest()),
    )


def _words_day(text: str) -> date | None:
    """A day as the pages write it: "29 September 2026", or as an ISO date."""
    found = re.search(r"\b(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})\b", text)
    return _day(f"{found[1]} {found[2]} {found[3]} 00:00:00 +0000") if found else _day(text)
