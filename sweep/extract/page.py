"""One captured response as a page: parsed once, with its text, links and headings, each as the consumer sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, Generic, TypeVar
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.facts import Evidence
from sweep.capture import Response
from sweep.extract.coding import undo
from sweep.extract.guard import guard
from sweep.extract.outline import Outline, hides, outline
from sweep.extract.pdf import is_pdf, read_pdf
from sweep.extract.scripted import SCRIPTED, leads_nowhere, scripted_target
from sweep.extract.text import clean, fold

V = TypeVar("V")

MAX_DECODED = 8_000_000  # bytes of HTML we are ready to parse
MAX_LINKS = 6_000  # of a page; the largest page of a real shop that we know has half of that
_CLICK = re.compile(rb"<(?:a|area|button|form|i?frame|input)[\s/>]|\sonclick", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3"})


@dataclass(frozen=True, slots=True)
class Link:
    """A clickable element, or a frame. `kind` is "a", "button", "form", "frame"; `place` "footer", "nav" or "main"."""

    url: str  # absolute; "" for a button without target
    text: str
    kind: str = "a"
    place: str = "main"
    rel: str = ""


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

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

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
        return clean(node.text()) if node else ""

    @cached_property
    def body(self) -> Outline:
        """All elements of the body."""
        return outline(self.tree.body)

    @cached_property
    def head(self) -> Outline:
        """All elements of the head; none of its words is shown."""
        return outline(self.tree.head)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        body = self.body
        found = (i for i, tag in enumerate(body.tags) if tag in _HEADINGS and not hides(body.attributes[i]))
        return tuple(text for i in found if (text := clean(body.all_text(i))))

    @cached_property
    def text(self) -> str:
        """What a consumer reads, one block a line; scripts, styles and hidden elements left out."""
        return clean(self.body.words)

    @cached_property
    def folded(self) -> str:
        """The text in lower case without accents; offsets agree (`text.fold`)."""
        return fold(self.text)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return tuple(_links(self))

    def evidence(self, quote: str = "") -> Evidence:
        """The proof that `quote` stands on this page; without a quote, that the page was read."""
        return Evidence(self.url, quote, self.sha256, self.role, self.record_id)


class PerPage(Generic[V]):
    """What is made of a page once, kept on the page itself and gone with it.

    A WeakKeyDictionary would keep both for ever wherever the thing made knows its page.
    """

    def __contains__(self, page: Page) -> bool:
        return self in page.kept

    def __getitem__(self, page: Page) -> V:
        value: V = page.kept[self]
        return value

    def __setitem__(self, page: Page, value: V) -> None:
        page.kept[self] = value

    def get(self, page: Page) -> V | None:
        return page.kept.get(self)


def parse_page(response: Response) -> Page:
    """The page of one response; one that cannot be read has its `problem` and an empty tree."""
    media_type = response.header("content-type").split(";")[0].strip().lower() or "text/html"
    html, problem, cut = "", "", ""
    try:
        data, cut = _decoded(response)
    except ValueError as error:
        data, problem = b"", str(error)
    if not problem and is_pdf(data, media_type):
        media_type, text = "application/pdf", read_pdf(data)
        html, problem, cut = "" if text.problem else text.html(), text.problem, cut or text.cut
    elif not problem and media_type in ("text/html", "application/xhtml+xml", "text/plain"):
        problem = guard(data)
        if not problem and (end := _end_of_links(data)):
            data, cut = data[:end], cut or f"more than {MAX_LINKS} links"
        html = "" if problem else decode_text(data, response.header("content-type"))
    elif not problem:
        problem = f"not a web page ({media_type})"
    return Page(response.url, response.status, response.sha256, response.record_id, html, media_type, problem, cut=cut)


def _end_of_links(html: bytes) -> int:
    """Where the first link too many begins; 0 when there is none. Nothing behind it is parsed: links cost most."""
    if html.count(b"<") + html.count(b"onclick") <= MAX_LINKS:
        return 0
    beyond = next(islice(_CLICK.finditer(html), MAX_LINKS, None), None)
    return beyond.start() if beyond else 0


def decode_body(response: Response) -> bytes:
    """The body with its content coding undone, at most MAX_DECODED bytes. Raises ValueError with the reason."""
    return _decoded(response)[0]


def _decoded(response: Response) -> tuple[bytes, str]:
    """The same, with what is missing of it ("" for a whole one)."""
    data, whole = undo(response.body, response.header("content-encoding"), MAX_DECODED + 1)
    if len(data) > MAX_DECODED:
        raise ValueError(f"larger than {MAX_DECODED // 1_000_000} MB")
    return data, "" if whole else "its compressed form ends early"


_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
# Declared by mistake more often than not (cp1252 is meant), and codecs of Python that are no charsets.
_NOT_DECLARED = frozenset(
    "utf-8 utf8 iso-8859-1 latin-1 latin1 us-ascii "
    "idna punycode undefined unicode-escape raw-unicode-escape utf-7".split()
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)


def decode_text(data: bytes, content_type: str) -> str:
    """HTML text of `data`: byte order mark, then header, then meta; what is valid UTF-8 is UTF-8; else cp1252."""
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    header = _HEADER_CHARSET.search(content_type)
    meta = _META_CHARSET.search(data[:4096])
    for name in (header and header[1], meta and meta[1].decode("ascii")):
        if name and name.lower().replace("_", "-") not in _NOT_DECLARED:
            try:
                return data.decode(name, "replace")
            except (LookupError, UnicodeError):
                continue
    utf8 = any(n and n.lower() in ("utf-8", "utf8") for n in (header and header[1], meta and meta[1].decode("ascii")))
    return data.decode("utf-8" if utf8 else "cp1252", "replace")


def is_hidden(node: LexborNode) -> bool:
    """Whether the element itself is marked as not shown."""
    return hides(node.attributes)


def visible_text(node: LexborNode) -> str:
    """What a consumer reads of one element."""
    return clean(outline(node).words)


_ROLES = ("button", "link")
_KINDS = {"a": "a", "area": "a", "form": "form", "frame": "frame", "iframe": "frame"}
_TARGETS = {"form": "action", "frame": "src"}
_BUTTON_LIKE = ("div", "span", "li", "p")
_CLICKABLE = frozenset((*_KINDS, *SCRIPTED, *_BUTTON_LIKE, "button", "input"))


def _clickable(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element whose tag is one of _CLICKABLE leads or does something, or is a frame.

    Scripts make buttons of any element, and say so for those who cannot see it.
    """
    if tag == "a":
        return "href" in attributes or attributes.get("role") == "button" or "onclick" in attributes
    if tag == "input":
        return (attributes.get("type") or "").lower() == "submit"
    if tag in _KINDS:
        return {"area": "href", "form": "action"}.get(tag, "src") in attributes
    scripted = tag in SCRIPTED and "onclick" in attributes
    return tag == "button" or scripted or (tag in _BUTTON_LIKE and attributes.get("role") in _ROLES)


