"""Amounts that a page says twice: once as they look, and once in words for those who hear the page.

Only one of the two has the words that tell what it is ("RRP £69.00 £69.00"); the other would be taken for the price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sweep.extract.amounts.price_words import Priced
from sweep.extract.pages.reading import Reading

_PLAIN = ("price", "from")
_UNSEEN = re.compile(r"sr-?only|visually-?hidden|screen-?reader|off-?screen|a11y|accessible")
_LEVELS = 3  # elements round an amount that may be kept from the eyes or from the ears
_WORDS = 40  # characters of the words that only those hear who do not see


def said_once(reading: Reading, folded: str, found: Sequence[Priced]) -> tuple[Priced, ...]:
    """`found`, where the repetition of an amount means what the amount means."""
    told = list(found)
    for i in range(1, len(told)):
        first, second = told[i - 1], told[i]
        if first.amount.value != second.amount.value or (first.kind in _PLAIN) == (second.kind in _PLAIN):
            continue
        if not _is_same(reading, folded, first, second):
            continue
        if second.kind in _PLAIN:
            told[i] = replace(second, kind=first.kind, by_mark=first.by_mark, beyond=first.beyond)
        else:
            told[i - 1] = replace(first, kind=second.kind, by_mark=second.by_mark, beyond=second.beyond)
    return tuple(told)


def _is_same(reading: Reading, folded: str, first: Priced, second: Priced) -> bool:
    """Whether two equal amounts side by side are one, of which the eyes or the ears get a copy each."""
    gap = folded[first.amount.end : second.amount.start]
    if "\n" in gap or len(gap) > _WORDS:
        return False
    here, there = _apart(reading, first.amount.start), _apart(reading, second.amount.start)
    # Words between the two belong to the second, which must be the one that is heard: "£69.00" "Was £69.00".
    return (here == "eyes" != there) or (here == "ears" and there == "eyes" and not gap.strip())


def _apart(reading: Reading, offset: int) -> str:
    """For whom alone an amount is meant: "eyes", "ears", "" for all as far as the page says."""
    for element in reading.ancestors(reading.element_at(offset), _LEVELS) if reading.owners else ():
        if reading.body.attributes[element].get("aria-hidden") == "true":
            return "eyes"
        if _UNSEEN.search(reading.own_marks(element)):
            return "ears"
    return ""
