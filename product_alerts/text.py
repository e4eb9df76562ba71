"""Published text made comparable: invisible characters gone, blanks single, words folded, placeholders known."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[a-z0-9]+")


def tidy(text: str) -> str:
    """`text` in NFC without control, format and surrogate characters, with single blanks."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    spaced = _BLANKS.sub(" ", text)
    kept = "".join(c for c in spaced if c == " " or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", kept)).strip()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case in plain Latin letters: "Légo Größe" -> "lego grosse", "Лампа" -> "lampa"."""
    lowered = text if text.isascii() else anyascii(tidy(text))
    return lowered.lower()


def tokens(text: str) -> list[str]:
    """The folded runs of letters and digits, in order; an apostrophe does not part a word from its s."""
    return _WORD.findall(fold(text).replace("'s ", " ").replace("'", " "))


def key(text: str) -> str:
    """Letters and digits only, folded: what two spellings of one name have in common."""
    return "".join(tokens(text))


@cache
def word_list(name: str) -> frozenset[str]:
    """The folded entries of `words/<name>.txt`: one or more per line, parted by commas; "#" begins a comment."""
    text = (files("product_alerts") / "words" / f"{name}.txt").read_text(encoding="utf-8")
    entries = (entry for line in text.splitlines() for entry in line.split("#", 1)[0].split(","))
    return frozenset(folded for entry in entries if (folded := " ".join(tokens(entry))))


def is_placeholder(text: str) -> bool:
    """Whether `text` only says that nothing is known ("Unknown", "nincs", "sans marque", "-", "n/a")."""
    words = " ".join(tokens(text))
    return not words or words in word_list("placeholders") or set(words) <= {"x", " "} or set(words) <= {"0", " "}
