"""Who made the product and by which numbers it is known: brand, GTIN, model, article number, pictures, stock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from sweep.extract.buy_buttons import all_disabled, buy_button
from sweep.extract.photos import photo_addresses
from sweep.extract.price_page import PricePage, likeness
from sweep.extract.product_labels import fits, labelled, stock
from sweep.extract.products import Product
from sweep.extract.text import clean, fold

_NO_BRAND = frozenset(
    {"brand", "no brand", "none", "n/a", "na", "-", "null", "undefined", "default", "generic", "manufacturer"}
)
_NO_NUMBER = frozenset({"", "0", "-", "n/a", "na", "none", "null", "undefined", "sku", "mpn", "does not apply"})
_PATH_NUMBER = re.compile(r"(?:^|[-_/.,])([a-z]{0,3}\d{4,14}[a-z]?|[A-Z0-9]{10})(?=$|[-_/.,])", re.IGNORECASE)
_QUERY_NUMBER = re.compile(r"(?:p|pid|id|sku|item|article|product)(?:_?id|_?no|number)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identity:
    brand: str = ""
    gtin: str = ""
    mpn: str = ""
    sku: str = ""
    variant: str = ""
    category: str = ""
    description: str = ""
    images: tuple[str, ...] = ()
    seller: str = ""
    availability: str = ""
    quotes: tuple[str, ...] = ()  # words of the page behind what was read from labels


def identity(view: PricePage, stated: Product | None) -> Identity:
    """What the page says of its product's identity. Labels that people read come before hidden data."""
    quotes: list[str] = []
    brand = _label(view, "brand", quotes) or _brand(view, stated)
    sku = _label(view, "sku", quotes) or _number(stated, "sku", "product:retailer_item_id", "productid")
    availability, quote = _availability(view, stated)
    gtin_names = ("gtin", "gtin13", "gtin14", "gtin12", "gtin8", "ean", "product:ean", "product:gtin", "product:upc")
    gtin = next((t for n in gtin_names if stated and fits("gtin", t := stated.text(n))), "")
    return Identity(
        brand=brand,
        gtin=gtin.replace(" ", "") or _label(view, "gtin", quotes),
        mpn=_label(view, "mpn", quotes) or _number(stated, "mpn", "product:mfr_part_no"),
        sku=re.sub(r"^(?:sku|mpn):", "", sku) or _from_address(view),
        variant=stated.text("color", "product:color")[:80] if stated else "",
        category=_category(stated),
        description=(stated.text("description", "og:description") if stated else "")[:1_000],
        images=_images(view, stated),
        seller=_seller(stated),
        availability=availability,
        quotes=tuple(q for q in (*quotes, quote) if q),
    )


def _label(view: PricePage, key: str, quotes: list[str]) -> str:
    found = labelled(view, key)
    if found is None or found.value.lower() in (_NO_BRAND if key == "brand" else _NO_NUMBER):
        return ""
    quotes.append(found.quote)
    return found.value


def _number(stated: Product | None, *names: str) -> str:
    value = next((t.split("\n")[0] for n in names if (t := stated.text(n))), "") if stated else ""
    return value if value.lower() not in _NO_NUMBER and len(value) <= 60 else ""


def _brand(view: PricePage, stated: Product | None) -> str:
    """The stated brand; a placeholder or the shop's own name is none, unless the title names it, too."""
    for raw in stated.texts("brand", "product:brand", "og:brand", "manufacturer") if stated else []:
        brand = clean(raw)
        brand = brand.rpartition(":")[2].strip() if len(brand) < 120 and not brand.startswith("http") else ""
        if not brand or len(brand) > 60 or fold(brand) in _NO_BRAND:
            continue
        if not _is_shop(view, brand) or likeness(brand, view.title.text) == 1:
            return brand
    return ""


def _is_shop(view: PricePage, brand: str) -> bool:
    """Whether `brand` is but the name of the shop."""
    name = re.sub(r"\W", "", fold(brand))
    site = re.sub(r"\W", "", fold(view.meta.text("og:site_name")))
    host = re.sub(r"\W", "", (urlsplit(view.page.url).hostname or "").removeprefix("www.").partition(".")[0])
    return bool(name) and name in (site, host)


def _category(stated: Product | None) -> str:
    return stated.text("category", "product:category")[:200] if stated else ""


def _seller(stated: Product | None) -> str:
    offers = [o for n in stated.nodes for o in n.nodes("offers")] if stated else []
    return next((t[:120] for o in offers if (t := o.text("seller"))), "")


def _images(view: PricePage, stated: Product | None) -> tuple[str, ...]:
    return photo_addresses(view.page.url, stated.nodes if stated else (), view.meta.texts("og:image"))


def _availability(view: PricePage, stated: Product | None) -> tuple[str, str]:
    """Stated stock, unless what is seen says otherwise.

    Where data says "out" of one size or depot and the page offers the product, it can be had; where it says "in stock",
    but words near the title say "out" and no button sells it, it cannot.
    """
    start = view.starts[0] if view.starts else view.title.start
    found = stock(view, view.title.start if view.title.element >= 0 else start)
    seen = found.status if found else ""
    told = stated.availability if stated else ""
    if (told, seen) == ("OutOfStock", "InStock") or ((told, seen) == ("InStock", "OutOfStock") and all_disabled(view)):
        told = ""
    if stated and told:
        return told, stated.availability_quote
    if found is not None:
        return found.status, found.quote
    button = buy_button(view) if view.starts else ""
    return ("InStock", button) if button else ("", "")


def _from_address(view: PricePage) -> str:
    """The shop's number for the article in the page's address, if the page itself uses it, too."""
    try:
        parts = urlsplit(view.page.url)
        query = parse_qsl(parts.query, max_num_fields=50)
    except ValueError:
        return ""
    named = [value for name, value in query if _QUERY_NUMBER.fullmatch(name) and re.search(r"\d{4}", value)]
    segments = [s for s in unquote(parts.path).split("/") if s][::-1][:2]
    found = [m[1] for s in segments for m in reversed(list(_PATH_NUMBER.finditer(re.sub(r"\.html?$", "", s))))]
    candidates = [c for c in (*named, *found) if re.search(r"\d", c)]
    return next((c for c in candidates if view.page.html.count(c) >= 2), "")
