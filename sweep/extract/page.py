"""One captured response as a page: parsed once, with its text, links and headings, each as the consumer sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.facts import Evidence
from sweep.capture import Response
from sweep.extract.coding import undo
from sweep.extract.guard import guard
from sweep.extract.pdf import is_pdf, read_pdf
from sweep.extract.scripted import ELEMENTS, SCRIPTED, scripted_target
from sweep.extract.text import clean

MAX_DECODED = 8_000_000  # bytes of HTML we are ready to parse

SKIPPED = frozenset({"script", "style", "template", "noscript", "svg", "head", "iframe", "object", "select"})
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
_HIDDEN_STYLE = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


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

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

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
    def headings(self) -> tuple[str, ...]:
        return tuple(t for n in self.tree.css("h1, h2, h3") if not is_hidden(n) and (t := clean(n.text())))

    @cached_property
    def text(self) -> str:
        """What a consumer reads, one block a line; scripts, styles and hidden elements left out."""
        return clean("".join(_pieces(self.tree.body)))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        return tuple(_links(self))

    def evidence(self, quote: str = "") -> Evidence:
        """The proof that `quote` stands on this page; without a quote, that the page was read."""
        return Evidence(self.url, quote, self.sha256, self.role, self.record_id)


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
        html = "" if problem else decode_text(data, response.header("content-type"))
    elif not problem:
        problem = f"not a web page ({media_type})"
    return Page(response.url, response.status, response.sha256, response.record_id, html, media_type, problem, cut=cut)


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
    ("utf-8", "utf8", "iso-8859-1", "latin-1", "latin1", "us-ascii")
    + ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7")
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


def hides(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element with these attributes is not shown."""
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and bool(_HIDDEN_STYLE.search(style)))


def _pieces(root: LexborNode | None) -> list[str]:
    """Text of a subtree with "\\n" at block borders. Iterative: hostile nesting must not exhaust the stack."""
    pieces: list[str] = []
    stack: list[LexborNode | str] = [root] if root is not None else []
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        tag = node.tag
        if tag == "-text":
            pieces.append(node.text_content or "")
            continue
        if tag in SKIPPED or tag == "-comment" or is_hidden(node):
            continue
        if tag in ("br", "hr"):
            pieces.append("\n")
            continue
        if tag in ("td", "th"):
            pieces.append(" ")
        elif tag not in INLINE:
            pieces.append("\n")
            stack.append("\n")
        children = list(node.iter(include_text=True))
        stack.extend(reversed(children))
    # Line breaks in the source are blanks to the reader; only block borders are line breaks.
    return [p if p in ("\n", " ") else p.replace("\n", " ") for p in pieces]


def visible_text(node: LexborNode) -> str:
    """What a consumer reads of one element."""
    return clean("".join(_pieces(node)))


def _place(node: LexborNode, known: dict[int, str]) -> str:
    """ "footer", "nav" or "main", from the nearest ancestor that tells; `known` keeps what the ancestors told."""
    passed: list[int] = []
    place, current = "main", node.parent
    while current is not None:
        if current.mem_id in known:
            place = known[current.mem_id]
            break
        passed.append(current.mem_id)
        tag, attributes = current.tag or "", current.attributes
        if "footer" in f"{tag} {attributes.get('id') or ''} {attributes.get('class') or ''}".lower():
            place = "footer"
            break
        if tag in ("nav", "header"):
            place = "nav"
            break
        current = current.parent
    known.update(dict.fromkeys(passed, place))
    return place


# Scripts make buttons of any element, and say so for those who cannot see it.
_CLICKABLE = (
    "a[href], area[href], button, input[type=submit], form[action], "
    + ", ".join(f"{tag}[role={role}]" for tag in ("div", "span", "li", "p") for role in ("button", "link"))
    + f", a[role=button]:not([href]), frame[src], iframe[src], {ELEMENTS}"
)
_KINDS = {"a": "a", "area": "a", "form": "form", "frame": "frame", "iframe": "frame"}
_TARGETS = {"form": "action", "frame": "src"}


def _links(page: Page) -> list[Link]:
    base_node = page.tree.css_first("base[href]")
    base = absolute(page.url, base_node.attributes.get("href") or "") if base_node else page.url
    places: dict[int, str] = {}
    found = []
    for node in page.tree.css(_CLICKABLE):
        attributes = node.attributes
        kind = _KINDS.get(node.tag or "", "button")
        target = absolute(base or page.url, attributes.get(_TARGETS.get(kind, "href")) or "")
        if not target and kind in ("a", "button") and (way := scripted_target(attributes)):
            kind = "button" if node.tag in ("button", "input") else "a"
            target = absolute(base or page.url, way)
        if target or kind == "form" or (kind == "button" and not (node.tag in SCRIPTED and "role" not in attributes)):
            text = _label(node, kind, attributes)
            found.append(Link(target, text, kind, _place(node, places), attributes.get("rel") or ""))
    return found


def _label(node: LexborNode, kind: str, attributes: Mapping[str, str | None]) -> str:
    """What is to be read on a clickable element; of a form only its own attributes."""
    if kind != "form" and (text := clean(node.text())):
        return text
    stated = attributes.get("value") or attributes.get("aria-label") or attributes.get("title") or attributes.get("alt")
    if not stated and kind != "form":
        stated = " ".join(image.attributes.get("alt") or "" for image in node.css("img[alt]"))
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
