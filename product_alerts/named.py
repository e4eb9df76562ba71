"""Whether an offer's title bears a name of the notice."""

from __future__ import annotations

from collections.abc import Iterator

from product_alerts.brands import Key
from product_alerts.model import MatchReason
from product_alerts.modelnumbers import is_standard
from product_alerts.names import Name, stands_whole, without
from product_alerts.prepare import LONG_BRAND, Subject
from product_alerts.reasons import agree
from product_alerts.text import stem


def named(offer: Subject, alert: Subject) -> Iterator[tuple[MatchReason, Name, bool]]:
    """Each name of the notice that the offer's title bears: all its own words, or the whole of it in one piece.

    The third value says whether it stands there whole.
    """
    words = tuple(stem(word) for word in offer.title_words)
    # A notice that states no brand may have it in the name: it is not told twice.
    keys = offer.brand_keys | frozenset(filter(_short, alert.brand_keys)) | alert.plain_brands
    brand = frozenset(stem(word) for key in keys for word in key)
    bare = tuple(word for word in words if word not in brand)
    known = frozenset(words)
    for full in alert.names:
        name = without(full, brand)
        if not name.words:
            continue
        whole = stands_whole(name, bare) or stands_whole(full, words)
        if _another_number(name, words, alert):
            continue
        if whole or (name.own and name.own | name.numbers <= known):
            said = " ".join(name.words) if whole else ", ".join(sorted(name.own))
            yield agree("same_name", said, " ".join(name.words)), name, whole


def _short(brand: Key) -> bool:
    """Whether a brand is no more than that: a longer one has the name of the goods in it."""
    return len(brand) <= LONG_BRAND


def _another_number(name: Name, words: tuple[str, ...], alert: Subject) -> bool:
    """Whether the title goes on after the name with a number that the notice does not know: "Excellence 720"."""
    if name.words[-1] not in words:
        return False
    number, unit = (*words[words.index(name.words[-1]) + 1 :], "", "")[:2]
    if not number.isdigit() or not 2 <= len(number) <= 4 or is_standard(f"{number}{unit}".upper()):
        return False
    return number not in alert.numbers and bool(alert.numbers)
