"""The elements and words of a page as columns, made in one walk over the tree.

Whatever asks for text, links, headings, places or markup reads these columns instead of walking again: a step from
one element of the parser to the next costs more than all that is done there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sweep.extract.recent import Recent
from sweep.extract.text import clean

SKIPPED = frozenset({"script", "style", "template", "noscript", "svg", "head", "iframe", "object", "select"})
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
_HIDDEN_STYLE = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_EMPTY = frozenset("area br col embed hr img input link meta param source track wbr".split())
# What an element puts before and behind its words; all others stand on lines of their own.
_BEFORE = {**dict.fromkeys(INLINE, ""), "br": "\n", "hr": "\n", "td": " ", "th": " "}
_BEHIND = {**dict.fromkeys(INLINE, ""), "br": "", "hr": "", "td": "", "th": ""}
_NONE: dict[str, str | None] = {}  # of all elements without attributes
_sample = LexborHTMLParser("<body>x<!-- -->").body
assert _sample is not None
_TEXT, _COMMENT = (node.tag_id for node in _sample.iter(include_text=True))


_SHARED = frozenset({"header", "nav", "footer"})
_LEVELS = 3  # of one such element in another, each looked up before it is walked


@dataclass(eq=False, slots=True)
class Outline:
    """An element and all in it, in the order of the document; element 0 is the outermost.

    `stops` are the indexes behind the last element in each, `parents` the ones round it (-1 for the outermost).
    `raws` are the text nodes, `owners` the element of each (-1 where a consumer does not see it); those from
    `raw_first` to `raw_last` stand in an element. `pieces` are the seen words with blanks and line breaks between;
    those from `piece_first` to `piece_last` belong to an element. `shared` are the parts that other pages have, too,
    each behind its first element; `kept` is what readers made of such a part.
    """

    tags: list[str] = field(default_factory=list)
    attributes: list[dict[str, str | None]] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    raw_first: list[int] = field(default_factory=list)
    raw_last: list[int] = field(default_factory=list)
    piece_first: list[int] = field(default_factory=list)
    piece_last: list[int] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    shown: list[bool] = field(default_factory=list)
    by_tag: dict[str, list[int]] = field(default_factory=dict)  # filled when first asked for (`of`)
    shared: list[tuple[int, Outline]] = field(default_factory=list)
    kept: dict[object, Any] = field(default_factory=dict)

    def of(self, *tags: str) -> tuple[int, ...]:
        """The elements with one of these tags, in order."""
        by_tag = self._by_tag()
        if len(tags) == 1:
            return tuple(by_tag.get(tags[0], ()))
        return tuple(sorted(i for tag in tags for i in by_tag.get(tag, ())))

    def _by_tag(self) -> dict[str, list[int]]:
        if not self.by_tag:
            found, at = defaultdict[str, list[int]](list), 0
            for start, part in (*self.shared, (len(self.tags), None)):
                for i, tag in enumerate(self.tags[at:start], at):
                    found[tag].append(i)
                if part is not None:
                    for tag, elements in part._by_tag().items():
                        found[tag] += [i + start for i in elements]
                    at = start + len(part.tags)
            self.by_tag = dict(found)
        return self.by_tag

    def tags_round(self, element: int) -> Iterator[str]:
        """The tags of the elements round one, the innermost first."""
        while (element := self.parents[element]) >= 0:
            yield self.tags[element]

    def named(self, name: str) -> tuple[int, ...]:
        """The elements with this word, in small letters, as their id or among their classes in any case, in order."""
        told = [(i, own.get("class"), own.get("id")) for i, own in enumerate(self.attributes) if own]
        near = [(i, f"{words} {key}".lower()) for i, words, key in told if words or key]
        return tuple(i for i, words in near if name in words and name in words.split())

    def all_text(self, element: int) -> str:
        """All words in an element, seen or not, as they stand in the source."""
        return "".join(self.raws[self.raw_first[element] : self.raw_last[element]])

    def seen_text(self, element: int) -> str:
        """What a consumer reads in an element, one block a line; "" where it is not shown."""
        return clean("".join(self.pieces[self.piece_first[element] : self.piece_last[element]]))

    def text_by_itself(self, element: int) -> str:
        """The same as if all round the element was shown: a menu that opens on a click has the labels of the others."""
        if self.shown[element]:
            return self.seen_text(element)
        return clean("".join(_pieces_by_itself(self, element)))

    @property
    def words(self) -> str:
        """The seen words, not yet cleaned."""
        return "".join(self.pieces)


def outline(root: LexborNode | None) -> Outline:
    """The outline of `root`; without any element for None. Iterative: hostile nesting must not exhaust the stack."""
    made = Outline()
    if root is not None:
        _walk(made, root, 0)
    return made


_PARTS: Recent[Outline] = Recent(1_000_000)  # characters of source; outlines take five to forty times the memory


def _shared(node: LexborNode, level: int) -> Outline:
    """The outline of a header, menu or footer, walked once for all pages that have the same."""
    source = node.html or ""
    known = _PARTS.get(source)
    if known is None:
        known = Outline()
        _walk(known, node, level)
        _PARTS.put(source, known)
    return known


def _graft(made: Outline, part: Outline, here: int) -> None:
    """Puts the outline of a part behind all that was `made`, in the element `here`."""
    element, raw, piece = len(made.tags), len(made.raws), len(made.pieces)
    made.shared.append((element, part))
    made.tags += part.tags
    made.attributes += part.attributes
    made.shown += part.shown
    made.raws += part.raws
    made.pieces += part.pieces
    made.parents.append(here)
    made.parents += [i + element for i in part.parents[1:]]
    made.stops += [i + element for i in part.stops]
    made.raw_first += [i + raw for i in part.raw_first]
    made.raw_last += [i + raw for i in part.raw_last]
    made.piece_first += [i + piece for i in part.piece_first]
    made.piece_last += [i + piece for i in part.piece_last]
    made.owners += [i + element if i >= 0 else -1 for i in part.owners]


def _walk(made: Outline, root: LexborNode, level: int) -> None:
    """One loop on purpose: a call for each node would double the cost of the walk."""
    tags, attributes, parents, stops = made.tags, made.attributes, made.parents, made.stops
    raw_first, raw_last, raws, owners = made.raw_first, made.raw_last, made.raws, made.owners
    pieces, flags, piece_first, piece_last = made.pieces, made.shown, made.piece_first, made.piece_last
    stack: list[tuple[Iterator[LexborNode], int, bool]] = []
    nodes: Iterator[LexborNode] = iter((root,))
    here, shown = -1, True
    while True:
        for node in nodes:
            kind = node.tag_id
            if kind == _TEXT:
                raw = node.text_content or ""
                raws.append(raw)
                owners.append(here if shown else -1)
                if shown:
                    # Line breaks in the source are blanks to the reader; only block borders are line breaks.
                    pieces.append(raw if raw == "\n" else raw.replace("\n", " "))
                continue
            if kind == _COMMENT:
                continue
            tag = node.tag or ""
            if shown and tag in _SHARED and level < _LEVELS and here >= 0 and not _foreign(made, here):
                _graft(made, _shared(node, level + 1), here)
                continue
            own = _attributes(node)
            seen = shown and tag not in SKIPPED and not (own and hides(own))
            index = len(tags)
            tags.append(tag)
            attributes.append(own)
            parents.append(here)
            flags.append(seen)
            raw_first.append(len(raws))
            raw_last.append(len(raws))
            stops.append(index + 1)
            piece_first.append(len(pieces))
            if seen:
                pieces.append(_BEFORE.get(tag, "\n"))
                if tag in _EMPTY and tag not in _BEHIND:
                    pieces.append("\n")
            piece_last.append(len(pieces))
            if tag in _EMPTY:
                continue
            stack.append((nodes, here, shown))
            nodes, here, shown = node.iter(include_text=True), index, seen
            break
        else:
            if not stack:
                return
            _close(made, here, shown)
            nodes, here, shown = stack.pop()


def _close(made: Outline, element: int, shown: bool) -> None:
    """Notes where an element ends."""
    made.raw_last[element], made.stops[element] = len(made.raws), len(made.tags)
    if shown:
        made.pieces.append(_BEHIND.get(made.tags[element], "\n"))
    made.piece_last[element] = len(made.pieces)


def _attributes(node: LexborNode) -> dict[str, str | None]:
    """What an element says of itself; <p hidden> is <p hidden="">, which the same source stands for."""
    own = node.attributes
    if not own:
        return _NONE
    return {name: value or "" for name, value in own.items()} if None in own.values() else own


def _foreign(made: Outline, element: int) -> bool:
    """Whether an element stands in a formula, where the same markup stands for something else."""
    while element >= 0:
        if made.tags[element] == "math":
            return True
        element = made.parents[element]
    return False


def _pieces_by_itself(made: Outline, element: int) -> Iterator[str]:
    """The pieces of an element, as `_walk` would make them if it began there."""
    raw = made.raw_first[element]
    opened: list[tuple[int, bool]] = []
    for i in (*range(element, made.stops[element]), -1):
        while opened and (i < 0 or made.stops[opened[-1][0]] <= i):
            last, seen = opened.pop()
            yield from _spoken(made.raws[raw : made.raw_last[last]] if seen else ())
            raw = made.raw_last[last]
            if seen:
                yield _BEHIND.get(made.tags[last], "\n")
        if i < 0:
            return
        tag = made.tags[i]
        if opened:
            yield from _spoken(made.raws[raw : made.raw_first[i]] if opened[-1][1] else ())
        raw = made.raw_first[i]
        seen = (not opened or opened[-1][1]) and tag not in SKIPPED and not hides(made.attributes[i])
        if seen:
            yield _BEFORE.get(tag, "\n")
        if tag not in _EMPTY:
            opened.append((i, seen))
        elif seen and tag not in _BEHIND:
            yield "\n"


def _spoken(raws: Iterable[str]) -> Iterator[str]:
    return (raw if raw == "\n" else raw.replace("\n", " ") for raw in raws)


def hides(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element with these attributes is not shown."""
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and bool(_HIDDEN_STYLE.search(style)))
