"""A sketch of a long text: small enough to be kept with every shop, good enough to tell how much two texts share.

Bottom-k sampling (Broder 1997; Cohen and Kaplan 2007): of the hashes of all runs of five words the smallest 128 are
kept, and the share of two texts is read off the smallest 128 of both together. Its standard error is below 5 points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from zlib import crc32

from checks.facts import Evidence
from sweep.extract.page import Page

RUN = 5  # words
KEPT = 128  # hashes
LEAST = 200  # words: below, two texts may agree by chance
MOST = 20_000  # words that are read
_PRIME = (1 << 61) - 1
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0xD6E8FEB86659FD93)  # odd
_WORD = re.compile(r"[^\W\d_]{2,}")  # numbers left out: they are what differs between copies


@dataclass(frozen=True, slots=True)
class Sketch:
    """`marks` are the smallest hashes in order; `page` is the longest of the pages that they were made of."""

    marks: tuple[int, ...]
    page: Evidence


def sketch(pages: Iterable[Page]) -> Sketch | None:
    """The sketch of the pages' own text, None where it is too short to be told from others."""
    read = sorted(pages, key=lambda page: -len(page.folded))
    words = [word for page in read for word in _WORD.findall(page.folded)][:MOST]
    if len(words) < LEAST:
        return None
    parts = [crc32(word.encode()) for word in words]
    v, w, x, y, z = _FACTORS
    runs = zip(*(parts[i:] for i in range(RUN)), strict=False)
    hashes = {(a * v + b * w + c * x + d * y + e * z) % _PRIME for a, b, c, d, e in runs}
    return Sketch(tuple(nsmallest(KEPT, hashes)), read[0].evidence())


def share(one: Sketch, other: Sketch) -> float:
    """The share of both texts' runs that stands in both, between 0 and 1."""
    mine, theirs = set(one.marks), set(other.marks)
    smallest = nsmallest(KEPT, mine | theirs)
    return sum(mark in mine and mark in theirs for mark in smallest) / len(smallest) if smallest else 0.0
