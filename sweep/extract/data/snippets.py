"""Where structured data stands in the source of a page: the words that prove what a property states."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from sweep.extract.data.structured import Node
from sweep.extract.page import Page, PerPage

_OCCURRENCES = 200  # of a value that are looked at for its name
_BETWEEN = 24  # characters at most of what stands between a name and its value
# What was found on a page: the same data may stand there many times.
_KNOWN: PerPage[dict[tuple[str, str, str], str]] = PerPage()
_LONGER = re.compile(r"\d|[.,]\d")  # the value is only the beginning of one


def snippet(page: Page, node: Node, name: str, value: str) -> str:
    """The raw words of `page.html` that state property `name` as `value`, or "" where they cannot be told."""
    if node.source == "json-ld":
        if page not in _KNOWN:
            _KNOWN[page] = {}
        known, asked = _KNOWN[page], (node.raw, name, value)
        if asked not in known:
            known[asked] = _json_snippet(page.html, *asked)
        return known[asked]
    return tag_snippet(page, name, value)


def _json_snippet(source: str, raw: str, name: str, value: str) -> str:
    if (stated := _stated(raw, name, value)) and stated in source:
        return stated
    if "&" in raw and (stated := _stated(html.unescape(raw), name, value)) and stated in source:
        return stated
    return _stated(source, name, value)


def _stated(text: str, name: str, value: str) -> str:
    """What gives `name` the `value`, in whatever case, in JSON or something like it."""
    if as_written := _given(text, text, name, value):
        return as_written
    small = text.lower()
    return _given(text, small, name, value.lower()) if len(small) == len(text) else ""


@lru_cache(maxsize=1_000)
def _before(name: str) -> re.Pattern[str]:
    """What stands before the value that is given to `name`."""
    mark = r"(?:[\"']|&quot;|&#0?34;)?"  # some shops write their data as if it were words of the page
    return re.compile(rf"(?<!\w){mark}{re.escape(name)}{mark}\s{{0,9}}:\s{{0,9}}{mark}\s?$", re.IGNORECASE)


def _given(text: str, sought: str, name: str, value: str) -> str:
    """The same, with `value` looked for in `sought`. From the value back: a name stands everywhere."""
    before = _before(name)
    for written in dict.fromkeys((value, value.replace("/", "\\/"))):
        at = sought.find(written) if written else -1
        for _ in range(_OCCURRENCES):
            if at < 0:
                break
            start, end = max(0, at - len(name) - _BETWEEN), at + len(written)
            stated = before.search(text[start:at])
            if stated and not _LONGER.match(text, end):
                return text[start + stated.start() : end + (text[end : end + 1] in ('"', "'"))]
            at = sought.find(written, at + 1)
    return ""


def tag_snippet(page: Page, name: str, value: str) -> str:
    """The tag round an occurrence of `value` that also names the property; at most 600 characters long."""
    source = page.html
    at = source.find(value) if value else -1
    for _ in range(_OCCURRENCES):
        if at < 0:
            return ""
        start, end = source.rfind("<", max(0, at - 500), at), source.find(">", at, at + 500)
        if start >= 0 and end >= 0 and name in source[start:end].lower():
            return source[start : end + 1]
        at = source.find(value, at + 1)
    return ""
