"""A page in the order of reading: pieces of text, each with its place in `page.text` and the elements around it.

Built in one walk over the tree and cached per page; everything that asks "what stands round this price?"
asks here, by index, instead of climbing the tree again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from sweep.extract.marked import gathered
from sweep.extract.mentions import Mention
from sweep.extract.outline import Outline
from sweep.extract.page import Page, PerPage
from sweep.extract.text import clean

_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_COMPOUND = re.compile(r"[\w-]*((?:\.[\w-]+)+)$")
_CENTS_MARK = re.compile(r"cent|decimal|fraction|\bfrac|superscript|\bsup\b")
_TWO_WORDS = re.compile(r"(?:[^\W\d_]{2}[^\W\d_A-Z][A-Z0-9]|\d{3}[A-Z])$")
_STRIKES = Mention("line-through")
_CENTS = re.compile(r"\d\d")
_LOOK_AHEAD = 40  # how far apart two neighbouring pieces can stand in the cleaned text
_MARK_ATTRIBUTES = frozenset({"class", "id", "itemprop", "property", "data-testid", "data-test", "data-role"})


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
        found = [v.lower() for k, v in attributes.items() if v and k in _MARK_ATTRIBUTES]
        return " ".join(found) + (" disabled" if "disabled" in attributes else "")

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
    pieces = _Pieces(page.text, body)
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


class _Known(NamedTuple):
    """Where the text nodes of a header, menu or footer stand in its words, counted from where these begin."""

    words: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    owners: tuple[int, ...]
    made: tuple[int, ...]


_KNOWN = object()  # under which a part keeps it


class _Pieces:
    """Where the text nodes of a page stand in its cleaned text."""

    def __init__(self, text: str, body: Outline) -> None:
        self.text, self.body = text, body
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.owners: list[int] = []
        self.joints: set[int] = set()
        self.made: list[int] = []
        self.cursor = self.missed = 0
        raw = 0
        for element, part in body.shared:
            self._place(raw, body.raw_first[element])
            raw = body.raw_first[element] + len(part.raws)
            self._place_part(element, part)
        self._place(raw, len(body.raws))
        self.made.append(len(self.starts))

    def _place_part(self, element: int, part: Outline) -> None:
        """As `_place` for the text nodes of a part, at once where the page has the words that are known of it."""
        known: _Known | None = part.kept.get(_KNOWN)
        if known is None or not self.text.startswith(known.words, self.cursor):
            before, count, gaps = self.cursor, len(self.starts), (len(self.joints), self.missed)
            first = self.body.raw_first[element]
            self._place(first, first + len(part.raws))
            if gaps == (len(self.joints), self.missed):
                self._keep(element, part, before, count)
            return
        cursor, count = self.cursor, len(self.starts)
        self.starts += [start + cursor for start in known.starts]
        self.ends += [end + cursor for end in known.ends]
        self.owners += [owner + element for owner in known.owners]
        self.made += [made + count for made in known.made]
        self.cursor += len(known.words)

    def _keep(self, element: int, part: Outline, cursor: int, count: int) -> None:
        """Keeps where the pieces from `count` on stand, unless what stands before them decides on the first."""
        if count < len(self.starts) and _CENTS.match(self.text, self.starts[count]):
            return
        part.kept[_KNOWN] = _Known(
            self.text[cursor : self.cursor],
            tuple(start - cursor for start in self.starts[count:]),
            tuple(end - cursor for end in self.ends[count:]),
            tuple(owner - element for owner in self.owners[count:]),
            tuple(made - count for made in self.made[-len(part.raws) :]) if part.raws else (),
        )

    def _place(self, first: int, last: int) -> None:
        text, cursor = self.text, self.cursor
        for raw, owner in zip(self.body.raws[first:last], self.body.owners[first:last], strict=True):
            self.made.append(len(self.starts))
            if owner < 0:
                continue
            words = " ".join(raw.split()) if raw.isascii() else _cleaned(raw)
            if not words:
                continue
            start = text.find(words, cursor, cursor + len(words) + _LOOK_AHEAD)
            if start < 0:
                self.missed += 1
                continue
            if self.ends and self.ends[-1] == start and self._is_cents(words, owner, cursor):
                self.joints.add(start)
            cursor = start + len(words)
            self.starts.append(start)
            self.ends.append(cursor)
            self.owners.append(owner)
        self.cursor = cursor

    def _is_cents(self, words: str, element: int, cursor: int) -> bool:
        if not _CENTS.match(words) or words[2:3].isdigit() or not self.text[cursor - 1].isdigit():
            return False
        attributes = self.body.attributes[element]
        marks = " ".join(v.lower() for k, v in attributes.items() if v and k in _MARK_ATTRIBUTES)
        return self.body.tags[element] == "sup" or bool(_CENTS_MARK.search(marks))


@lru_cache(maxsize=20_000)
def _cleaned(raw: str) -> str:
    return clean(raw.replace("\n", " "))


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
