"""Published text made comparable: invisible characters gone, blanks single, words folded, placeholders known."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

_WORD = re.compile(r"[a-z0-9]+")
# Control and format characters (soft hyphens, zero widths, text direction), and halves of surrogate pairs.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKS = str.maketrans("", "", "™®©℠")
_GENITIVE = re.compile(r"'s(?![a-z0-9])")
_LONGEST_PLACEHOLDER = 60  # characters


def tidy(text: str) -> str:
    """`text` in NFC without control, format and surrogate characters, with single blanks."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


class _Latin(dict[int, str]):
    """What each character is in plain letters, asked for once: `str.translate` is ten times as fast as `anyascii`."""

    def __missing__(self, character: int) -> str:
        plain = self[character] = anyascii(chr(character))
        return plain


_LATIN = _Latin()


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case in plain Latin letters: "Légo Größe" -> "lego grosse", "Лампа" -> "lampa"."""
    return (text if text.isascii() else tidy(text.translate(_MARKS)).translate(_LATIN)).lower()


def tokens(text: str) -> list[str]:
    """The folded runs of letters and digits, in order; an apostrophe does not part a word from its s."""
    folded = fold(text)
    return _WORD.findall(_GENITIVE.sub("", folded) if "'" in folded else folded)


@lru_cache(maxsize=131_072)
def stem(word: str) -> str:
    """A word without its plural's -s or -es: "steamers" and "steamer" are one."""
    if len(word) > 5 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


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
    if len(text) > _LONGEST_PLACEHOLDER:
        return False
    words = " ".join(tokens(text))
    return not words or words in word_list("placeholders") or set(words) <= {"x", " "} or set(words) <= {"0", " "}
