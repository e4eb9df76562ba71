"""Barcodes: what is a GTIN, which may be compared across shops, and how glued ones come apart.

The check digit is `stdnum.ean`'s. Prefix ranges are those of the GS1 General Specifications, section 1.4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import ean

_LENGTHS = (13, 12, 14, 8)
_LABEL = re.compile(
    r"^\W*(?:bar\s*codes?|codes?\s*barres?|ean|gtin|upc|isbn|codes?|no|nr)(?:\s*codes?)?(?:-?(?:8|12|13|14))?[\s:.#°]+",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[,;|\n\r\t/&+]|\s(?:and|or|et|ou|und|oder|en|of)\s", re.IGNORECASE)
_INNER = re.compile(r"[\s.\-\u2010-\u2015]+")
_SAME = re.compile(r"(\d)\1{5}")
_PAIRS = re.compile(r"(\d\d)\1{3}")
_RUNS = ("01234567", "12345678", "23456789", "87654321", "98765432", "76543210")


@dataclass(frozen=True, slots=True)
class Gtin:
    """A code with a valid check digit, padded to 14 digits."""

    code: str

    @property
    def short(self) -> bool:
        """A GTIN-8: one in ten arbitrary 8-digit numbers passes its check digit, so alone it proves little."""
        return self.code.startswith("000000")

    @property
    def restricted(self) -> bool:
        """Given out inside one retailer, or a coupon: equal codes of two shops mean nothing."""
        if self.short:
            return self.code[6] in "02"
        prefix = self.code[1:3]
        return prefix in ("02", "04", "05", "98", "99") or prefix[0] == "2"

    @property
    def junk(self) -> bool:
        """Digits made up to fill a field: long repetitions or counting ("1000000000108", "1234567890128")."""
        digits = self.code.lstrip("0")
        return bool(_SAME.search(digits) or _PAIRS.search(digits) or any(run in digits for run in _RUNS))

    @property
    def identifies(self) -> bool:
        """Whether equality of this code alone means the same product."""
        return not (self.short or self.restricted or self.junk)


def normalise(text: str) -> Gtin | None:
    """The GTIN written in `text` (8, 12, 13 or 14 digits, blanks and hyphens allowed), or None.

    None also for a wrong check digit and for nothing but zeros. Junk and restricted codes do come back, marked.
    """
    digits = _INNER.sub("", text.strip())
    if len(digits) not in _LENGTHS or not (digits.isascii() and digits.isdigit()) or not digits.strip("0"):
        return None
    return Gtin(digits.zfill(14)) if ean.is_valid(digits) else None


def split_codes(text: str) -> tuple[tuple[Gtin, ...], tuple[str, ...]]:
    """All barcodes of a published field: the valid ones, and the other codes as published.

    Several codes may be parted by commas, slashes, blanks, or run together without anything between them.
    """
    valid: list[Gtin] = []
    others: list[str] = []
    for part in _PARTS.split(text):
        piece = _LABEL.sub("", part).strip(" .:-")
        if not piece:
            continue
        found = _codes(piece)
        if found:
            valid.extend(found)
        else:
            others.append(piece)
    return tuple(dict.fromkeys(valid)), tuple(dict.fromkeys(others))


def _codes(piece: str) -> list[Gtin]:
    whole = normalise(piece)
    if whole:
        return [whole]
    words = [normalise(word) for word in piece.split()]
    if len(words) > 1 and all(words):
        return [word for word in words if word]
    return _unglue(_INNER.sub("", piece))


def _unglue(digits: str) -> list[Gtin]:
    """Codes of one length run together; the check digit of every one must hold (13 digits tried first)."""
    if not (digits.isascii() and digits.isdigit()):
        return []
    for size in (13, 12, 14):
        if len(digits) >= 2 * size and len(digits) % size == 0:
            parts = [normalise(digits[at : at + size]) for at in range(0, len(digits), size)]
            if all(parts):
                return [part for part in parts if part]
    return []
