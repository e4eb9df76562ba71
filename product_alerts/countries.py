"""Countries as authorities write them ("People's Republic of China", "Türkiye"), as ISO 3166-1 alpha-2 codes."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from product_alerts.text import tokens

_SEPARATORS = re.compile(r"[,;|\n/]+|\s+and\s+(?=[A-Z])")


_LONGEST = 7  # words of a name


@cache
def _codes() -> dict[str, str]:
    """`words/countries.txt`: one country a line, its code and its names parted by commas."""
    text = (files("product_alerts") / "words" / "countries.txt").read_text(encoding="utf-8")
    codes: dict[str, str] = {}
    for line in text.splitlines():
        code, *names = (part.strip() for part in line.split("#", 1)[0].split(","))
        for name in (code, *names):
            if name:
                codes[" ".join(tokens(name))] = code
    return codes


def country(name: str) -> str:
    """The ISO code of one country, or "" for a name that is not known."""
    words = tokens(name)
    words = words[1:] if words[:1] == ["the"] else words
    return _codes().get(" ".join(words), "")


def countries(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the countries that `text` lists, and the names that are none known here."""
    whole = country(text)
    if whole:
        return (whole,), ()
    codes: list[str] = []
    others: list[str] = []
    for part in _SEPARATORS.split(text):
        name = part.strip(" .")
        known = (country(name),) if country(name) else _run_together(name)
        codes.extend(known)
        if name and not known:
            others.append(name)
    return tuple(dict.fromkeys(codes)), tuple(others)


def _run_together(text: str) -> tuple[str, ...]:
    """The countries of a list without separators ("Netherlands Norway"); none where a word is no part of a name."""
    words, codes = [word for word in tokens(text) if word != "the"], _codes()
    found: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in range(_LONGEST, 0, -1) if " ".join(words[at : at + n]) in codes), 0)
        if not size:
            return ()
        found.append(codes[" ".join(words[at : at + size])])
        at += size
    return tuple(found)
