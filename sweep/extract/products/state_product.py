"""What a page's platform state says of the page's product, and the words that say it.

Only records that bear the product's own name, or its address, are taken; a field on which two of them differ says
nothing. A brand counts only as far as the page shows it, too: shops keep codes and suppliers in that field.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from sweep.extract.amounts.price_page import PricePage
from sweep.extract.data.structured import Number
from sweep.extract.page import PerPage
from sweep.extract.products.products import StatedPrice
from sweep.extract.products.state import Record, State, states
from sweep.extract.words.currencies import CODES
from sweep.extract.words.text import clean, fold

NAMES = (
    "name", "title", "productName", "product_name", "productTitle", "product_title", "displayName", "item_name",
    "itemName", "nom", "nombre", "nome", "naam", "bezeichnung", "nazwa",
)  # fmt: skip
FIELDS: dict[str, tuple[str, ...]] = {
    "brand": (
        "brand", "brandName", "brand_name", "productBrand", "product_brand", "item_brand", "itemBrand", "manufacturer",
        "manufacturerName", "manufacturer_name", "vendor", "marque", "marke", "marca", "merk", "hersteller", "producer",
        "producerName",
    ),
    "sku": (
        "sku", "skuId", "sku_id", "productSku", "product_sku", "articleNumber", "article_number", "articleNo",
        "artikelnummer", "itemNumber", "item_number", "reference", "productReference", "catalogNumber",
    ),
    "mpn": (
        "mpn", "manufacturerPartNumber", "manufacturer_part_number", "mfrPartNumber", "mfr_part_number", "mfrPartNo",
        "partNumber", "part_number", "supplierStyleNo", "supplierSku", "supplier_sku", "vendorCode", "vendor_code",
        "manufacturerSku", "manufacturer_sku", "manufacturerNumber", "herstellernummer",
    ),
    "gtin": ("gtin", "gtin13", "gtin14", "gtin8", "gtin12", "ean", "ean13", "eanCode", "ean_code", "barcode", "upc"),
    "price": (
        "price", "finalPrice", "final_price", "currentPrice", "current_price", "salePrice", "sale_price",
        "price_amount", "priceAmount", "unitPrice", "priceValue",
    ),
    "currency": ("currency", "currencyCode", "currency_code", "priceCurrency", "currencyIsoCode"),
}  # fmt: skip
_NAMES = frozenset(NAMES)
_KNOWN = frozenset(key for keys in FIELDS.values() for key in keys) | {"variants", "attributes"}
_SHOPIFY = frozenset({"handle", "variants", "published_at"})
_INNER = ("name", "label", "title", "value", "amount", "current", "centAmount", "sales")
_WORDS = re.compile(r"\w+")
_WORD = re.compile(r"\w{3,}")
_EXACT = re.compile(r"\d{1,7}\.\d{1,2}")
_LEAST = 0.6  # share of the longer name's words that both have
_FIELDS = 60  # of a record in which its words are looked for


@dataclass(frozen=True, slots=True)
class Said:
    """A value of platform state, and the words of `page.html` that state it."""

    value: str
    quote: str


_CACHE: PerPage[dict[str, Said]] = PerPage()


def said(view: PricePage) -> dict[str, Said]:
    """What the state says of the page's product, by field (FIELDS); each value stands in the page with its key."""
    if view.page not in _CACHE:
        _CACHE[view.page] = _said(view)
    return _CACHE[view.page]


def _said(view: PricePage) -> dict[str, Said]:
    title, word = view.title.text, title_word(view)
    if not word:
        return {}
    around = f"{view.page.title} {view.meta.text('og:title')}"
    about = partial(_is_about, title=title, around=_words(around))
    wanted = partial(_is_wanted, words=_words(title))
    held = [(record, state) for state in states(view.page, word, wanted) for record in state.records]
    own = [(record, state) for record, state in held if about(record)]
    return {field: found for field, keys in FIELDS.items() if (found := _agreed(view, own, keys))}


def title_word(view: PricePage) -> str:
    """A word of the product's name that scripts about it hold, too: its longest, if one can be in plain letters."""
    words = sorted(_WORD.findall(view.title.text), key=lambda w: (not w.isascii(), -len(w)))
    return words[0] if words else ""


def _is_wanted(record: Record, words: frozenset[str]) -> bool:
    """Whether a record may be the product, as cheaply as can be told. The name may still be a place (`State`)."""
    if _KNOWN.isdisjoint(record) or _NAMES.isdisjoint(record):
        return False
    names = [record[key] for key in NAMES if isinstance(record.get(key), str)]
    return any(isinstance(n, Number) or (len(n) <= 400 and not words.isdisjoint(_words(n))) for n in names)


def _is_about(record: Record, title: str, around: frozenset[str]) -> bool:
    names = [name for key in NAMES if isinstance(name := record.get(key), str)]
    return any(same_name(name, title, _own_words(record), around) for name in names)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(fold(html.unescape(text))))


