"""Text as people read it: invisible characters gone, blanks collapsed, and a fold that keeps every offset."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(
    [
        0xAD,  # soft hyphen
        *range(0x200B, 0x2010),  # zero-width characters and directional marks
        *range(0x202A, 0x202F),  # directional embedding
        *range(0x2060, 0x2065),
        *range(0x2066, 0x206A),  # directional isolates
        0xFEFF,
        *(c for c in range(32) if c not in (9, 10, 13)),
        *range(0x7F, 0xA0),
    ]
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


def clean(text: str) -> str:
    """`text` without invisible characters, with single blanks and single line breaks."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # most labels: nothing to do
    return _LINES.sub("\n", _BLANKS.sub(" ", text.translate(_INVISIBLE))).strip()


@lru_cache(maxsize=1)
def _fold_table() -> dict[int, str]:
    table = {}
    for code in range(128, min(0x2FFFF, sys.maxunicode)):
        char = chr(code)
        if unicodedata.category(char) in ("Cn", "Cs", "Co", "Lo"):
            continue
        base = unicodedata.normalize("NFKD", char)[:1].lower()[:1]
        if base and base != char:
            table[code] = base
    table.update({ord("’"): "'", ord("‘"): "'", ord("‐"): "-", ord("‑"): "-", ord("–"): "-", ord("—"): "-"})
    table.update({ord("ł"): "l", ord("Ł"): "l", ord("ø"): "o", ord("Ø"): "o", ord("đ"): "d", ord("Đ"): "d"})
    table.update({ord("ς"): "σ", ord("ð"): "d", ord("Ð"): "d", ord("ħ"): "h", ord("Ħ"): "h"})
    table.update({ord("œ"): "o", ord("Œ"): "o", ord("æ"): "a", ord("Æ"): "a"})
    return table


def fold(text: str) -> str:
    """Lower case without accents, character for character: `len(fold(t)) == len(t)` and offsets agree.

    "ß" stays "ß" and a ligature becomes its first letter; phrases are folded the same way, so they meet.
    """
    if text.isascii():
        return text.lower()
    folded = text.translate(_fold_table())
    lowered = folded.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] or c for c in folded)
