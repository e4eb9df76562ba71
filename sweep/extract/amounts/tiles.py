"""The tiles of a listing: blocks that hold one product's name, its link and its prices."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from sweep.extract.amounts.price_page import PricePage
from sweep.extract.words.text import clean, fold

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NAME_MARK = re.compile(
    r"(?:^|[\s_-])(?:title|name|titel|nom|naam|titre|designation|headline)(?:$|[\s_-])|(?:product|item)(?:title|name)"
)
_NO_PRODUCT = re.compile(
    r"^(?:#|javascript:|mailto:|tel:)|add-to-cart|[?&]add(?:=|-)|/(?:cart|checkout|wishlist|login)\b|[/_-](?:coupons?|vouchers?)[/_?.-]"
)
_MAX_WORDS = 1_500  # characters of a tile
_MAX_AMOUNTS = 8
_LEVELS = 12


@dataclass(frozen=True, slots=True)
class Tile:
    """`element` holds the words at `start`..`end`; `url` is absolute, without fragment."""

    element: int
    url: str
    title: str
    raw_title: str  # as it stands in the text or the HTML of the page
    start: int
    end: int
    strong: bool = True  # named by a linked heading or the link round it, or one of several alike


def tile_at(view: PricePage, offset: int) -> Tile | None:
    """The tile round an amount at `offset`, or None where it belongs to no linked product."""
    read = view.reading
    chain = read.ancestors(read.element_at(offset), _LEVELS)
    for element in chain:
        start, end = read.span(element)
        if end - start > _MAX_WORDS or element == 0 or view.holds_title(element):
            return None
        if read.href(element) and (tile := _tile(view, element)):
            return _widened(view, tile)
        if read.links_in(element) and (tile := _tile(view, element)):
            return _widened(view, tile)
    return None


def _tile(view: PricePage, element: int) -> Tile | None:
    """`element` as a tile if it names one product and leads to it."""
    read = view.reading
    start, end = read.span(element)
    links = [e for e in read.links_in(element) if not _NO_PRODUCT.search(read.href(e))]
    if not links or len(view.within(start, end)) > _MAX_AMOUNTS:
        return None
    named = _named(view, element, links)
    if named is None:
        return None
    title, link, strong = named
    url = view.address(read.href(link))
    at = read.text.find(title, start, end)
    text = clean((read.parted(at, at + len(title)) if at >= 0 else title).replace("\n", " ")).rstrip(" -–|")
    return (
        Tile(element, url, text, title, start, end, strong) if url and len(re.findall(r"[^\W\d_]", text)) >= 3 else None
    )


def _named(view: PricePage, element: int, links: list[int]) -> tuple[str, int, bool] | None:
    """The product's name, its link, and whether that is sure; None where several products are named."""
    read = view.reading
    headings = [e for e in read.inside(element) if _is_name(view, e)]
    titles = {read.words(e): e for e in headings if not view.within(*read.span(e))}
    if titles:
        with_link = [(t, link) for t, e in titles.items() if (link := _link_of(view, e, links)) is not None]
        targets = {view.address(read.href(link)) for _, link in with_link}
        if len(targets) > 1:
            return None
        return (
            (*with_link[0], True) if with_link else (next(iter(titles)), _usual(view, links), _repeated(view, element))
        )
    # No heading: the words of a link that are no amount, or the name of its picture.
    worded = [(read.words(e), e) for e in links if not view.within(*read.span(e))]
    worded = [(w, e) for w, e in worded if len(w) >= 3 and not _is_service(w)]
    if len({view.address(read.href(e)) for _, e in worded}) > 3:
        return None
    pictured = [(read.alt(e), e) for e in links if read.alt(e)]
    if worded:
        return (*max(worded, key=lambda entry: len(entry[0])), element in links or _repeated(view, element))
    if not pictured:
        return None
    return (*max(pictured, key=lambda entry: len(entry[0])), element in links or _repeated(view, element))