def _places(body: Outline, outside: str) -> list[str]:
    """Of each element "footer", "nav" or "main": what it and those round it tell, the nearest first.

    `outside` is what the root of the page tells.
    """
    places: list[str] = []
    for tag, attributes, parent in zip(body.tags, body.attributes, body.parents, strict=True):
        if "footer" in tag or (attributes and _names_footer(attributes)):
            places.append("footer")
        elif tag in ("nav", "header"):
            places.append("nav")
        else:
            places.append(places[parent] if parent >= 0 else outside)
    return places


def _names_footer(attributes: Mapping[str, str | None]) -> bool:
    classes, name = attributes.get("class"), attributes.get("id")
    return bool((classes and "footer" in classes.lower()) or (name and "footer" in name.lower()))


def _links(page: Page) -> list[Link]:
    base_node = page.tree.css_first("base[href]")
    base = absolute(page.url, base_node.attributes.get("href") or "") if base_node else page.url
    # A set of frames has no body.
    body, root = page.body if page.tree.body is not None else outline(page.tree.root), page.tree.root
    outside = "footer" if root is not None and _names_footer(root.attributes) else "main"
    places = _places(body, outside)
    found = []
    for i, (tag, attributes) in enumerate(zip(body.tags, body.attributes, strict=True)):
        if tag not in _CLICKABLE or not _clickable(tag, attributes):
            continue
        kind = _KINDS.get(tag, "button")
        written = attributes.get(_TARGETS.get(kind, "href")) or ""
        target = absolute(base or page.url, written)
        if kind in ("a", "button") and leads_nowhere(written) and (way := scripted_target(attributes)):
            kind = "button" if tag in ("button", "input") else "a"
            target = absolute(base or page.url, way)
        elif tag in SCRIPTED and "role" not in attributes:
            continue
        if target or kind != "a":
            parent = body.parents[i]
            place = places[parent] if parent >= 0 else outside
            found.append(_link(target, _label(body, i, kind), kind, place, attributes.get("rel") or ""))
    return found


_link = lru_cache(maxsize=20_000)(Link)


def _label(body: Outline, element: int, kind: str) -> str:
    """What is to be read on a clickable element; of a form only its own attributes."""
    if kind != "form" and (text := clean(body.all_text(element))):
        return text
    attributes = body.attributes[element]
    stated = attributes.get("value") or attributes.get("aria-label") or attributes.get("title") or attributes.get("alt")
    if not stated and kind != "form":
        inside = range(element + 1, body.stops[element])
        pictures = (body.attributes[i] for i in inside if body.tags[i] == "img")
        stated = " ".join(alt for picture in pictures if (alt := picture.get("alt")))
    return clean(stated or "")


def absolute(base: str, href: str) -> str:
    """`href` against `base`, or "" where it is no address of the web, of mail or of a telephone."""
    href = href.strip()
    if href.startswith(("/", "http:", "https:")):
        # Nothing of the page's own path matters then, so that the menus of all pages are joined once.
        base = base[: base.find("/", base.find("://") + 3) + 1] or base
    return _joined(base, href)


@lru_cache(maxsize=50_000)
def _joined(base: str, href: str) -> str:
    try:
        url = urljoin(base, href)
        scheme = urlsplit(url).scheme
    except ValueError:
        return ""
    return url if scheme in ("http", "https", "mailto", "tel") else ""
