"""The same product pages read by other tools, in one table: "right / labelled", exact, per page.

`extruct + price-parser` is run here, as its users put the two together: the first product of any syntax, its first
offer. The other rows are figures that were published or measured elsewhere on these very pages; they are marked.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import logging
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.bench.table import table

FIELDS = ("price", "currency", "sku", "brand", "availability")
QUOTED = {
    "best recorded commercial extractor (quoted)": ("68/68", "57/60", "61/70", "44/57", "68/71"),
    "extruct + price-parser (quoted)": ("38/68", "-", "24/70", "22/57", "-"),
    "metascraper (quoted)": ("48/68", "-", "-", "-", "-"),
}
_SYNTAXES = ["json-ld", "microdata", "rdfa", "opengraph"]


def peers_table(ours: Mapping[str, tuple[int, int]], labels: Iterable[dict[str, Any]], folder: Path) -> str:
    """The table; `ours` are right and labelled by field, `labels` the lines of `labels.jsonl` in `folder`."""
    own = ("sweepday", *(f"{ours[f][0]}/{ours[f][1]}" for f in FIELDS))
    return table(("tool", *FIELDS), [own, *_measured(labels, folder), *((k, *v) for k, v in QUOTED.items())])


def _measured(labels: Iterable[dict[str, Any]], folder: Path) -> list[tuple[str, ...]]:
    if not all(map(importlib.util.find_spec, ("extruct", "price_parser"))):
        return []
    from tests.bench.offers import TESTS

    right, whole = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
    for label in labels:
        found = _extruct(
            gzip.decompress((folder / label["file"]).read_bytes()).decode("utf-8", "replace"), label["url"]
        )
        for field in FIELDS:
            if wanted := label.get(field):
                whole[field] += 1
                right[field] += any(TESTS[field][1](found.get(field, ""), str(w)) for w in wanted)
    return [("extruct + price-parser (run here)", *(f"{right[f]}/{whole[f]}" for f in FIELDS))]


def _extruct(html: str, url: str) -> dict[str, str]:
    """Price, currency, number, brand and stock of the first product that `extruct` gives."""
    import extruct
    from price_parser import Price

    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = extruct.extract(html, base_url=url, syntaxes=_SYNTAXES, uniform=True, errors="ignore")
    logging.disable(logging.NOTSET)
    items = [item for name in _SYNTAXES for item in data.get(name, [])]
    flat = [inner for item in items for inner in (item.get("@graph") or [item]) if isinstance(inner, dict)]
    product = next((item for item in flat if "product" in json.dumps(item.get("@type", "")).lower()), {})
    offer = _first(product.get("offers"))
    offer = offer if isinstance(offer, dict) else {}
    raw = offer.get("price") or offer.get("lowPrice") or product.get("product:price:amount") or ""
    price = Price.fromstring(str(_first(raw)))
    currency = offer.get("priceCurrency") or product.get("product:price:currency") or price.currency or ""
    brand = _first(product.get("brand"))
    return {
        "price": str(price.amount or ""),
        "currency": str(_first(currency)),
        "sku": str(_first(product.get("sku") or offer.get("sku") or "")),
        "brand": str(brand.get("name", "") if isinstance(brand, dict) else brand or ""),
        "availability": str(_first(offer.get("availability") or "")).rpartition("/")[2],
    }


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value
