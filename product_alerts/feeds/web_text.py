"""Notices written as HTML, read into titled pieces: rows of tables, definitions, headings with what follows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from product_alerts.text import tidy

_BLOCKS = frozenset("p div li ul ol br tr td th dt dd h1 h2 h3 h4 section article table".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_SILENT = frozenset(("script", "style", "noscript", "template"))
_MOST = 2_000_000  # characters


@dataclass(slots=True)
class Pieces:
    """What a notice says: `labelled` pairs of label and text, running paragraphs by heading, addresses, pictures."""

    labelled: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[tuple[str, str]] = field(default_factory=list)  # the heading above, and the text
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces = Pieces()
        self.heading = self.label = ""
        self.cells: list[str] = []
        self.words: list[str] = []
        self.inside: str = ""  # the cell, heading, label or item being read
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self.silent += 1
        if tag == "a" and given.get("href"):
            self.pieces.links.append(given["href"])
        if tag == "img" and given.get("src"):
            self.pieces.pictures.append(given["src"])
        if tag in _BLOCKS:
            self._flush()
        if tag == "tr":
            self.cells = []
        kind = _field_kind(given.get("class", ""))
        if tag in ("td", "th", "dt", "dd") or tag in _HEADINGS or kind:
            self.inside = kind or tag

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self.silent:
            self.silent -= 1
        if tag in _BLOCKS:
            self._flush()
        if tag == "tr":
            self._row()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)

    def _flush(self) -> None:
        said, self.words = tidy(" ".join(self.words)), []
        if not said:
            return
        inside, self.inside = self.inside, ""
        if inside in ("td", "th"):
            self.cells.append(said)
        elif inside in _HEADINGS:
            self.heading = said
        elif inside in ("dt", "label"):
            self.label = said
        elif inside in ("dd", "item") and self.label:
            self.pieces.labelled.append((self.label, said))
        else:
            self.pieces.paragraphs.append((self.heading, said))

    def _row(self) -> None:
        cells, self.cells = self.cells, []
        if len(cells) >= 2:
            self.pieces.labelled.append((cells[0], " | ".join(cells[1:])))
        elif cells:
            self.pieces.paragraphs.append((self.heading, cells[0]))


def _field_kind(classes: str) -> str:
    """Drupal's classes for a labelled field of a page."""
    return "label" if "field__label" in classes else "item" if "field__item" in classes.split() else ""


def pieces(html: str) -> Pieces:
    """The pieces of a notice's HTML; markup that is broken is read as far as it goes."""
    reader = _Reader()
    reader.feed(html[:_MOST])
    reader.close()
    reader._flush()  # what follows the last tag
    return reader.pieces
