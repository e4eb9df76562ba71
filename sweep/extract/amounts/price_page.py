"""A page prepared for reading prices: its amounts with their meanings, its title, and what is not its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from urllib.parse import urljoin, urlsplit

from sweep.extract.amounts.bare_price import with_bare_price
from sweep.extract.amounts.bare_prior import with_bare_priors
from sweep.extract.amounts.labels_below import with_labels_below
from sweep.extract.amounts.price_lexicon import find, haystack, readers
from sweep.extract.amounts.price_twice import said_once
from sweep.extract.amounts.price_words import Priced, meanings
from sweep.extract.amounts.product_title import Title, title_of
from sweep.extract.amounts.usual_price import with_usual_price
from sweep.extract.data.structured import Node, nodes
from sweep.extract.lexicon import code_of
from sweep.extract.page import Page, PerPage
from sweep.extract.pages.elements import elements
from sweep.extract.pages.reading import Reading, reading
from sweep.extract.prices import Convention, amounts, convention
from sweep.extract.words.needles import Spots

_OUTSIDE_TAGS = frozenset({"nav", "footer", "dialog"})
_OUTSIDE = re.compile(
    r"(?:^|[\s_-])(?:footer|nav|navbar|navigation|menu|megamenu|breadcrumbs?|mini-?cart|minibasket|cart-(?:preview|"
    r"dropdown|modal|popup|drawer)|cookies?|consent|gdpr|newsletter|popup|modal|lightbox|topbar|offcanvas)(?:$|[\s_-])"
)
_RELATED = re.compile(
    r"related|cross-?_?sell|up-?_?sell|recommend(?!ed-?_?price)|similar|also-?_?(?:bought|viewed|like)|carousel|slick|swiper|"
    r"recently|last-?_?(?:seen|viewed)|accessories-|sponsored|bundle|complementary|"
    r"(?:^|[\s_-])(?:accessor(?:y|ies)|add-?ons?|warrant(?:y|ies)|insurances?)(?:$|[\s_-])"
)
# Endings of countries with one language; asked only where a page tells none.
_ENDINGS = {
    **dict.fromkeys(("de", "at"), "de"),
    **{
        code: code
        for code in ("bg", "es", "fi", "fr", "hr", "hu", "is", "it", "lt", "lv", "nl", "no", "pl", "pt", "ro", "sk")
    },
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "ee": "et",
    "si": "sl",
    "se": "sv",
    "ie": "en",
}
_HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


@dataclass(eq=False)
class PricePage:
    page: Page
    reading: Reading
    nodes: tuple[Node, ...]
    languages: tuple[str, ...]
    convention: Convention
    priced: tuple[Priced, ...]
    spots: Spots  # of the words of the lexicon's section `prices`
    _marked: dict[int, tuple[bool, bool]] = field(default_factory=dict, repr=False)
    _addresses: dict[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return tuple(p.amount.start for p in self.priced)

    @cached_property
    def meta(self) -> Node:
        return next((n for n in self.nodes if n.source == "opengraph"), Node("opengraph"))

    @property
    def folded(self) -> str:
        return self.page.folded

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The page's own addresses, without fragment: as fetched, canonical, og:url."""
        links = (part.attributes[i] for part, i in elements(self.page, "link"))
        canonical = next((link for link in links if (link.get("rel") or "").lower() == "canonical"), {})
        stated = [canonical.get("href") or "", self.meta.text("og:url")]
        return frozenset(self.address(u) for u in (self.page.url, *stated) if u)

    def address(self, href: str) -> str:
        """`href` as an absolute address without its fragment, or "" where it is none of the web."""
        if href not in self._addresses:
            self._addresses[href] = _address(self.page.url, href)
        return self._addresses[href]

    @cached_property
    def title(self) -> Title:
        return title_of(self)

    @cached_property
    def _title_chain(self) -> frozenset[int]:
        return frozenset(self.reading.ancestors(self.title.element, 500)) if self.title.element >= 0 else frozenset()

    def holds_title(self, element: int) -> bool:
        return element in self._title_chain

    @cached_property
    def related_from(self) -> int:
        """Where the first heading after the title announces other products; the end of the text if none does."""
        read = self.reading
        for element in read.body.of(*_HEADING_TAGS):
            if not read.has_words(element):
                continue
            start, end = read.span(element)
            if (
                start > self.title.start
                and end - start < 90
                and find("related", self.folded[start:end], self.languages, self.spots.near(start, end))
            ):
                return start
        return len(read.text)

    def outside(self, offset: int) -> bool:
        """Whether `offset` lies in a menu, a footer, a banner or among other products."""
        if offset >= self.related_from:
            return True
        return self._is_outside(self.reading.element_at(offset), related=True)

    def outside_element(self, element: int) -> bool:
        """As `outside`, of an element that may have no words."""
        return self._is_outside(element, related=True)

    def marked_outside(self, element: int) -> bool:
        """As `outside_element`, by marks alone, wherever the title is."""
        return any(any(self._marks_say(e)) for e in self.reading.ancestors(element) if e)

    def in_furniture(self, offset: int) -> bool:
        """Whether `offset` lies in a menu, a footer or a banner."""
        return self._is_outside(self.reading.element_at(offset), related=False)

    def _is_outside(self, element: int, related: bool) -> bool:
        for e in self.reading.ancestors(element):
            if self.holds_title(e) or e == 0:
                return False
            furniture, others = self._marks_say(e)
            if furniture or (related and others):
                return True
        return False

    def _marks_say(self, element: int) -> tuple[bool, bool]:
        """Whether an element is a menu, a footer or a banner by itself; whether it holds other products."""
        if element not in self._marked:
            furniture, others = _told_by(self.reading.own_marks(element))
            self._marked[element] = furniture or self.reading.tags[element] in _OUTSIDE_TAGS, others
        return self._marked[element]

    def within(self, start: int, end: int) -> tuple[Priced, ...]:
        """The amounts that begin in `start`..`end` of the text."""
        return self.priced[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def quote(self, start: int, end: int) -> str:
        """The words at `start`..`end` with the rest of their line, cut at about 240 characters."""
        text = self.reading.text
        low = max(text.rfind("\n", 0, start) + 1, start - 120)
        high = text.find("\n", end)
        high = min(high if high >= 0 else len(text), end + 120)
        return text[low:high].strip()


def _address(base: str, href: str) -> str:
    try:
        url = urljoin(base, href.strip()).split("#", 1)[0]
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


@lru_cache(maxsize=20_000)
def _told_by(marks: str) -> tuple[bool, bool]:
    return bool(_OUTSIDE.search(marks)), bool(_RELATED.search(marks))


_CACHE: PerPage[PricePage] = PerPage()


def price_page(page: Page) -> PricePage:
    """The prepared page, made once."""
    if page not in _CACHE:
        _CACHE[page] = _prepare(page)
    return _CACHE[page]


def _prepare(page: Page) -> PricePage:
    found = nodes(page)
    read = reading(page)
    root = page.tree.root
    declared = (root.attributes.get("lang") or "") if root is not None else ""
    stated = [c for n in found for c in n.texts("pricecurrency", "og:price:currency", "product:price:currency")]
    pieces = frozenset(read.starts)
    how = convention(page.text, languages=(declared.replace("_", "-"),), url=page.url, stated=stated)
    wanted = readers(code_of(page.language) or _of_ending(page.url))
    signed = with_bare_price(read, how, amounts(page.text, how, read.joints, pieces), found)
    read_amounts = with_bare_priors(read, how, signed)
    spots = haystack(wanted).spots(page.folded)
    meant = with_labels_below(page.folded, meanings(read, page.folded, spots, read_amounts, wanted))
    priced = with_usual_price(read, page.folded, said_once(read, page.folded, meant))
    return PricePage(page, read, found, wanted, how, priced, spots)


def _of_ending(url: str) -> str:
    """The language that shops under the ending of this address mostly speak, "" where there are several."""
    ending = (urlsplit(url).hostname or "").rpartition(".")[2]
    return _ENDINGS.get(ending, "")
