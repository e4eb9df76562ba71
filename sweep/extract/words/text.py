"""Text as people read it: invisible characters gone, blanks collapsed, and a fold that keeps every offset."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from itertools import chain
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_INVISIBLE = (
    0xAD,  # soft hyphen
    *range(0x200B, 0x2010),  # zero-width characters and directional marks
    *range(0x202A, 0x202F),  # directional embedding
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),  # directional isolates
    0xFEFF,
    *(c for c in range(32) if c not in (9, 10, 13)),
    *range(0x7F, 0xA0),
)
_REMOVED = re.compile(f"[{''.join(re.escape(chr(code)) for code in _INVISIBLE)}]+")
_ASCII = bytes(range(128))
_MANY = 60  # different characters beyond which one pass over a table is faster than a replacement of each


_SHARED = 500  # characters: longer lines hardly ever stand on several pages, and would fill the memory


def per_line(read: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
    """Remembers what was read in a line; most lines of a page stand on all pages of its shop."""
    kept = lru_cache(maxsize=10_000)(read)

    @wraps(read)
    def of_line(line: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return kept(line, *args, **kwargs) if len(line) <= _SHARED else read(line, *args, **kwargs)  # type: ignore[arg-type]

    return of_line


def per_each_line(
    read: Callable[Concatenate[str, P], T],
) -> Callable[Concatenate[Sequence[str], P], list[T]]:
    """The same for all lines of a text at once: what is known of them is taken without a call for each."""
    kept = lru_cache(maxsize=10_000)(read)

    @wraps(read)
    def of_lines(lines: Sequence[str], /, *args: P.args, **kwargs: P.kwargs) -> list[T]:
        if not args and not kwargs and max(map(len, lines), default=0) <= _SHARED:
            return list(map(kept, lines))
        return [(kept if len(line) <= _SHARED else read)(line, *args, **kwargs) for line in lines]  # type: ignore[arg-type]

    return of_lines


def clean(text: str) -> str:
    """`text` without invisible characters, with single blanks and single line breaks."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # most labels: nothing to do
    return "\n".join(filter(None, _words_of(text.split("\n"))))


# What stands between these is shown backwards, letter for letter.
_TURNED = re.compile("\u202e([^\u202c\u202e]{1,200})")


@per_each_line
def _words_of(line: str) -> str:
    line = _TURNED.sub(lambda m: m[1][::-1], line) if "\u202e" in line else line
    line = line.replace("\u2010", "-").replace("\u2011", "-")  # which keep a number in one line
    return " ".join(_REMOVED.sub("", line).split())


# Between these stand only Chinese, Korean and Tangut signs, surrogates and what is left to private use.
_MAY_FOLD = (
    range(128, 0x3400),
    range(0xA000, 0xAC00),
    range(0xD7A4, 0xD800),
    range(0xF900, 0x17000),
    range(0x18B00, 0x20000),
)


@lru_cache(maxsize=1)
def _fold_table() -> dict[int, str]:
    table = {}
    for code in chain(*_MAY_FOLD):
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
    folded = _plain(text)
    lowered = folded.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] or c for c in folded)


def fold_lines(text: str) -> str:
    """The same of a long text; most of its lines were folded before."""
    return text.lower() if text.isascii() else "\n".join(_folded(text.split("\n")))


_folded = per_each_line(fold)


def _plain(text: str) -> str:
    """`text` without accents; of few different ones each is replaced at the speed of C."""
    found = set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    if len(found) > _MANY or not found.isdisjoint(_chained()):
        return text.translate(_fold_table())
    table = _fold_table()
    for char in found:
        if (plain := table.get(ord(char))) is not None:
            text = text.replace(char, plain)
    return text


@lru_cache(maxsize=1)
def _chained() -> frozenset[str]:
    """Characters that become one which becomes another, so that the order of replacements would matter."""
    table = _fold_table()
    return frozenset(chr(code) for code, plain in table.items() if ord(plain) in table)
