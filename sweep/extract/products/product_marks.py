"""What the markup beside the title says in any language: elements named "brand", links to a maker.

Classes and addresses are the shop's own names for what it shows; only words that people see are taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from sweep.extract.amounts.price_lexicon import joined
from sweep.extract.amounts.price_page import PricePage
from sweep.extract.products.product_labels import Labelled, fits
from sweep.extract.words.text import fold

_BEFORE, _BEHIND = 400, 1_500  # characters round the title in which the marked words stand
_MAKER = r"(?:brands?|marques?|marken?|manufacturers?|fabricants?|fabricantes?|hersteller|merken?|marcas?|marchi[oe]?)"
_MORE_MAKERS = r"(?:producenci?t?|marki|znacky?|vyrobc[ei]|vyrobca|gyarto|tootja|valmistaja|varemaerker?|varumarken?)"
_BRAND = re.compile(
    rf"(?:^|[\s_-]){_MAKER}(?:[_-]{{0,2}}(?:name|link|title|label|value))?(?=$|\s)"
    r"|(?:^|\s)product(?:[_-]{1,2}single)?[_-]{1,2}vendor(?=$|\s)"  # Shopify's word for the maker
)
_BRAND_PATH = re.compile(rf"/(?:{_MAKER}|{_MORE_MAKERS})/(?P<slug>[^/?#]{{2,60}})/?(?:$|[?#])")
_NUMBER = re.compile(
    r"(?:^|[\s_-])(?:sku|articul|art(?:icle|ikel)?[_-]?(?:no|nr|num|number|nummer|code|id)|item[_-]?(?:no|number|code)|"
    r"(?:product|prod|produkt|produit)[_-]?(?:code|no|nr|number|sku|ref|reference)|reference)"
    r"(?:[_-]{0,2}(?:value|text|label))?(?=$|\s)"
)
_ARTICLE = re.compile(r"(?:^|[\s_-])articles?(?=$|\s)")
_LONE = re.compile(r"(?:[^\d:\n]{1,25}[:#]\s?)?(?P<number>[\w./-]*\d[\w./-]*)")
_LED = re.compile(r"[^\d:\n]{2,25}[:#]\s?(?P<number>[\w./-]*\d[\w./-]*)")
_NAME = r"[^\n]{2,40}?"
_STORE = re.compile(
    rf"(?:Visit the (?P<brand>{_NAME}) (?:Store|Shop|Storefront)|(?:Besuche den |Bezoek de |Besök )(?P<named>{_NAME})"
    r"[- ](?:Store|Shop|winkel|butik(?:en)?)|(?:Visiter la boutique|Visita lo Store di|Visita la tienda de|"
    r"Visite a loja|Odwiedź sklep) (?P<last>[^\n]{2,40}))"
)
_LONGEST = 60
_PICTURES = 400  # looked at
_LEVELS = 5  # elements round a few words that may be named for them


def marked_brand(view: PricePage) -> Labelled | None:
    """The maker that an element named so shows beside the title, or that a link beside it leads to."""
    return _only(_brands(view)) or _only(_brand_links(view)) or _only(_brand_logos(view)) or _only(_brand_stores(view))


def marked_number(view: PricePage) -> Labelled | None:
    """The article number that an element named so shows beside the title."""
    return _only(_numbers(view))


def _only(found: Iterator[Labelled]) -> Labelled | None:
    """The one value found; None where there are several: then they belong to several things."""
    values: dict[str, Labelled] = {}
    for one in found:
        values.setdefault(fold(one.value), one)
    return next(iter(values.values())) if len(values) == 1 else None


@lru_cache(maxsize=20_000)
def _means(marks: str) -> tuple[bool, bool, bool]:
    """Whether class names and the like speak of a maker, of an article number, or of an article."""
    return bool(_BRAND.search(marks)), bool(_NUMBER.search(marks)), bool(_ARTICLE.search(marks))


def _beside(view: PricePage) -> Iterator[tuple[int, str]]:
    """Elements with few words round the title, with these words."""
    read, title = view.reading, view.title
    if title.element < 0:
        return
    low, high = max(0, title.start - _BEFORE), min(view.related_from, title.start + len(title.raw) + _BEHIND)
    pieces = range(read.piece_at(low), read.piece_at(high) + 1)
    for element in sorted({e for i in pieces for e in read.ancestors(read.owners[i], _LEVELS)}):
        if not read.body.attributes[element]:
            continue
        start, end = read.span(element)
        if low <= start and end <= high and end - start <= _LONGEST and not view.outside(start):
            yield element, read.text[start:end]


def _brands(view: PricePage) -> Iterator[Labelled]:
    for element, words in _beside(view):
        value = _unlabelled(view, words, view.reading.span(element)[0])
        if _means(view.reading.own_marks(element))[0] and "\n" not in words and fits("brand", value):
            yield Labelled(value, words)


def _unlabelled(view: PricePage, words: str, start: int) -> str:
    """The maker's name without the label before it, which its own element parts from it ("Marque Verrelune")."""
    label = joined("brand", view.languages)
    first = view.reading.piece(view.reading.piece_at(start)).strip()
    if not label or not words.startswith(first):
        return words
    match = label.fullmatch(fold(first).strip(" :")) or label.match(fold(words))
    rest = words[len(first) if words != first else match.end() :].lstrip(" :") if match else words
    return rest if rest[:1].isupper() or rest[:1].isdigit() else words


