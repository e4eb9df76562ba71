"""The elements and words of a page as columns; `walk` makes them.

Whatever asks for text, links, headings, places or markup reads these columns instead of walking again: a step from
one element of the parser to the next costs more than all that is done there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sweep.extract.words.text import clean

SKIPPED = frozenset({"script", "style", "template", "noscript", "svg", "head", "iframe", "object", "select"})
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
# Not shown, or moved so far that nobody sees it ("left:-9999px"); a drawer is moved only as far as it is wide.
_HIDDEN_STYLE = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{4,6}(?:px|em|rem))",
    re.IGNORECASE,
)
EMPTY = frozenset("area br col embed hr img input link meta param source track wbr".split())
# What an element puts before and behind its words; all others stand on lines of their own.
BEHIND = {**dict.fromkeys(INLINE, ""), "br": "", "hr": "", "td": "", "th": ""}
BEFORE = {
    **dict.fromkeys(EMPTY, "\n\n"),  # both in one: nothing stands between
    **dict.fromkeys(INLINE, ""),
    "br": "\n",
    "hr": "\n",
    "td": " ",
    "th": " ",
}


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

    def classes_with(self, words: tuple[str, ...]) -> frozenset[str]:
        """Those of these words, in small letters, that stand in any class; looked for once in what pages share."""
        if words not in self.kept:
            found, own, at = set[str](), list[dict[str, str | None]](), 0
            for start, part in self.shared:
                found |= part.classes_with(words)
                own += self.attributes[at:start]
                at = start + len(part.tags)
            classes = " ".join({told for one in (*own, *self.attributes[at:]) if (told := one.get("class"))}).lower()
            self.kept[words] = frozenset(found.union(word for word in words if word in classes))
        known: frozenset[str] = self.kept[words]
        return known

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


def _pieces_by_itself(made: Outline, element: int) -> Iterator[str]:
    """The pieces of an element, as `walk` would make them if it began there."""
    raw, behind_link = made.raw_first[element], -1
    opened: list[tuple[int, bool]] = []
    for i in (*range(element, made.stops[element]), -1):
        while opened and (i < 0 or made.stops[opened[-1][0]] <= i):
            last, seen = opened.pop()
            yield from _spoken(made.raws[raw : made.raw_last[last]] if seen else ())
            raw = made.raw_last[last]
            behind_link = raw if made.tags[last] == "a" else -1
            if seen:
                yield BEHIND.get(made.tags[last], "\n")
        if i < 0:
            return
        tag = made.tags[i]
        if opened:
            yield from _spoken(made.raws[raw : made.raw_first[i]] if opened[-1][1] else ())
        raw = made.raw_first[i]
        seen = (not opened or opened[-1][1]) and tag not in SKIPPED and not hides(made.attributes[i])
        if seen:
            yield BEFORE.get(tag, "\n") if tag != "a" or behind_link != raw else " "
        behind_link = -1
        if tag not in EMPTY:
            opened.append((i, seen))


def _spoken(raws: Iterable[str]) -> Iterator[str]:
    return (raw.replace("\n", " ") for raw in raws)


def hides(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element with these attributes is not shown."""
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and bool(_HIDDEN_STYLE.search(style)))