def _repeated(view: PricePage, element: int) -> bool:
    """Whether other elements beside this one, or beside the one round it, are built like it and hold amounts."""
    read = view.reading
    parents, stops, tags = read.body.parents, read.body.stops, read.tags
    for one in read.ancestors(element, 3):
        parent = parents[one]
        if parent < 0 or view.holds_title(one):
            return False
        child, alike = parent + 1, 0
        for _ in range(200):
            if child >= stops[parent] or alike > 1:
                break
            same = tags[child] == tags[one] and read.own_marks(child).split(" ")[0] == read.own_marks(one).split(" ")[0]
            alike += same and bool(view.within(*read.span(child)))
            child = stops[child]
        if alike > 1:
            return True
    return False


def _is_name(view: PricePage, element: int) -> bool:
    if not view.reading.has_words(element):
        return False
    return view.reading.tags[element] in _HEADINGS or _names(view.reading.own_marks(element))


@lru_cache(maxsize=20_000)
def _names(marks: str) -> bool:
    """Whether class names call an element the name of a product; they are the same on all pages of a shop."""
    return bool(_NAME_MARK.search(marks)) and "brand" not in marks


def _link_of(view: PricePage, heading: int, links: list[int]) -> int | None:
    """The link in a heading, or the one that the heading stands in."""
    read = view.reading
    inner = [e for e in links if e in read.inside(heading)]
    if inner:
        return inner[0]
    return next((e for e in read.ancestors(heading, _LEVELS) if e in links), None)


def _usual(view: PricePage, links: list[int]) -> int:
    counted = Counter(view.address(view.reading.href(e)) for e in links)
    top = counted.most_common(1)[0][0]
    return next(e for e in links if view.address(view.reading.href(e)) == top)


_SERVICE = re.compile(
    r"versand|lieferung|livraison|delivery|shipping|mwst|tva|vat|btw|iva|envio|spedizion|dostaw|verzend|details?$|info"
)
# "7 offers", "in 12 shops", "150 reviews": what a comparison counts names nothing.
_COUNT = re.compile(
    r"(?:(?:in|bei|w|v|chez|en|u) )?\d{1,4} (?:offers?|offres?|angeboten?|ofert\w{0,2}|ajanlat\w{0,2}|nabid\w{0,2}|"
    r"ponud\w{0,3}|aanbieding(?:en)?|shops?|stores?|sklep\w{0,3}|bolt\w{0,3}|obchod\w{0,3}|reviews?|avis|bewertung(?:en)?|"
    r"opini\w{0,2}|recenzi?\w{0,2}|recension[ei])"
)


def _is_service(words: str) -> bool:
    folded = fold(words[:80]).strip()
    return bool(_SERVICE.search(folded) or _COUNT.fullmatch(folded))


def _widened(view: PricePage, tile: Tile) -> Tile:
    """The tile with the badges round it: outward as long as no other amount and no other product comes in."""
    read = view.reading
    held = len(view.within(tile.start, tile.end))
    best = tile
    for element in read.ancestors(tile.element, 5)[1:]:
        start, end = read.span(element)
        if (
            element == 0
            or end - start > _MAX_WORDS
            or len(view.within(start, end)) != held
            or view.holds_title(element)
        ):
            break
        wider = _tile(view, element)
        if wider is None or wider.url != tile.url:
            break
        best = wider
    return best


def tiles(view: PricePage) -> tuple[Tile, ...]:
    """Every tile of the page, in order; menus, footers and banners left out.

    A tile that only some link names counts if others are built like it.
    """
    found: dict[int, Tile] = {}
    covered = -1
    for priced in view.priced:
        at = priced.amount.start
        if at < covered or view.in_furniture(at):
            continue
        tile = tile_at(view, at)
        if tile is not None and tile.element not in found:
            found[tile.element] = tile
            covered = tile.end
    built = Counter(view.reading.own_marks(e) for e in found)
    return tuple(t for e, t in found.items() if t.strong or built[view.reading.own_marks(e)] > 2)
