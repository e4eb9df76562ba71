"""JSON answers of data interfaces: read with care, flattened to plain fields, told from web pages of trouble."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from product_alerts.feeds.base import MAX_BYTES, MAX_RECORDS, FeedError

Json = Mapping[str, Any]
_HEAD = 65_536  # bytes in which a format shows itself


def looks_json(raw: bytes, *names: bytes) -> bool:
    """Whether `raw` begins as JSON and soon uses all those names of fields."""
    head = raw[:_HEAD]
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") and all(b'"%b"' % name in head for name in names)


def refuse_web_page(raw: bytes) -> None:
    """Raises FeedError for a web page where data was expected: servers in trouble answer so, with status 200."""
    head = raw[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        raise FeedError("a web page (HTML) where data was expected: the server is in trouble or asks for a browser")


def read_json(raw: bytes) -> Any:
    """The value of `raw`. Raises FeedError for anything that is not one whole JSON text."""
    if len(raw) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES // 1_000_000} MB")
    refuse_web_page(raw)
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FeedError(f"not UTF-8 (byte {error.start}): save the file as UTF-8 and import it again") from None
    except json.JSONDecodeError as error:
        raise FeedError(
            f"broken JSON at line {error.lineno}, column {error.colno}, perhaps cut off: {error.msg}"
        ) from None
    except (ValueError, RecursionError) as error:
        raise FeedError(f"broken JSON: {error}") from None


def rows(raw: bytes, *names: str) -> Iterator[tuple[str, Json | None]]:
    """The records of a list, or of a list under one of `names`, each with its place ("record 3"); None for no record.

    Raises FeedError where there is no such list, or far too long a one.
    """
    data = read_json(raw)
    if isinstance(data, dict):
        data = next((data[name] for name in names if isinstance(data.get(name), list)), None)
    if not isinstance(data, list):
        raise FeedError("not a list of records")
    if len(data) > MAX_RECORDS:
        raise FeedError(f"more than {MAX_RECORDS} records")
    for at, row in enumerate(data, start=1):
        yield f"record {at}", row if isinstance(row, dict) else None


def text(value: Any) -> str:
    """A plain value as text, a list of them as lines, "" for null and for whole objects."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, list):
        return "\n".join(said for one in value if (said := text(one)))
    return ""


def flat(row: Any) -> dict[str, str]:
    """Every leaf under its path; list positions are left out: "product.brands.brand" -> "A\\nB". Iterative."""
    found: dict[str, list[str]] = {}
    stack: list[tuple[Any, str]] = [(row, "")]
    while stack:
        node, here = stack.pop()
        if isinstance(node, dict):
            stack.extend((child, f"{here}.{name}" if here else str(name)) for name, child in reversed(node.items()))
        elif isinstance(node, list):
            stack.extend((child, here) for child in reversed(node))
        elif node is not None and node != "":
            found.setdefault(here, []).append(text(node))
    return {path: "\n".join(said) for path, said in found.items()}
