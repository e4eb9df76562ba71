"""Refuses markup that the parser would choke on: its cost is quadratic in nesting, formatting and options."""

from __future__ import annotations

import re

MAX_DEPTH = 4_000
MAX_FORMATTING = 4_000
MAX_OPTIONS = 12_000

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_VOID = frozenset(b"area base br col embed hr img input link meta source track wbr p li td tr th dt dd option".split())
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())


def guard(html: bytes) -> str:
    """Why `html` must not be parsed, or "" when it may. Linear in its length."""
    depth = formatting = options = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name == b"option":
            options += 1
            if options > MAX_OPTIONS:
                return "page could not be parsed: too many options"
        step = -1 if match[1] else 1
        if name in _FORMATTING:
            formatting = max(0, formatting + step)
            if formatting > MAX_FORMATTING:
                return "page could not be parsed: formatting never closed"
        if name not in _VOID:
            depth = max(0, depth + step)
            if depth > MAX_DEPTH:
                return "page could not be parsed: nested too deep"
    return ""
