"""Where the text nodes of a page stand in its cleaned text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sweep.extract.pages.outline import Outline
from sweep.extract.words.text import clean

_MARK_ATTRIBUTES = frozenset({"class", "id", "itemprop", "property", "data-testid", "data-test", "data-role"})
_CENTS_MARK = re.compile(r"cent|decimal|fraction|\bfrac|superscript|\bsup\b")
_CENTS = re.compile(r"\d\d")
_LOOK_AHEAD = 40  # how far apart two neighbouring pieces can stand in the cleaned text


def marks_of(attributes: Mapping[str, str | None]) -> str:
    """What an element's class, id, itemprop and the like say, in lower case."""
    return " ".join(v.lower() for k, v in attributes.items() if v and k in _MARK_ATTRIBUTES)


class _Known(NamedTuple):
    """Where the text nodes of a header, menu or footer stand in its words, counted from where these begin."""

    words: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    owners: tuple[int, ...]
    made: tuple[int, ...]


_KNOWN = object()  # under which a part keeps it


class Pieces:
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
        marks = marks_of(self.body.attributes[element])
        return self.body.tags[element] == "sup" or bool(_CENTS_MARK.search(marks))


@lru_cache(maxsize=20_000)
def _cleaned(raw: str) -> str:
    return clean(raw.replace("\n", " "))
