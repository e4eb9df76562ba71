"""Whether a product can be had, by the words and buttons round it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sweep.extract.amounts.price_lexicon import find
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.amounts.tiles import tile_at

_LABEL = 40  # characters of a button
# "Agotado: talla XL" speaks of one size, not of the product.
_ONE_VARIANT = re.compile(
    r"(?<!\w)(?:talla|taille|pointure|size|gro(?:ß|ss)e|maat|taglia|misura|rozmiar|tamanho|couleur|coloris|colou?r|farbe|"
    r"kleur|colore|kolor|storlek|storrelse|koko|velikost|vel[’']kost|rozmer|meret|marime|velicina|farg|farve|vari|barva|"
    r"farba|szin|culoare|boja|размер|цвят|μεγεθος|χρωμα)(?: \w{1,12}|$)"
)
# "This item is unfortunately no longer available" begins with what it speaks of.
_OF_IT = re.compile(
    r"(?:diese[rs]? (?:artikel|produkt)|this (?:item|product|article)|cet? (?:produit|article)|"
    r"questo (?:prodotto|articolo)|este (?:producto|articulo|produto|artigo)|"
    r"dit (?:product|artikel)|ten (?:produkt|towar)|tento (?:produkt|tovar)|"
    r"den(?:na|ne) (?:produkte?n?|vara|vare)|acest produs|ez a termek|tama tuote)(?!\w)"
)
_LEAD, _LED = 18, 48  # characters of a line before the words of stock; of one that begins with what it speaks of
# "In store: out of stock in Mistown" speaks of a shop in a street.
_IN_STREET = re.compile(
    r"(?<!\w)(?:in[- ]stores?|(?:im|in der) (?:markt|geschaft|laden|filiale)|filialen?|en (?:magasin|boutique)|"
    r"in (?:de )?winkels?|in negozio|en tienda|w sklepie stacjonarnym|w salonie|i butik(?:en|ker)?|na prodejne|em loja)"
    r"(?!\w)"
)
_NEAR = 2_500  # characters from the price or the title within which stock is stated


@dataclass(frozen=True, slots=True)
class Stock:
    status: str
    quote: str


_STATUS = {"out_of_stock": "OutOfStock", "preorder": "PreOrder", "in_stock": "InStock"}


def stock(view: PricePage, start: int) -> Stock | None:
    """Whether the product can be had, from the words after the title and near `start` (its price).

    Words of stock count where they begin a line; a button that puts it in the basket says that it can be ordered.
    """
    low = min(start, view.title.start) if view.title.element >= 0 else start
    for line, quote, at in _lines(view, low, frozenset(_STATUS)):
        if len(line) > 90:
            continue
        among = view.spots.near(at, at + len(line))
        for key, status in _STATUS.items():
            found = find(key, line, view.languages, among)
            if found and status == "OutOfStock" and (_ONE_VARIANT.search(line) or _IN_STREET.search(line)):
                continue
            far = found and found.start() > _LEAD and (status == "PreOrder" or _OF_IT.match(line))
            lead = _LED if far else _LEAD
            if found and found.start() <= lead and not view.outside(at) and not _is_absent(view, at + found.start()):
                return Stock(status, quote)
    return _orderable(view, low)


def _is_absent(view: PricePage, at: int) -> bool:
    """Whether words stand in a tile that surely is of other goods, or in a badge that a theme shows only when sold out.

    The badge is in every page of the theme; its style sheet shows it where the box round it is marked as sold out.
    """
    tile = tile_at(view, at)
    if tile is not None and tile.strong and tile.url not in view.addresses:
        return True
    read = view.reading
    chain = read.ancestors(read.element_at(at), 6)
    if any("itemListElement" in (read.body.attributes[e].get("itemprop") or "") for e in chain):
        return True
    marks = [read.own_marks(e) for e in chain]
    return any("badge-sold-out" in m for m in marks) and not any("price--sold-out" in m for m in marks)


def sold_out_button(view: PricePage) -> bool:
    """Whether a disabled button of the product says in words that it is sold out, and none can be pressed."""
    read = view.reading
    shut = False
    # Where a size is to be chosen first, the button waits for that.
    fixed = not read.body.of("select") and not any(
        read.body.attributes[e].get("type") == "radio" for e in read.body.of("input")
    )
    for element in read.body.of("button", "a", "input"):
        start, end = read.span(element)
        if not read.has_words(element) or end - start > _LABEL or start < view.title.start or view.outside(start):
            continue
        words = view.folded[start:end]
        if "disabled" not in read.body.attributes[element] and find("cart", words, view.languages):
            return False
        found = find("out_of_stock", words, view.languages) or (fixed and find("cart", words, view.languages))
        shut = shut or ("disabled" in read.body.attributes[element] and bool(found))
    return shut


def _orderable(view: PricePage, low: int) -> Stock | None:
    for line, quote, at in _lines(view, max(0, low - _NEAR), frozenset({"cart"})):
        found = find("cart", line, view.languages, view.spots.near(at, at + len(line)))
        if (
            found
            and found.start() == 0
            and len(line) <= found.end() + 6
            and not view.outside(at)
            and _enabled(view, at)
        ):
            return Stock("InStock", quote)
    return None


def _enabled(view: PricePage, offset: int) -> bool:
    read = view.reading
    return not any("disabled" in read.own_marks(e) for e in read.ancestors(read.element_at(offset), 3))


def _lines(view: PricePage, low: int, keys: frozenset[str]) -> Iterator[tuple[str, str, int]]:
    """Folded line, line and offset of the lines with words of `keys`, from `low` on before the related goods.

    They begin within twice `_NEAR` characters.
    """
    high = min(view.related_from, low + 2 * _NEAR, len(view.folded))
    at = low
    while (spot := view.spots.following(keys, at)) >= 0:
        at = max(at, view.folded.rfind("\n", at, spot) + 1)
        if at >= high:
            return
        end = view.folded.find("\n", at)
        end = end if end >= 0 else len(view.folded)
        yield view.folded[at:end], view.reading.text[at:end], at
        at = end + 1
