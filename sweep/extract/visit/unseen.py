"""Text of a page that its reader sees and we do not: behind a tab, in a picture, in a frame, in a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from checks.facts import Unknown
from sweep.extract.page import Page, visible_text
from sweep.extract.pages.links import absolute
from sweep.extract.pages.never_seen import SURE, way_of
from sweep.extract.visit.pointers import same_shop
from sweep.extract.words.text import clean

_LEAST = 150  # characters of hidden text that may be what the page is for
_ANSWER = 50  # of each of several: the answers to questions
_MOST = 200  # hidden elements that are looked at
_BLANK = 5  # words, menus and footer included, below which a page is an answer without content
_SCANTY = 40  # words of its own, below which a page leaves the saying to a picture or a file
_FURNITURE = re.compile(
    r"cookie|consent|gdpr|rgpd|modal|popup|overlay|dialog|menu|nav|drawer|cart|basket|search|newsletter|login|"
    r"language|country|toast|tooltip|sr-only|visually-hidden|screen-reader|offcanvas|share|review|captcha|chat"
)
_HIDDEN = "[hidden], [style]"
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NO_TEXT_FRAME = re.compile(
    r"youtu|vimeo|dailymotion|google\.\w+/maps|maps\.|openstreetmap|googletagmanager|recaptcha|facebook|doubleclick|"
    r"trust|paypal|stripe|klarna|about:blank"
)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|odt|rtf)$", re.IGNORECASE)


def unseen_text(page: Page, read: Callable[[str], bool] = lambda _url: False) -> Unknown | None:
    """Why a page may say more than its text shows, or None. Menus, banners and dialogues do not count.

    `read` says whether an address was read as a page of its own: what a frame or a file has of it is not unseen then.
    """
    if hides_text(page):
        return Unknown("scripts needed", f"{page.url} shows a part of its text on a click only")
    framed = text_frames(page)
    if not all(read(absolute(page.url, _source(node))) for node in framed):
        return Unknown("not parsed", f"{page.url} shows its text in a frame")
    if not framed and len(page.text.split()) < _BLANK:
        return Unknown("not parsed", f"{page.url} holds no text")
    if not framed and _own_words(page) < _SCANTY and _has_other_source(page, read):
        return Unknown("not parsed", f"{page.url} has its text in a picture, a file or a script")
    return None


def hides_text(page: Page) -> bool:
    """Whether a part of a page's own text opens on a click only."""
    hidden = 0
    for node in page.tree.css(_HIDDEN):
        length = _hidden_length(node)
        hidden += length if length >= _ANSWER else 0  # shorter ones are messages of forms
        if hidden >= _LEAST:
            return True
    return False


def hidden_words(page: Page) -> str:
    """The words of elements that open on a click, a line each; not those of menus, banners and dialogues."""
    nodes = (node for node in page.tree.css(_HIDDEN)[:_MOST] if _hides(node) and not _in_furniture(node))
    return "\n".join(words for node in nodes if (words := clean(node.text(separator=" ").replace("\n", " "))))


def _hides(node: LexborNode) -> bool:
    style = node.attributes.get("style") or ""
    return "hidden" in node.attributes or bool(_HIDING.search(style)) or way_of(style) in SURE


def _hidden_length(node: LexborNode) -> int:
    """Characters of an element that opens on a click; 0 for menus, banners and dialogues."""
    return len(clean(node.text(separator=" "))) if _hides(node) and not _in_furniture(node) else 0


def _in_furniture(node: LexborNode) -> bool:
    current: LexborNode | None = node
    while current is not None and current.tag not in ("body", "html"):
        attributes = current.attributes
        marks = " ".join(attributes.get(name) or "" for name in ("id", "class", "role", "aria-label")).lower()
        furniture = ("nav", "header", "footer", "dialog", "select", "form", "template", "noscript", "script", "style")
        if current.tag in furniture or _FURNITURE.search(marks):
            return True
        current = current.parent
    return False


def text_frames(page: Page) -> list[LexborNode]:
    """The frames that show a text as if it stood on the page."""
    return [n for n in page.tree.css("iframe, frame, object, embed") if _is_text_frame(n)]


def _is_text_frame(node: LexborNode) -> bool:
    attributes = node.attributes
    source = _source(node).lower()
    small = (attributes.get("width") or "") in ("0", "1") or _HIDING.search(attributes.get("style") or "")
    return bool(source) and not small and not _NO_TEXT_FRAME.search(source) and not _in_furniture(node)


def _source(node: LexborNode) -> str:
    return (node.attributes.get("src") or node.attributes.get("data") or "").strip()


def _own_words(page: Page) -> int:
    """Words of the page outside its header, menus and footer."""
    body, end, framed = page.body, 0, 0
    for element in body.of("header", "nav", "footer"):
        if element >= end:  # one inside another is counted with it
            framed, end = framed + len(body.seen_text(element).split()), body.stops[element]
    return len(page.text.split()) - framed


def _leads_away(picture: LexborNode, page: Page) -> bool:
    """Whether a picture is the label of a link to another house: a badge, a notice of the Union."""
    parent = picture.parent
    there = absolute(page.url, parent.attributes.get("href") or "") if parent is not None and parent.tag == "a" else ""
    return bool(there) and not same_shop(there, page.url)


def _has_other_source(page: Page, read: Callable[[str], bool]) -> bool:
    pictures = any(not _in_furniture(n) and not _leads_away(n, page) for n in page.tree.css("img, canvas, svg image"))
    files = any(
        link.place == "main" and link.kind == "a" and _DOCUMENT.search(urlsplit(link.url).path) and not read(link.url)
        for link in page.links
    )
    mounts = any(
        not visible_text(n) and not _in_furniture(n)
        for n in page.tree.css("#root, #app, #__next, #content, [data-reactroot], main div[id]")
    )
    return pictures or files or (mounts and page.tree.css_first("script[src]") is not None)