def _own_words(record: Record) -> frozenset[str]:
    """The words of a record's brand, colour and the like, which a shop puts into its titles."""
    inner = [next((v[k] for k in _INNER if k in v), "") if isinstance(v, dict) else v for v in record.values()]
    return _words(" ".join(v for v in inner[:_FIELDS] if isinstance(v, str) and len(v) <= 80))


def same_name(name: str, title: str, own: frozenset[str] = frozenset(), around: frozenset[str] = frozenset()) -> bool:
    """Whether two names are one product's, word by word and number by number.

    The title may have words more that the record has elsewhere (`own`: its brand), the name words more that the page
    has (`around`: its title); most words are shared. "Jug blue" is not "Jug blue large".
    """
    if len(name) > 400:
        return False
    one, other = _words(name), _words(title)
    explained = one - other <= around and other - one <= own
    return one == other or (explained and len(one & other) >= _LEAST * max(len(one), len(other)))


def _agreed(view: PricePage, own: Iterable[tuple[Record, State]], keys: tuple[str, ...]) -> Said | None:
    """The one value under these keys, or None where there is none, or more than one."""
    values: dict[str, tuple[str, str, Any, State]] = {}
    for record, state in own:
        for key, raw, value in _values(record, keys):
            values.setdefault(_plain(value), (value, key, raw, state))
    if len(values) != 1:
        return None
    value, key, raw, state = next(iter(values.values()))
    quote = _quote(view, state, key, raw)
    return Said(value, quote) if quote else None


def _plain(value: str) -> str:
    """Equal for "19.9" and "19.90", and for "HALOU" and "Halou"."""
    return f"{Decimal(value).normalize():f}" if _EXACT.fullmatch(value) else fold(value)


def _values(record: Record, keys: tuple[str, ...]) -> Iterator[tuple[str, Any, str]]:
    """Key, raw value and words of what a record has under the first of `keys` that it has at all."""
    details = _details(record)
    for key in keys:
        raw = record.get(key) or details.get(key)
        if key == "vendor" and record.keys().isdisjoint(_SHOPIFY):
            continue  # elsewhere it is who sells
        inner = next((raw[k] for k in _INNER if k in raw), None) if isinstance(raw, dict) else raw
        if isinstance(inner, str) and (value := clean(html.unescape(inner))) and len(value) <= 80:
            yield key, raw, value
            return


def _details(record: Record) -> Record:
    """What a record keeps one level deeper: its attributes, or its variant where there is but one."""
    variants = record.get("variants")
    inner = variants[0] if isinstance(variants, list) and len(variants) == 1 else record.get("attributes")
    return inner if isinstance(inner, dict) else {}


def _quote(view: PricePage, state: State, key: str, raw: Any) -> str:
    """The words of the page, key and value, where its JSON says this; "" where it does not say it word for word."""
    for text in (state.raw, html.unescape(state.raw) if "&" in state.raw else ""):
        for match in re.finditer(rf"{re.escape(key)}[\"']?\s{{0,9}}:\s{{0,9}}", text):
            start = match.start() - (text[match.start() - 1 : match.start()] in ("'", '"'))
            end = _end_of(text, match.end(), raw)
            if end and end - start < 400 and not text[max(0, start - 1) : start + 1].isidentifier():
                return _in_html(view, text[start:end])
    # A record that names its values by their places: the value stands there alone.
    if isinstance(raw, Number):
        alone = re.search(rf"[\[,(]\s{{0,9}}{re.escape(raw)}\s{{0,9}}[,\])]", state.raw)
        return _in_html(view, alone[0]) if alone else ""
    return _in_html(view, json.dumps(raw, ensure_ascii=False)) if isinstance(raw, str) else ""


def _end_of(text: str, at: int, raw: Any) -> int:
    """Where the value `raw` that begins at `at` ends; 0 where another stands there."""
    if isinstance(raw, str) and text[at : at + 1] == "'" and text.startswith(f"{raw}'", at + 1):
        return at + len(raw) + 2
    decoder = json.JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=str, strict=False)
    try:
        value, end = decoder.raw_decode(text, at)
    except (ValueError, RecursionError):
        return 0
    return end if value == raw else 0


def _in_html(view: PricePage, words: str) -> str:
    """These words as the HTML has them: in an attribute or a string their quotation marks are escaped."""
    source = view.page.html
    escapes = (
        words,
        words.replace('"', "&quot;"),
        html.escape(words),
        words.replace('"', "&#34;"),
        words.replace('"', '\\"'),
    )
    return next((w for w in dict.fromkeys(escapes) if w in source), "")


def state_price(view: PricePage) -> StatedPrice | None:
    """The price of a page that neither shows nor otherwise states one.

    Whole numbers are left alone: platforms count cents.
    """
    told, currency = said(view).get("price"), said(view).get("currency")
    if told is None or not _EXACT.fullmatch(told.value) or Decimal(told.value) <= 0:
        return None
    code = currency.value.upper() if currency else ""
    return StatedPrice(Decimal(told.value), code if code in CODES else "", "state", told.quote)
