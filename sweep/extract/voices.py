"""Words on a page that are not the shop's own: consumers' reviews, comments and quotations."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from sweep.extract.page import Page
from sweep.extract.text import clean

_OTHERS = re.compile(
    r"(?<![a-z])(?:review|testimonial|comment|avis|bewertung|kundenstimme|opinion|recension|reactie|rating-text|ugc)",
    re.IGNORECASE,
)
_QUOTED = ("blockquote", "q")
_CONTAINERS = ("body", "html", "main")
_CACHE: WeakKeyDictionary[Page, str] = WeakKeyDictionary()


def others_words(page: Page) -> str:
    """The texts of reviews, comments and quotations on a page, tidied, each on one line."""
    if page not in _CACHE:
        _CACHE[page] = "\n".join(_parts(page))
    return _CACHE[page]


def _parts(page: Page) -> list[str]:
    body, parts, behind = page.body, [], 0
    for i, (tag, attributes) in enumerate(zip(body.tags, body.attributes, strict=True)):
        if i < behind or tag in _CONTAINERS:
            continue
        marks = " ".join(attributes.get(k) or "" for k in ("class", "id", "itemprop", "itemtype")) if attributes else ""
        if tag in _QUOTED or (marks and _OTHERS.search(marks)):
            behind = body.stops[i]
            pieces = body.raws[body.raw_first[i] : body.raw_last[i]]
            parts += [clean(blank.join(pieces).replace("\n", " ")) for blank in (" ", "")]
    return parts


def is_others(page: Page, words: str) -> bool:
    """Whether `words`, a line or sentence of the page, stand in a review, a comment or a quotation."""
    return bool(words) and " ".join(words.split()) in others_words(page)