def _numbers(view: PricePage) -> Iterator[Labelled]:
    for element, words in _beside(view):
        _, number, article = _means(view.reading.own_marks(element))
        match = _LONE.fullmatch(words) if number else _LED.fullmatch(words) if article else None
        if match and fits("sku", match["number"]):
            yield Labelled(match["number"], words)


def _brand_links(view: PricePage) -> Iterator[Labelled]:
    """Links to the page of a maker ("/brand/halou") whose words are the maker's name."""
    for element, words in _beside(view):
        path = _path(view.reading.href(element))
        match = _BRAND_PATH.search(path) if path else None
        if match and "\n" not in words and fits("brand", words) and _slug(words) == _slug(match["slug"]):
            yield Labelled(words, words)


def _brand_logos(view: PricePage) -> Iterator[Labelled]:
    """Pictures that lead to the page of a maker ("/marques/halou") and bear the maker's name."""
    read = view.reading
    for element in read.body.of("img")[:_PICTURES]:
        alt = read.body.attributes[element].get("alt") or ""
        if not 2 <= len(alt) <= _LONGEST or not fits("brand", alt) or view.outside_element(element):
            continue
        paths = (_path(read.href(e)) for e in read.ancestors(element, 3))
        match = next((m for path in paths if path and (m := _BRAND_PATH.search(path))), None)
        if match and _slug(alt) == _slug(match["slug"]) and alt in view.page.html:
            yield Labelled(alt, alt)


def _brand_stores(view: PricePage) -> Iterator[Labelled]:
    """The maker whose own part of a marketplace a line beside the title leads to; the title bears its name, too."""
    for element, words in _beside(view):
        match = _STORE.fullmatch(words) if view.reading.href(element) else None
        name = (match["brand"] or match["named"] or match["last"]).strip() if match else ""
        if name and fits("brand", name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", view.title.text):
            yield Labelled(name, words)


def _path(href: str) -> str:
    if not href or len(href) > 500:
        return ""
    try:
        return fold(unquote(urlsplit(href).path))
    except ValueError:
        return ""


def _slug(words: str) -> str:
    return re.sub(r"\.html?$|[\W_]", "", fold(words))


# --- the trail of categories

_TRAIL = re.compile(r"breadcrumb|brotkrum|fil-?ariane|kruimel|migas|okruszk|drobeckov|drobkov")
_CAPITALS = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ&' -]{2,30}[A-ZÀ-Þ]")
_KINDS = frozenset("hdmi sata nvme gprs rfid qled oled amoled mini sale home shop outlet yoga kids baby plus".split())


def trail_brand(view: PricePage) -> Labelled | None:
    """A maker in the trail of categories, in shops that write makers in capitals.

    It stands in the title with the same letters, not at its beginning, and leads to more than one place ("HALOU" among
    the fridges and among the ovens), as no kind of goods does.
    """
    read, title = view.reading, view.title.text
    places: dict[str, set[str]] = defaultdict(set)
    trail: set[str] = set()
    for element in read.linked:
        start, end = read.span(element)
        if 4 <= end - start <= 32 and _CAPITALS.fullmatch(read.text, start, end):
            words = read.text[start:end]
            places[words].add(read.href(element))
            if words in title and any(_TRAIL.search(read.own_marks(e)) for e in read.ancestors(element, 6)):
                trail.add(words)
    found = [w for w in trail if len(places[w]) > 1 and fold(w) not in _KINDS and _is_inside(w, title)]
    others = title.replace(found[0], "") if len(found) == 1 else ""
    # Where all of the title stands in capitals, these tell nothing.
    return Labelled(found[0], found[0]) if re.search(r"[^\W\d_A-ZÀ-Þ]{3}", others) else None


def _is_inside(words: str, title: str) -> bool:
    return re.search(rf"(?<=\s){re.escape(words)}(?!\w)", title) is not None
