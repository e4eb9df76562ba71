"""A page in the order of reading: pieces of text, each with its place in `page.text` and the elements around it.

Built in one walk over the tree and cached per page; everything that asks "what stands round this price?"
asks here, by index, instead of climbing the tree again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from sweep.extract.page import Page, PerPage
from sweep.extract.pages.marked import gathered
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.outline import Outline
from sweep.extract.pages.pieces import Pieces, marks_of
from sweep.extract.words.text import clean

_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_COMPOUND = re.compile(r"[\w-]*((?:\.[\w-]+)+)$")
_TWO_WORDS = re.compile(r"(?:[^\W\d_]{2}[^\W\d_A-Z][A-Z0-9]|\d{3}[A-Z])$")
_STRIKES = Mention("line-through")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The seen words of a page in pieces, and the elements round them; element 0 is the body.

    Pieces are `starts`..`ends` of the text, each in the element `owners`; before the text node `raw` there are
    `made[raw]` pieces. `joints` are the offsets at which small cents follow whole euros without any mark ("19" + "99").
    """

    text: str
    body: Outline
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    owners: tuple[int, ...]
    made: tuple[int, ...]
    joints: frozenset[int]
    linked: tuple[int, ...]  # seen elements with a target, in order
    struck_classes: tuple[frozenset[str], ...]
    _alts: dict[int, str] = field(repr=False)

    @property
    def tags(self) -> list[str]:
        return self.body.tags

    def piece(self, index: int) -> str:
        """The words of a piece."""
        return self.text[self.starts[index] : self.ends[index]]

    def has_words(self, element: int) -> bool:
        return self.made[self.body.raw_first[element]] < self.made[self.body.raw_last[element]]

    def own_marks(self, element: int) -> str:
        """Class, id, itemprop and the like of one element, in lower case."""
        attributes = self.body.attributes[element]
        if not attributes:
            return ""
        return marks_of(attributes) + (" disabled" if "disabled" in attributes else "")

    def href(self, element: int) -> str:
        return (self.body.attributes[element].get("href") or "") if self.body.tags[element] == "a" else ""

    def alt(self, element: int) -> str:
        """What the first picture in an element, a few levels down at most, says of itself."""
        return self._alts.get(element, "")

    def struck(self, element: int) -> bool:
        """Whether an element or one round it is shown struck through."""
        while element >= 0:
            if self._strikes(element):
                return True
            element = self.body.parents[element]
        return False

    def _strikes(self, element: int) -> bool:
        attributes = self.body.attributes[element]
        if self.body.tags[element] in _STRUCK_TAGS or "line-through" in (attributes.get("style") or "").lower():
            return True
        if not self.struck_classes:
            return False
        classes = frozenset((attributes.get("class") or "").split())
        return any(wanted <= classes for wanted in self.struck_classes)

    def piece_at(self, offset: int) -> int:
        """Index of the piece that holds `offset` of the text (the one before it where none does)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def element_at(self, offset: int) -> int:
        """Index of the element round `offset`; 0, the body, on an empty page."""
        return self.owners[self.piece_at(offset)] if self.owners else 0

    def ancestors(self, element: int, limit: int = 30) -> list[int]:
        """`element` and at most `limit` - 1 of those round it, the innermost first."""
        chain: list[int] = []
        parents = self.body.parents
        while element >= 0 and len(chain) < limit:
            chain.append(element)
            element = parents[element]
        return chain

    def inside(self, element: int) -> range:
        """`element` and everything in it."""
        return range(element, self.body.stops[element])

    def links_in(self, element: int) -> tuple[int, ...]:
        """The elements with a target in `element`, itself included."""
        span = self.inside(element)
        return self.linked[bisect_left(self.linked, span.start) : bisect_left(self.linked, span.stop)]

    def span(self, element: int) -> tuple[int, int]:
        """Start and end of an element's words in the text; equal where it has none."""
        first, last = self.made[self.body.raw_first[element]], self.made[self.body.raw_last[element]]
        return (self.starts[first], self.ends[last - 1]) if first < last else (0, 0)

    def words(self, element: int) -> str:
        start, end = self.span(element)
        return self.text[start:end]

    def parted(self, start: int, end: int) -> str:
        """The text at `start`..`end`, with a blank where one piece meets the next within what looks like two words.

        Shops set the parts of a name in elements of their own without any blank: "Quorbel" "12 Year Old".
        """
        first, last = self.piece_at(start), self.piece_at(max(start, end - 1))
        parts, at = [], start
        for i in range(first + 1, last + 1):
            cut = self.starts[i]
            if self.ends[i - 1] == cut and _TWO_WORDS.search(self.text, max(at, cut - 4), cut + 1):
                parts.append(self.text[at:cut])
                at = cut
        return " ".join((*parts, self.text[at:end]))

    def marks(self, offset: int, levels: int = 3) -> str:
        """Class names and the like of the `levels` elements round `offset`."""
        return " ".join(self.own_marks(e) for e in self.ancestors(self.element_at(offset), levels)).strip()


_CACHE: PerPage[Reading] = PerPage()


def reading(page: Page) -> Reading:
    """The reading of `page`, built once."""
    if page not in _CACHE:
        _CACHE[page] = _read(page)
    return _CACHE[page]


def _read(page: Page) -> Reading:
    body = page.body
    pieces = Pieces(page.text, body)
    return Reading(
        page.text,
        body,
        tuple(pieces.starts),
        tuple(pieces.ends),
        tuple(pieces.owners),
        tuple(pieces.made),
        frozenset(pieces.joints),
        tuple(gathered(body, _linked)),
        _struck_classes(page),
        _alts(body),
    )


def _linked(part: Outline, elements: range) -> list[int]:
    tags, shown, told = part.tags, part.shown, part.attributes
    return [i for i in elements if tags[i] == "a" and shown[i] and told[i].get("href")]


def _alts(body: Outline) -> dict[int, str]:
    """Element -> the words of the first picture in it: a picture stands for those of the few elements round it."""
    alts: dict[int, str] = {}
    for i in body.of("img"):
        alt = body.attributes[i].get("alt") if body.shown[i] else None
        element = body.parents[i]
        for _ in range(4):
            if element < 0 or not alt:
                break
            if not alts.get(element):
                alts[element] = clean(alt)
            element = body.parents[element]
    return alts


def _struck_classes(page: Page) -> tuple[frozenset[str], ...]:
    """Classes that a style sheet in the page strikes through. Selectors with an ancestor or a state are left out."""
    found: list[str] = []
    if not _STRIKES.on(page):
        return ()
    for style in page.tree.css("style"):
        css = style.text()
        if "line-through" not in css:
            continue
        for rule in css.split("}"):
            selectors, _, body = rule.rpartition("{")
            if "line-through" in body:
                found += [m[1] for s in selectors.split("{")[-1].split(",") if (m := _COMPOUND.fullmatch(s.strip()))]
    return tuple(frozenset(classes.strip(".").split(".")) for classes in found[:200])
