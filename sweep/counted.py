"""Numbers of things in what is printed for people, in English."""

from __future__ import annotations


def counted(number: int, one: str, more: str = "") -> str:
    """ "1 shop", "2 shops", "0 entries": `more` where the plural is not `one` with an "s"."""
    return f"{number:d} {one if number == 1 else more or one + 's'}"
