"""The exact words of an element, as they stand in the text of its page or else in its html."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from sweep.extract.page import Page
from sweep.extract.pages.links import Link


def attribute_quote(page: Page, link: Link) -> str:
    """A quote that proves `link`: its label in the text, else the label or the address in the html, else ""."""
    lines = sorted(link.text.split("\n"), key=len, reverse=True)
    parts = urlsplit(link.url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    for words, where in (
        (link.text, page.text),
        (lines[0], page.text),
        (link.text, page.html),
        (link.url, page.html),
        (escape(link.url), page.html),
        (path, page.html),
        (parts.path.rsplit("/", 1)[-1], page.html),
    ):
        if words and words in where:
            return words
    return ""
