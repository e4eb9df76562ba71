"""Who made the product and by which numbers it is known: brand, GTIN, model, article number, pictures, stock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from product_alerts.gtin import normalise
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.amounts.product_title import likeness
from sweep.extract.pages.statement_text import statement_text
from sweep.extract.products.buy_buttons import all_disabled, buy_button
from sweep.extract.products.chosen_variant import chosen_variant
from sweep.extract.products.photos import photo_addresses
from sweep.extract.products.product_labels import Labelled, fits, labelled
from sweep.extract.products.product_marks import marked_brand, marked_number, trail_brand
from sweep.extract.products.product_stock import sold_out_button, stock
from sweep.extract.products.products import Product
from sweep.extract.products.ratings import rating_of
from sweep.extract.products.sellers import labelled_seller, seller_name
from sweep.extract.products.state_product import said
from sweep.extract.words.text import clean, fold

_NO_BRAND = frozenset(
    {"brand", "no brand", "none", "n/a", "na", "-", "null", "undefined", "default", "generic", "manufacturer"}
)
_MODEL = re.compile(r"(?=[^\W\d_]*\d)(?=[\d/.-]*[^\W\d_])[\w/.-]{4,24}")
_NO_NUMBER = frozenset({"", "0", "-", "n/a", "na", "none", "null", "undefined", "sku", "mpn", "does not apply"})
_PATH_NUMBER = re.compile(r"(?:^|[-_/.,])([a-z]{0,3}\d{4,14}[a-z]?|[A-Z0-9]{10})(?=$|[-_/.,])", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")  # of a model: "f-race-130-2026" names no article
_RUN = re.compile(r"(?<!\d)\d{6,14}(?!\d)")
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
    rating: str = ""
    ratings: int | None = None
    quotes: tuple[str, ...] = ()  # words of the page behind what was read from labels


def identity(view: PricePage, stated: Product | None) -> Identity:
    """What the page says of its product's identity. Labels that people read come before hidden data."""
    quotes: list[str] = []
    brand = _label(view, "brand", quotes) or _brand(view, stated) or _shown_brand(view, quotes)
    sku = _label(view, "sku", quotes) or _number(stated, "sku", "product:retailer_item_id", "productid")
    sku = sku or _plain_number(view.meta.text("product:retailer_item_id"))
    sku = re.sub(r"^(?:sku|mpn):", "", sku) or _taken(marked_number(view), quotes) or _from_address(view)
    mpn = _label(view, "mpn", quotes) or _stated_mpn(view, stated)
    availability, quote = _availability(view, stated)
    rating, ratings = rating_of(stated)
    gtin_names = ("gtin", "gtin13", "gtin14", "gtin12", "gtin8", "ean", "product:ean", "product:gtin", "product:upc")
    gtin = next((t for n in gtin_names if stated and fits("gtin", t := stated.text(n) or stated.of_offers(n))), "")
    return Identity(
        brand=brand,
        gtin=gtin.replace(" ", "") or _label(view, "gtin", quotes) or _of_state(view, "gtin", quotes),
        mpn=mpn or _of_state(view, "mpn", quotes),
        sku=sku or _of_state(view, "sku", quotes),
        variant=_variant(view, stated, quotes)[:80],
        category=_category(stated),
        description=(stated.text("description", "og:description") if stated else "")[:1_000],
        images=_images(view, stated),
        seller=_seller(stated) or _shown_seller(view, quotes),
        availability=availability,
        rating=rating,
        ratings=ratings,
        quotes=tuple(q for q in (*quotes, quote) if q),
    )


def _label(view: PricePage, key: str, quotes: list[str]) -> str:
    found = labelled(view, key)
    if found is None or found.value.lower() in (_NO_BRAND if key == "brand" else _NO_NUMBER):
        return ""
    quotes.append(found.quote)
    return found.value


def _variant(view: PricePage, stated: Product | None, quotes: list[str]) -> str:
    """What the page shows as chosen, else the colour that its data names."""
    shown = _taken(chosen_variant(view), quotes)
    return shown or (stated.text("color", "product:color") if stated else "")


def _taken(found: Labelled | None, quotes: list[str]) -> str:
    if found is None:
        return ""
    quotes.append(found.quote)
    return found.value


def _shown_brand(view: PricePage, quotes: list[str]) -> str:
    """The maker that no label and no structured data names: by the markup of the page, or by its platform's state."""
    for found in (marked_brand(view), _state_brand(view), trail_brand(view)):
        if found is not None and fold(found.value) not in _NO_BRAND and not _is_shop(view, found.value):
            return _taken(found, quotes)
    return ""


