"""A page in the order of reading: pieces of text, each with its place in `page.text` and the elements around it.

Built in one walk over the tree and cached per page; everything that asks "what stands round this price?"
asks here, by index, instead of climbing the tree again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from selectolax.lexbor import LexborNode

from sweep.extract.page import SKIPPED, Page, hides
from sweep.extract.text import clean

_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_COMPOUND = re.compile(r"[\w-]*((?:\.[\w-]+)+)$")
_CENTS_MARK = re.compile(r"cent|decimal|fraction|\bfrac|superscript|\bsup\b")
_CENTS = re.compile(r"\d\d")
_LOOK_AHEAD = 40  # how far apart two neighbouring pieces can stand in the cleaned text
_MARK_ATTRIBUTES = frozenset({"class", "id", "itemprop", "property", "data-testid", "data-test", "data-role"})


@dataclass(slots=True)
class Element:
    """One element. `first`..`last` are the indexes of the pieces in it; `marks` its class, id and itemprop."""

    parent: int
    tag: str
    marks: str
    href: str
    struck: bool
    first: int
    last: int = 0
    stop: int = 0  # index after the last element in it
    alt: str = ""  # of the first image in it


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    start: int
    end: int
    element: int


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """`joints` are the offsets at which small cents follow whole euros without any mark ("19" + "99")."""

    text: str
    elements: tuple[Element, ...]
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    joints: frozenset[int]
    linked: tuple[int, ...]  # elements with a target, in order

    def piece_at(self, offset: int) -> int:
        """Index of the piece that holds `offset` of the text (the one before it where none does)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def element_at(self, offset: int) -> int:
        """Index of the element round `offset`; 0, the body, on an empty page."""
        return self.pieces[self.piece_at(offset)].element if self.pieces else 0

    def ancestors(self, element: int, limit: int = 30) -> list[int]:
        """`element` and at most `limit` - 1 of those round it, the innermost first."""
        chain: list[int] = []
        while element >= 0 and len(chain) < limit:
            chain.append(element)
            element = self.elements[element].parent
        return chain

    def inside(self, element: int) -> range:
        """`element` and everything in it."""
        return range(element, self.elements[element].stop)

    def links_in(self, element: int) -> tuple[int, ...]:
        """The elements with a target in `element`, itself included."""
        span = self.inside(element)
        return self.linked[bisect_left(self.linked, span.start) : bisect_left(self.linked, span.stop)]

    def span(self, element: int) -> tuple[int, int]:
        """Start and end of an element's words in the text; equal where it has none."""
        node = self.elements[element]
        if node.first >= node.last:
            return (0, 0)
        return self.pieces[node.first].start, self.pieces[node.last - 1].end

    def words(self, element: int) -> str:
        start, end = self.span(element)
        return self.text[start:end]

    def marks(self, offset: int, levels: int = 3) -> str:
        """Class names and the like of the `levels` elements round `offset`."""
        return " ".join(self.elements[e].marks for e in self.ancestors(self.element_at(offset), levels)).strip()


_CACHE: WeakKeyDictionary[Page, Reading] = WeakKeyDictionary()


def reading(page: Page) -> Reading:
    """The reading of `page`, built once."""
    if page not in _CACHE:
        _CACHE[page] = _Walk(page).done()
    return _CACHE[page]


class _Walk:
    """The walk; iterative, because hostile nesting must not exhaust the stack."""

    def __init__(self, page: Page) -> None:
        self.text = page.text
        self.cursor = 0
        self.elements: list[Element] = []
        self.pieces: list[Piece] = []
        self.joints: set[int] = set()
        self.struck_classes = _struck_classes(page)
        body = page.tree.body
        if body is not None:
            self._run(body)

    def done(self) -> Reading:
        linked = tuple(i for i, e in enumerate(self.elements) if e.href)
        starts = tuple(p.start for p in self.pieces)
        return Reading(self.text, tuple(self.elements), tuple(self.pieces), starts, frozenset(self.joints), linked)

    def _run(self, body: LexborNode) -> None:
        stack: list[tuple[LexborNode | None, int]] = [(body, -1)]
        while stack:
            node, parent = stack.pop()
            if node is None:
                self.elements[parent].last = len(self.pieces)
                self.elements[parent].stop = len(self.elements)
            elif node.tag == "-text":
                self._piece(node.text_content or "", parent)
            elif node.tag not in SKIPPED and node.tag != "-comment" and not hides(attributes := node.attributes):
                here = self._open(node.tag or "", attributes, parent)
                stack.append((None, here))
                stack.extend([(child, here) for child in node.iter(include_text=True)][::-1])

    def _open(self, tag: str, attributes: dict[str, str | None], parent: int) -> int:
        marks = " ".join(v.lower() for k, v in attributes.items() if v and k in _MARK_ATTRIBUTES) if attributes else ""
        if "disabled" in attributes:
            marks += " disabled"
        if tag == "img":
            self._alt(attributes.get("alt") or "", parent)
        struck = parent >= 0 and self.elements[parent].struck
        struck = struck or tag in _STRUCK_TAGS or "line-through" in (attributes.get("style") or "").lower()
        if not struck and self.struck_classes:
            classes = frozenset((attributes.get("class") or "").split())
            struck = any(wanted <= classes for wanted in self.struck_classes)
        href = (attributes.get("href") or "") if tag == "a" else ""
        self.elements.append(Element(parent, tag, marks, href, struck, len(self.pieces)))
        return len(self.elements) - 1

    def _alt(self, alt: str, parent: int) -> None:
        # A picture stands for the words of the few elements round it.
        for _ in range(4):
            if parent < 0 or not alt:
                return
            self.elements[parent].alt = self.elements[parent].alt or clean(alt)
            parent = self.elements[parent].parent

    def _piece(self, raw: str, element: int) -> None:
        text = " ".join(raw.split()) if raw.isascii() else clean(raw.replace("\n", " "))
        if not text:
            return
        start = self.text.find(text, self.cursor, self.cursor + len(text) + _LOOK_AHEAD)
        if start < 0:
            return
        if self.pieces and self.pieces[-1].end == start and self._is_cents(text, element):
            self.joints.add(start)
        self.cursor = start + len(text)
        self.pieces.append(Piece(text, start, self.cursor, element))

    def _is_cents(self, text: str, element: int) -> bool:
        node = self.elements[element]
        small = node.tag == "sup" or bool(_CENTS_MARK.search(node.marks))
        return small and bool(_CENTS.match(text)) and not text[2:3].isdigit() and self.text[self.cursor - 1].isdigit()


def _struck_classes(page: Page) -> tuple[frozenset[str], ...]:
    """Classes that a style sheet in the page strikes through. Selectors with an ancestor or a state are left out."""
    found = []
    for style in page.tree.css("style"):
        css = style.text()
        if "line-through" not in css:
            continue
        for rule in css.split("}"):
            selectors, _, body = rule.rpartition("{")
            if "line-through" in body:
                found += [m[1] for s in selectors.split("{")[-1].split(",") if (m := _COMPOUND.fullmatch(s.strip()))]
    return tuple(frozenset(classes.strip(".").split(".")) for classes in found[:200])
