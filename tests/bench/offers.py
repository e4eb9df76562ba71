"""How well offers are read: real product pages of many shops against what people labelled.

Run `python -m tests.bench.offers` for the table, `... -v` for every difference.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from product_alerts.model import Offer
from sweep.extract.offers import page_offers
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from tests.bench.offers_peers import peers_table
from tests.bench.table import ratio, table
from tests.shared import shared

# What a label's sign may stand for; the labels were copied as printed.
_SIGNS = {
    "€": {"EUR"},
    "£": {"GBP"},
    "$": {"USD", "CAD", "AUD", "ARS", "TWD"},
    "zł": {"PLN"},
    "lei": {"RON"},
    "kn": {"HRK"},
    "₹": {"INR"},
    "원~": {"KRW"},
    "тг.": {"KZT"},
    "ر.س": {"SAR"},
}


@dataclass
class Row:
    """One field: how many labelled values were read right, read wrong or missed, and how many were invented.

    `invented` counts values on pages where a person saw that there is none; `languages` right and other ones by the
    language of the page.
    """

    name: str
    correct: int = 0
    labelled: int = 0
    wrong: int = 0
    invented: int = 0
    differences: list[str] = field(default_factory=list)
    languages: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))


def measure() -> list[Row]:
    """One row per field over all labelled pages. Skips as a test does where the pages are not there."""
    folder = shared("product_pages")
    rows = {name: Row(name) for name in (*TESTS, "title", "was-price", "discount")}
    for label, page in _pages(folder):
        offers = page_offers(page)
        offer = offers[0].value if offers else Offer(url=page.url, title="")
        for name, (value, same) in TESTS.items():
            wanted = label.get(name)
            if wanted:
                _count(rows[name], page, label["file"], str(value(offer) or ""), [str(w) for w in wanted], same)
        if "read" in label:
            _count_read(rows, page, label, offer)
    return list(rows.values())


def _labels(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()]


def _pages(folder: Path) -> Iterator[tuple[dict[str, Any], Page]]:
    for label in _labels(folder):
        data = gzip.decompress((folder / label["file"]).read_bytes())
        page = Page(label["url"], 200, hashlib.sha256(data).hexdigest(), "", data.decode("utf-8", "replace"))
        page.role = "product"
        yield label, page


def _count(row: Row, page: Page, name: str, value: str, wanted: list[str], same: Callable[[str, str], bool]) -> None:
    right = any(same(value, w) for w in wanted)
    row.labelled += 1
    row.correct += right
    row.languages[language_of(page) or "none known"][right] += 1
    if right:
        return
    row.wrong += bool(value)
    row.differences.append(f"{name}: {value!r} instead of {wanted}")


def _count_read(rows: dict[str, Row], page: Page, label: dict[str, Any], offer: Offer) -> None:
    read, name = label["read"], label["file"]
    _count(rows["title"], page, name, offer.title, [read["title"]], _same_title)
    was = str(offer.prior_price or "")
    for row, value, wanted, same in (
        (rows["was-price"], was, read["was_price"], _same_number),
        (rows["discount"], offer.discount_text, read["discount_text"], _same_discount),
    ):
        if wanted is not None:
            _count(row, page, name, value, [wanted], same)
        elif value:
            row.invented += 1
            row.differences.append(f"{name}: {value!r} where a person saw none")


def _same_number(value: str, wanted: str) -> bool:
    try:
        return Decimal(value) == Decimal(wanted)
    except InvalidOperation:
        return False


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _same_words(value: str, wanted: str) -> bool:
    return bool(value) and _plain(value) == _plain(wanted)


def _same_title(value: str, wanted: str) -> bool:
    """Equal words; a label that ends in "…" was cut by the person who wrote it."""
    if wanted.endswith("…"):
        return bool(value) and _plain(value).startswith(_plain(wanted))
    return _same_words(value, wanted)


def _same_discount(value: str, wanted: str) -> bool:
    """Our words are part of what the person copied, who took the prices along."""
    return bool(value) and _plain(value) in _plain(wanted)


def _same_currency(value: str, wanted: str) -> bool:
    return value in _SIGNS.get(wanted.casefold(), {wanted})


def _same_stock(value: str, wanted: str) -> bool:
    return {"SoldOut": "OutOfStock", "LimitedAvailability": "InStock"}.get(value, value) == wanted


TESTS: dict[str, tuple[Callable[[Offer], object], Callable[[str, str], bool]]] = {
    "price": (lambda o: o.price, _same_number),
    "currency": (lambda o: o.currency, _same_currency),
    "sku": (lambda o: o.sku, _same_words),
    "brand": (lambda o: o.brand, _same_words),
    "gtin": (lambda o: o.gtin, _same_words),
    "mpn": (lambda o: o.mpn, _same_words),
    "availability": (lambda o: o.availability, _same_stock),
}


def _cells(row: Row) -> tuple[object, ...]:
    given = row.correct + row.wrong + row.invented
    counts = (row.labelled, row.correct, row.wrong, row.invented)
    return (row.name, *counts, ratio(row.correct, given), ratio(row.correct, row.labelled))


def _by_language(rows: Sequence[Row]) -> str:
    """Right / labelled of every field, a row a language, that with the most labels first."""
    counts = Counter({code: 0 for row in rows for code in row.languages})
    for row in rows:
        counts.update({code: known.total() for code, known in row.languages.items()})
    lines = [
        (code, *(f"{known[True]}/{known.total()}" if (known := row.languages.get(code)) else "-" for row in rows))
        for code, _ in counts.most_common()
    ]
    return table(("language", *(row.name for row in rows)), lines)


def main() -> None:
    began = time.process_time()
    rows = measure()
    spent = time.process_time() - began
    print(table(("field", "labelled", "right", "wrong", "invented", "precision", "recall"), map(_cells, rows)))
    print(f"{spent:.1f} s of processor time\n\nRight / labelled by the language of the page:\n")
    print(_by_language(rows))
    own = {row.name: (row.correct, row.labelled) for row in rows}
    print("\nRight / labelled, beside other tools on the same pages:\n")
    print(peers_table(own, _labels(folder := shared("product_pages")), folder))
    if "-v" in sys.argv:
        print(*(f"    {row.name} {d}" for row in rows for d in row.differences), sep="\n")


if __name__ == "__main__":
    main()
