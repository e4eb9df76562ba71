"""Catalogues that platforms publish for machines: all products, with their category and whether they are reduced."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from sweep.capture import Response
from sweep.extract.page import Page
from sweep.extract.pages.decoding import decode_body
from sweep.extract.pages.links import absolute
from sweep.gather.products import Entry

MAX_BYTES = 12_000_000
MAX_ENTRIES = 50_000
_OK = 200
_ITEM = re.compile(rb"<(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_BYTES = 20_000  # of one product, that are looked at
_FIELD = re.compile(
    rb"<(?:g:)?(link|sale_price|price|product_type)"
    rb"(?:\s[^<>]{0,200}?href=\"([^\"<>]{1,2000})\")?[^<>]{0,200}>"
    rb"(?:\s*<!\[CDATA\[)?([^<\]]{0,2000})",
    re.IGNORECASE,
)
_FEED = 'link[rel~="alternate"][type="application/rss+xml"], link[rel~="alternate"][type="application/atom+xml"]'
_GOODS = re.compile(r"product|shop|merchant|google|catalog|katalog|produ", re.IGNORECASE)


def catalogues(page: Page, platform: str) -> tuple[str, ...]:
    """Where a shop's catalogue may be: by its platform's habit, and what its home page links as a feed of goods."""
    usual = {
        "shopify": "/products.json?limit=250",
        "woocommerce": "/wp-json/wc/store/v1/products?per_page=100",
    }.get(platform, "")
    linked = [absolute(page.url, node.attributes.get("href") or "") for node in page.tree.css(_FEED)]
    named = [url for url in linked if url.startswith("http") and _GOODS.search(url)]
    return tuple(dict.fromkeys((*([urljoin(page.url, usual)] if usual else []), *named)))


def read_catalogue(answer: Response) -> tuple[Entry, ...]:
    """The products of a catalogue in JSON (Shopify, WooCommerce) or XML (merchant feeds); () for anything else."""
    if answer.status != _OK:
        return ()
    try:
        data = decode_body(answer)[:MAX_BYTES]
    except ValueError:
        return ()
    found = _from_json(data, answer.url) if data.lstrip()[:1] in (b"{", b"[") else _from_xml(data, answer.url)
    first: dict[str, Entry] = {}
    for entry in found:
        first.setdefault(entry.url, entry)
        if len(first) >= MAX_ENTRIES:
            break
    return tuple(first.values())


def _from_json(data: bytes, base: str) -> Iterator[Entry]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return
    items = document.get("products") if isinstance(document, dict) else document
    for item in items if isinstance(items, list) else []:
        entry = _entry(item, base) if isinstance(item, dict) else None
        if entry is not None:
            yield entry


def _entry(item: dict[str, Any], base: str) -> Entry | None:
    handle, link = item.get("handle"), item.get("permalink")
    if isinstance(handle, str) and re.fullmatch(r"[\w%-]{1,300}", handle):
        variants = [v for v in item.get("variants") or [] if isinstance(v, dict)]
        reduced = any(_less(v.get("price"), v.get("compare_at_price")) for v in variants)
        return Entry(urljoin(base, f"/products/{handle}"), _words(item.get("product_type")), reduced)
    if isinstance(link, str):
        groups = item.get("categories")
        first = groups[0] if isinstance(groups, list) and groups and isinstance(groups[0], dict) else {}
        return Entry(absolute(base, link), _words(first.get("name")), bool(item.get("on_sale")))
    return None


def _from_xml(data: bytes, base: str) -> Iterator[Entry]:
    if b"<rss" not in data[:2000] and b"<feed" not in data[:2000]:
        return
    for item in _ITEM.split(data)[1:]:
        fields: dict[bytes, str] = {}
        for match in _FIELD.finditer(item[:_ITEM_BYTES]):
            value = match[2] or match[3] or b""
            fields.setdefault(match[1].lower(), html.unescape(value.decode("utf-8", "replace")).strip())
        url = absolute(base, fields.get(b"link", ""))
        if url and b"price" in fields:
            reduced = _less(_digits(fields.get(b"sale_price", "")), _digits(fields[b"price"]))
            yield Entry(url, _words(fields.get(b"product_type", "")), reduced)


def _digits(text: str) -> str:
    match = re.search(r"\d+(?:[.,]\d+)?", text)
    return match[0].replace(",", ".") if match else ""


def _less(price: object, before: object) -> bool:
    """Whether `price` is below an earlier one; False where either says nothing."""
    try:
        return 0 < float(str(price)) < float(str(before))
    except ValueError:
        return False


def _words(value: object) -> str:
    return " ".join(value.split())[:100] if isinstance(value, str) else ""
