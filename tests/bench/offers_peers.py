"""The same product pages read by other tools, in one table: "right / labelled", exact, per page.

Two are run here: `extruct + price-parser`, as its users put the two together (the first product of any syntax, its
first offer), and `metascraper` with its rules for shops, in node, installed from npm once. A tool that cannot run here
says why, and is quoted instead: quoted figures were published or measured elsewhere on these very pages.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import logging
import subprocess
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.table import table
from tests.platforms.installed import MissingError, node_modules_of

FIELDS = ("price", "currency", "sku", "brand", "availability")
COMMERCIAL = ("best recorded commercial extractor (quoted)", "68/68", "57/60", "61/70", "44/57", "68/71")
QUOTED = {
    "extruct + price-parser": ("38/68", "-", "24/70", "22/57", "-"),
    "metascraper": ("48/68", "-", "-", "-", "-"),
}
RACE = Path(__file__).parent / "race"
Read = dict[str, str]
_SYNTAXES = ["json-ld", "microdata", "rdfa", "opengraph"]


def peers_table(ours: Mapping[str, tuple[int, int]], labels: Iterable[dict[str, Any]], folder: Path) -> str:
    """The table; `ours` are right and labelled by field, `labels` the lines of `labels.jsonl` in `folder`."""
    own = ("sweepday", *(f"{ours[f][0]}/{ours[f][1]}" for f in FIELDS))
    labels = list(labels)
    pages = [(label["url"], _html(folder / label["file"])) for label in labels]
    others = [peer_row(name, read, labels, pages) for name, read in PEERS.items()]
    return table(("tool", *FIELDS), [own, *others, COMMERCIAL])


def peer_row(
    name: str,
    read: Callable[[Sequence[tuple[str, str]]], Sequence[Read]],
    labels: Sequence[dict[str, Any]],
    pages: Sequence[tuple[str, str]],
) -> tuple[str, ...]:
    """What the tool `name` read right of `pages` (address, HTML); its quoted figures where it cannot run, with why."""
    from tests.bench.offers import TESTS

    try:
        found = read(pages)
    except MissingError as missing:
        return (f"{name} (quoted; not run: {missing})", *QUOTED[name])
    right, whole = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
    for label, values in zip(labels, found, strict=True):
        for field in FIELDS:
            if wanted := label.get(field):
                whole[field] += 1
                right[field] += any(TESTS[field][1](values[field], str(w)) for w in wanted)
    return (f"{name} (run here)", *(f"{right[f]}/{whole[f]}" for f in FIELDS))


def _html(file: Path) -> str:
    return gzip.decompress(file.read_bytes()).decode("utf-8", "replace")


def metascraper(pages: Sequence[tuple[str, str]]) -> list[Read]:
    """What metascraper and its rules for shops read. Raises MissingError without node, npm or their registry."""
    packages = node_modules_of("metascraper", RACE)
    command = ["node", str(RACE / "metascraper" / "read.mjs"), str(packages)]
    lines = "".join(json.dumps({"url": url, "html": html}) + "\n" for url, html in pages)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingError(f"node: {(done.stderr or done.stdout).strip()[-200:]}")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [{**values, "availability": values["availability"].rpartition("/")[2]} for values in found]


def extruct_price_parser(pages: Sequence[tuple[str, str]]) -> list[Read]:
    """Price, currency, number, brand and stock of the first product that `extruct` gives. Raises MissingError."""
    if not all(map(importlib.util.find_spec, ("extruct", "price_parser"))):
        raise MissingError("pip install 'sweepday[bench]'")
    return [_extruct(html, url) for url, html in pages]


def _extruct(html: str, url: str) -> Read:
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


PEERS: dict[str, Callable[[Sequence[tuple[str, str]]], Sequence[Read]]] = {
    "extruct + price-parser": extruct_price_parser,
    "metascraper": metascraper,
}
