"""One captured response as a page: parsed once, with its text, links and headings, each as the consumer sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.facts import Evidence
from sweep import turns
from sweep.capture import Response
from sweep.extract.pages.decoding import decode_text, decoded, plain_utf8, with_plain_marks
from sweep.extract.pages.guard import guard
from sweep.extract.pages.links import Link, absolute, links_of, place_of
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.outline import Outline, hides
from sweep.extract.pages.pdf import is_pdf, read_pdf
from sweep.extract.pages.per_page import PerPage
from sweep.extract.pages.quiet import sheets_of_quiet
from sweep.extract.pages.walk import outline
from sweep.extract.pages.wrapped_lines import unwrapped
from sweep.extract.words.text import clean, fold_lines

__all__ = ["Page", "PerPage", "is_hidden", "parse_page", "visible_text"]

_BASE, _FRAMESET = Mention("<base"), Mention("<frameset")
_CLICKABLE = (b"<a", b"<button", b"<form", b"<iframe", b"<frame", b"<input", b"onclick")
MAX_LINKS = 6_000  # of a page; the largest page of a real shop that we know has half of that
_CLICK = re.compile(rb"<(?:a|area|button|form|i?frame|input)[\s/>]|\sonclick", re.IGNORECASE)


@dataclass(eq=False)
class Page:
    """A parsed page. `problem` says why it could not be read ("" when it could).

    `role` is given once all pages of a visit are known (`roles.assign`).
    """

    url: str
    status: int
    sha256: str
    record_id: str
    html: str = field(repr=False)
    media_type: str = "text/html"
    problem: str = ""
    role: str = "other"
    cut: str = ""  # what of it was left unread; "" for a page read to its end
    kept: dict[object, Any] = field(default_factory=dict, repr=False)  # what was made of it once (`PerPage`)
    weight: int = 0  # bytes of all that was made of it, as estimated (`turns.weight`)
    utf8: bool = False  # whether it came as UTF-8, so that `raw` is what was received and the parser's own form

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.raw if self.utf8 else self.html)

    @cached_property
    def raw(self) -> bytes:
        """The source as UTF-8, to look for ASCII words in it (`mentions`)."""
        return self.html.encode("utf-8", "replace")

    @cached_property
    def small(self) -> bytes:
        """The same with its ASCII letters small."""
        return self.raw.lower()

    @cached_property
    def language(self) -> str:
        """The ISO 639-1 code that the page declares for itself, or ""."""
        root = self.tree.root
        declared = (root.attributes.get("lang") or "") if root is not None else ""
        return declared.strip().lower()[:2]

    @cached_property
    def title(self) -> str:
        node = self.tree.css_first("title")
        return clean(node.text().replace("\n", " ")) if node else ""

    @cached_property
    def body(self) -> Outline:
        """All elements of the body."""
        quiet = None if self.cut else sheets_of_quiet(self.tree, self.raw)  # a script may stand in what was cut off
        return outline(self.tree.body, quiet)

    @cached_property
    def head(self) -> Outline:
        """All elements of the head; none of its words is shown."""
        return outline(self.tree.head)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        body = self.body
        found = (i for i in body.of("h1", "h2", "h3") if not hides(body.attributes[i]))
        # In one line each, wherever the source or a <br> breaks it.
        return tuple(text for i in found if (text := body.text_by_itself(i).replace("\n", " ")))

    @cached_property
    def text(self) -> str:
        """What a consumer reads, one block a line; scripts, styles and hidden elements left out."""
        return unwrapped(clean(self.body.words))

    @cached_property
    def folded(self) -> str:
        """The text in lower case without accents; offsets agree (`text.fold`)."""
        return fold_lines(self.text)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        root = self.tree.root
        # A set of frames has no body.
        body = self.body if self.tree.body is not None else outline(root)
        return tuple(links_of(body, base=_base(self), outside=place_of(root)))

    @property
    def framed(self) -> bool:
        """Whether the page is put together of others."""
        return _FRAMESET.on(self) and self.tree.css_first("frameset") is not None

    def shed(self) -> None:
        """Forgets what was made of the page; it is made anew when it is asked for."""
        for name in _MADE:
            self.__dict__.pop(name, None)
        self.kept.clear()

    def evidence(self, quote: str = "") -> Evidence:
        """The proof that `quote` stands on this page; without a quote, that the page was read."""
        return Evidence(self.url, quote, self.sha256, self.role, self.record_id)


_MADE = ("tree", "raw", "small", "body", "head", "headings", "text", "folded", "links")


def parse_page(response: Response) -> Page:
    """The page of one response; one that cannot be read has its `problem` and an empty tree."""
    media_type = response.header("content-type").split(";")[0].strip().lower() or "text/html"
    html, problem, cut, weight, utf8 = "", "", "", 0, False
    try:
        data, cut = decoded(response)
    except ValueError as error:
        data, problem = b"", str(error)
    if not problem and is_pdf(data, media_type):
        media_type, text = "application/pdf", read_pdf(data)
        html, problem, cut = "" if text.problem else text.html(), text.problem, cut or text.cut
    elif not problem and media_type in ("text/html", "application/xhtml+xml", "text/plain"):
        data = with_plain_marks(data, response.header("content-type"))
        tags = data.count(b"<")
        problem = guard(data, tags)
        if not problem and (end := _end_of_links(data, tags)):
            data, cut = data[:end], cut or f"more than {MAX_LINKS} links"
        if not problem:
            weight = turns.weight(len(data), tags)
            turns.take(weight)
            plain = plain_utf8(data)
            utf8 = plain is not None
            html = decode_text(data, response.header("content-type")) if plain is None else plain
    elif not problem:
        problem = f"not a web page ({media_type})"
    of = response.url, response.status, response.sha256, response.record_id
    page = Page(*of, html, media_type, problem, cut=cut, weight=weight, utf8=utf8)
    if utf8:
        page.raw = data
    turns.hold(page)
    return page


def _end_of_links(html: bytes, tags: int) -> int:
    """Where the first link too many begins; 0 when there is none. Nothing behind it is parsed: links cost most."""
    # There are no more "onclick" than "k", which is quicker to count.
    if tags + html.count(b"k") <= MAX_LINKS or tags + html.count(b"onclick") <= MAX_LINKS:
        return 0
    if sum(map(html.lower().count, _CLICKABLE)) <= MAX_LINKS:
        return 0
    beyond = next(islice(_CLICK.finditer(html), MAX_LINKS, None), None)
    return beyond.start() if beyond else 0


def is_hidden(node: LexborNode) -> bool:
    """Whether the element itself is marked as not shown."""
    return hides(node.attributes)


def visible_text(node: LexborNode) -> str:
    """What a consumer reads of one element."""
    return clean(outline(node).words)


def _base(page: Page) -> str:
    """What the page's relative addresses are joined to."""
    node = page.tree.css_first("base[href]") if _BASE.on(page) else None
    return (absolute(page.url, node.attributes.get("href") or "") if node else "") or page.url