def _state_brand(view: PricePage) -> Labelled | None:
    """The brand of platform state as the page writes it; one that the page does not show may be a code."""
    told = said(view).get("brand")
    if told is None or len(told.value) < 3 or not fits("brand", told.value):
        return None
    own = re.compile(rf"(?<!\w){re.escape(fold(told.value))}(?!\w)")
    for source, folded in ((view.title.text, fold(view.title.text)), (view.page.text, view.folded)):
        if match := own.search(folded):
            return Labelled(source[match.start() : match.end()], told.quote)
    return None


def _of_state(view: PricePage, field: str, quotes: list[str]) -> str:
    told = said(view).get(field)
    if told is None or not fits(field, told.value) or told.value.lower() in _NO_NUMBER:
        return ""
    if field == "gtin" and normalise(told.value) is None:
        return ""
    quotes.append(told.quote)
    return told.value.replace(" ", "") if field == "gtin" else told.value


def _number(stated: Product | None, *names: str) -> str:
    value = next((t.split("\n")[0] for n in names if (t := stated.text(n))), stated.of_offers(*names)) if stated else ""
    return value if value.lower() not in _NO_NUMBER and len(value) <= 60 else ""


def _plain_number(value: str) -> str:
    return value if fits("sku", value) and value.lower() not in _NO_NUMBER else ""


def _stated_mpn(view: PricePage, stated: Product | None) -> str:
    """The maker's number; a shop that states its own article number in both fields states none."""
    number = _number(stated, "mpn", "product:mfr_part_no") or _model(view, stated)
    return "" if number and number == _number(stated, "sku") else number


def _model(view: PricePage, stated: Product | None) -> str:
    """The stated model where it is a number, of letters and figures in one word, and the name bears it, too."""
    model = _number(stated, "model")
    named = f"{view.title.text} {stated.text('name') if stated else ''}"
    return model if _MODEL.fullmatch(model) and model in re.split(r"[\s,()]", named) else ""


def _brand(view: PricePage, stated: Product | None) -> str:
    """The stated brand; a placeholder or the shop's own name is none, unless the title names it, too."""
    told = stated.texts("brand", "product:brand", "og:brand", "manufacturer") if stated else []
    for raw in (*told, *view.meta.texts("product:brand", "og:brand")):
        brand = clean(raw)
        brand = brand.rpartition(":")[2].strip() if len(brand) < 120 and not brand.startswith("http") else ""
        if (
            not brand
            or len(brand) > 60
            or fold(brand) in _NO_BRAND
            or _is_page_title(view, brand)
            or _is_key(view, brand)
        ):
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


def _is_key(view: PricePage, brand: str) -> bool:
    """Whether a number stands for the brand in the shop's database; one that people read may be a name."""
    return brand.isdecimal() and not re.search(rf"(?<!\w){brand}(?!\w)", view.page.text)


def _is_page_title(view: PricePage, brand: str) -> bool:
    """Whether a template put the title of the page where the brand belongs."""
    return " | " in brand and likeness(view.title.text, brand) == 1


def _category(stated: Product | None) -> str:
    return stated.text("category", "product:category")[:200] if stated else ""


def _seller(stated: Product | None) -> str:
    offers = [o for n in stated.nodes for o in n.nodes("offers")] if stated else []
    return next((t[:120] for o in offers if (t := o.text("seller"))), "")


def _shown_seller(view: PricePage, quotes: list[str]) -> str:
    """Who sells this article by words that people read, other goods of the page left out."""
    told = statement_text(view.page)
    for hit in told.of("platform.sold_by"):
        if not view.outside(hit.start) and (name := seller_name(told, hit)):
            return _taken(Labelled(name, told.quote(told.clause(hit.start), hit.start)), quotes)
    return _taken(labelled_seller(view), quotes)


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
    shut = (told, seen) == ("InStock", "OutOfStock") and (all_disabled(view) or sold_out_button(view))
    if (told, seen) == ("OutOfStock", "InStock") or shut:
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
    candidates = [c for c in (*named, *found) if re.search(r"\d", c) and not _YEAR.fullmatch(c)]
    known = next((c for c in candidates if view.page.html.count(c) >= 2), "")
    return known or next((run for s in segments for run in _RUN.findall(s) if _is_shown(view, run)), "")


def _is_shown(view: PricePage, number: str) -> bool:
    """Whether people see this number by itself somewhere."""
    read = view.reading
    return number in read.text and any(read.piece(i).strip() == number for i in range(len(read.starts)))
