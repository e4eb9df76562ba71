"""JSON as shops write it: halves of characters in it, which no text of a page can hold."""

from __future__ import annotations

import re

# "😀" is written as two halves, "\ud83d\ude00"; a shop that cuts a title after 60 of them leaves the first half alone.
_HALVES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


def without_halves(text: str) -> str:
    """JSON with U+FFFD for halves of characters that stand alone; offsets agree."""
    return _HALVES.sub(r"\\ufffd", text) if "\\ud" in text or "\\uD" in text else text
