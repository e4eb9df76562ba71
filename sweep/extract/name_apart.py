"""What stands before a name without being part of it: the cell of a table before its own, an element set apart."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from sweep.extract.legal_text import LegalText
from sweep.extract.name_words import Mention, plausible
from sweep.extract.page import Page, PerPage
from sweep.extract.reading import reading


def in_its_cell(doc: LegalText, mention: Mention) -> Mention:
    """`mention` without the words of the table cell before its own ("Datenbank | Wolke Inc.")."""
    if mention.how != "form":
        return mention
    cells = _cells(doc.page)
    index = bisect_left(cells, mention.end) - 1
    start = cells[index] if index >= 0 else 0
    name = doc.text[max(start, mention.start) : mention.end]
    if start <= mention.start or not name.startswith(mention.name[-len(name) :]) or not plausible(name):
        return mention
    return replace(mention, name=name, start=start)


_CELLS: PerPage[list[int]] = PerPage()


def _cells(page: Page) -> list[int]:
    """Where the cells of the tables of a page begin, in order."""
    if page not in _CELLS:
        read = reading(page)
        _CELLS[page] = sorted(read.span(i)[0] for i in page.body.of("td", "th") if read.has_words(i))
    return _CELLS[page]


def unglued(doc: LegalText, mention: Mention) -> Mention:
    """Without the words of the element before it where no blank stands between two: "LUMENLUMEN LTD" is no firm.

    The styles of a page set them apart. Two elements of one tag ("<span>Lumen</span><span>Works</span>") are one name.
    """
    read = reading(doc.page)
    for index in range(bisect_right(read.starts, mention.start), bisect_right(read.starts, mention.end - 1)):
        start = read.starts[index]
        left, right = read.owners[index - 1], read.owners[index]
        apart = (
            read.tags[left] != read.tags[right] and right not in read.inside(left) and left not in read.inside(right)
        )
        if apart and doc.text[start - 1].isalnum() and doc.text[start].isupper() and mention.end - start >= 4:
            return replace(mention, name=doc.text[start : mention.end], start=start)
    return mention
