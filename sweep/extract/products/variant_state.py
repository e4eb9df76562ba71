"""The variants of a product as shop platforms state them for their own scripts: WooCommerce, Shopify, Magento.

Only one price is shown at a time; the script puts another in its place once somebody chooses another variant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sweep.extract.amounts.price_page import PricePage
from sweep.extract.data.json_text import without_halves
from sweep.extract.data.structured import Number
from sweep.extract.pages.mentions import Mention
from sweep.extract.products.products import StatedPrice
from sweep.extract.products.state import Record, states
from sweep.extract.products.state_product import same_name, title_word
from sweep.extract.words.text import clean

_WOO, _MAGENTO, _SHOPIFY = Mention("data-product_variations"), Mention("optionPrices"), Mention("variants")
_MAX_WOO = 2_000_000  # characters of one attribute
_MOST = 500  # variants of one record


@dataclass(frozen=True, slots=True)
class Choice:
    """One variant as the page's data states it. `prior` is the price that is struck through once it is chosen."""

    sku: str
    name: str
    url: str
    price: StatedPrice
    status: str = ""
    prior: StatedPrice | None = None

    @property
    def key(self) -> str:
        return self.sku or self.name or self.url


def platform_choices(view: PricePage) -> Iterator[Choice]:
    """The variants that the page's platform states, in its order; those of the first platform that states any."""
    for read in (_of_woocommerce, _of_shopify, _of_magento):
        found = tuple(read(view))
        if found:
            yield from found
            return


# --- WooCommerce: the form of a variable product carries all its variations


def _of_woocommerce(view: PricePage) -> Iterator[Choice]:
    if not _WOO.on(view.page):
        return
    form = view.page.tree.css_first("[data-product_variations]")
    raw = (form.attributes.get("data-product_variations") or "") if form is not None else ""
    try:
        rows = json.loads(without_halves(raw), parse_float=Number, parse_int=Number) if len(raw) <= _MAX_WOO else []
    except (ValueError, RecursionError):
        rows = []
    for row in rows if isinstance(rows, list) else ():
        choice = _variation(view, row) if isinstance(row, dict) else None
        if choice is not None:
            yield choice


def _variation(view: PricePage, row: Record) -> Choice | None:
    price = _woo_price(view, row, "display_price")
    if price is None or row.get("variation_is_visible") is False:
        return None
    regular = _woo_price(view, row, "display_regular_price")
    struck = regular is not None and regular.value > price.value and "<del" in str(row.get("price_html") or "")
    chosen = row.get("attributes")
    name = " ".join(str(v) for v in chosen.values() if v) if isinstance(chosen, dict) else ""
    status = {True: "InStock", False: "OutOfStock"}.get(row.get("is_in_stock", ""), "")
    number = str(row.get("sku") or row.get("variation_id") or "")
    return Choice(number[:60], name[:80], "", price, status, regular if struck else None)


def _woo_price(view: PricePage, row: Record, key: str) -> StatedPrice | None:
    raw = row.get(key)
    if not isinstance(raw, Number):
        return None
    quoted = re.search(rf"(?:&quot;|&#34;|\"){key}(?:&quot;|&#34;|\"):{re.escape(raw)}(?![\d.])", view.page.html)
    value = Decimal(raw)
    return StatedPrice(value, "", "visible", quoted[0]) if quoted and value.is_finite() and value > 0 else None


# --- Shopify: the product in JSON, prices in cents


def _of_shopify(view: PricePage) -> Iterator[Choice]:
    word = title_word(view)
    if not word or not _SHOPIFY.on(view.page):
        return
    for state in states(view.page, word, lambda r: isinstance(r.get("variants"), list)):
        for record in state.records:
            rows = [row for row in record["variants"][:_MOST] if isinstance(row, dict)]
            if not _is_shopify(record, rows, view.title.text):
                continue
            found = [choice for row in rows if (choice := _shopify(view, row))]
            if len(found) == len(rows):
                yield from found
                return


def _is_shopify(record: Record, rows: list[Record], title: str) -> bool:
    """Whether a record is a product of Shopify's with the page's title; the short form names it in its variants."""
    name = record.get("title")
    if isinstance(name, str):
        return "handle" in record and same_name(name, title)
    named = [str(row.get("name") or "") for row in rows]
    return "vendor" in record and bool(named) and all(n == title or n.startswith(f"{title} - ") for n in named)


def _shopify(view: PricePage, row: Record) -> Choice | None:
    raw = row.get("price")
    if not isinstance(raw, Number) or not re.fullmatch(r"\d{1,9}", raw):
        return None
    quoted = re.search(rf"\"price\"\s{{0,9}}:\s{{0,9}}{raw}(?![\d.])", view.page.html)
    value = Decimal(raw) / 100
    if quoted is None or value <= 0:
        return None
    name = clean(str(row.get("public_title") or row.get("title") or ""))
    status = {True: "InStock", False: "OutOfStock"}.get(row.get("available", ""), "")
    return Choice(
        clean(str(row.get("sku") or row.get("id") or ""))[:60],
        name[:80],
        "",
        StatedPrice(value, "", "state", quoted[0]),
        status,
    )


# --- Magento: the prices of all choices, and which choices each of them is


def _of_magento(view: PricePage) -> Iterator[Choice]:
    if not _MAGENTO.on(view.page):
        return
    field = view.page.tree.css_first('#product_addtocart_form input[name="product"]')
    product = (field.attributes.get("value") or "") if field is not None else ""
    for state in states(view.page, "optionPrices", lambda r: isinstance(r.get("optionPrices"), dict)):
        for record in state.records:
            if product and str(record.get("productId")) == product:
                yield from _magento(view, record)
                return


def _magento(view: PricePage, record: Record) -> Iterator[Choice]:
    names = _labels(record.get("attributes"))
    for number, prices in [*record["optionPrices"].items()][:_MOST]:
        raw = _amount(prices)
        quoted = re.search(rf"\"amount\"\s{{0,9}}:\s{{0,9}}{re.escape(raw)}(?![\d.])", view.page.html) if raw else None
        value = Decimal(raw) if quoted else Decimal(0)
        if quoted and value > 0 and (name := " ".join(names.get(number, ()))):
            yield Choice("", name[:80], "", StatedPrice(value, "", "state", quoted[0]))


def _amount(prices: Any) -> str:
    """The final price of one choice as written, "" where there is none."""
    final = prices.get("finalPrice") if isinstance(prices, dict) else None
    raw = final.get("amount") if isinstance(final, dict) else None
    return raw if isinstance(raw, Number) and re.fullmatch(r"\d{1,9}(?:\.\d{1,4})?", raw) else ""


def _labels(attributes: Any) -> dict[str, list[str]]:
    """The words of what is chosen (colour, size), by the number of the product that it leads to."""
    found: dict[str, list[str]] = {}
    for attribute in [*attributes.values()][:20] if isinstance(attributes, dict) else ():
        options = attribute.get("options") if isinstance(attribute, dict) else None
        for option in options[:_MOST] if isinstance(options, list) else ():
            numbers = option.get("products") if isinstance(option, dict) else None
            label = option.get("label") if isinstance(option, dict) else None
            for number in numbers[:_MOST] if isinstance(numbers, list) and isinstance(label, str) else ():
                found.setdefault(str(number), []).append(clean(str(label)))
    return found
