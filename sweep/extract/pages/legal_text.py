"""A page prepared for the question "who is who": its text folded and flat, its lines, headings and known words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from checks.facts import Evidence
from sweep.extract.page import Page, PerPage
from sweep.extract.pages.reading import reading
from sweep.extract.words.legal_forms import Form, find_forms
from sweep.extract.words.operator_words import Word, Words, find_words
from sweep.extract.words.text import fold

MAX_CHARS = 400_000  # of one page; the longest real terms we saw have half of it
MAX_QUOTE = 300
BOLD = 7
_HEADING_TAGS = frozenset("h1 h2 h3 h4 h5 h6 strong b dt legend summary th".split())
# "le compte séquestre géré par", "le service Musique géré par": what somebody else keeps.
_HELD = re.compile(
    r"(?<!\w)(?:comptes?|sequestre|paiements?|fonds|cartes?|livraisons?|colis|entrepots?|avis|fidelite|"
    r"services? (?!est |sont |en ligne |client)[\w ]{3,30})(?!\w)[^.;:\n]{0,40} $"
)


@dataclass(frozen=True, slots=True)
class Line:
    """`level` is 1 to 6 for h1 to h6, BOLD for a line in bold and the like, 0 for no heading."""

    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, eq=False)
class LegalText:
    """`text` is the beginning of `page.text`; `flat` is folded, of the same length, with blanks for line breaks."""

    page: Page
    text: str
    flat: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    words: Words

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The legal forms of firms in the text, in order."""
        return find_forms(self.text, self.flat)

    def of(self, *keys: str) -> tuple[Word, ...]:
        """The words of these keys, in the order of the text."""
        found = [word for key in keys for word in self.words.get(key, ())]
        return tuple(sorted(found, key=lambda w: (w.start, -w.end)))

    def under(self, prefix: str) -> tuple[Word, ...]:
        """The words of all keys that begin with `prefix`, in order."""
        return self.of(*(key for key in self.words if key.startswith(prefix)))

    def line_at(self, offset: int) -> int:
        """Index of the line that holds `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def quote(self, start: int, end: int) -> Evidence:
        """The proof for what stands at `start`..`end`: these words with the rest of their lines, if not too long."""
        first, last = self.lines[self.line_at(start)], self.lines[self.line_at(max(start, end - 1))]
        spare = max(0, MAX_QUOTE - (end - start))
        left = min(start, _word_border(self.text, start - spare // 2, first.start))
        right = min(last.end, max(end, start + MAX_QUOTE - (start - left)))
        return self.page.evidence(self.text[left:right].strip())


def _word_border(text: str, offset: int, floor: int) -> int:
    if offset <= floor:
        return floor
    blank = text.find(" ", offset, offset + 30)
    return blank + 1 if blank >= 0 else offset


_CACHE: PerPage[LegalText] = PerPage()


def legal_text(page: Page) -> LegalText:
    """`page` prepared, built once."""
    if page not in _CACHE:
        _CACHE[page] = _prepare(page)
    return _CACHE[page]


def passage(page: Page, text: str) -> LegalText:
    """A short stretch of the text of `page`, prepared alone: offsets are its own, and no line is a heading."""
    return _of(page, text, fold(text).replace("\n", " "), {})


def _prepare(page: Page) -> LegalText:
    flat = page.folded[:MAX_CHARS].replace("\n", " ")
    return _of(page, page.text[:MAX_CHARS], flat, _heading_spans(page))


def _of(page: Page, text: str, flat: str, titles: dict[tuple[int, int], int]) -> LegalText:
    lines, start = [], 0
    for raw in text.split("\n"):
        end = start + len(raw)
        lines.append(Line(start, end, titles.get((start, end), 0) or titles.get((start, end - 1), 0)))
        start = end + 1
    return LegalText(
        page, text, flat, tuple(lines), tuple(line.start for line in lines), _of_the_site(flat, find_words(flat))
    )


def _of_the_site(flat: str, words: Words) -> Words:
    """`words` without "géré par" where it is the money or the goods that somebody keeps, not the site."""
    kept = tuple(w for w in words.get("editor", ()) if not (flat.startswith("gere", w.start) and _held(flat, w.start)))
    return {**words, "editor": kept} if "editor" in words else words


def _held(flat: str, offset: int) -> bool:
    return bool(_HELD.search(flat, max(0, offset - 70), offset))


def _heading_spans(page: Page) -> dict[tuple[int, int], int]:
    """Places and levels of the elements that may be headings; one that fills its line is taken for one."""
    read = reading(page)
    levels: dict[tuple[int, int], int] = {}
    for index, tag in enumerate(read.tags):
        if tag in _HEADING_TAGS and read.has_words(index):
            level = int(tag[1]) if tag[1:].isdigit() else BOLD
            levels[read.span(index)] = min(level, levels.get(read.span(index), BOLD))
    return levels
