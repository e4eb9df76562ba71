"""Words on a page that are not the shop's own: consumers' reviews, comments and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

from sweep.extract.page import Page
from sweep.extract.pages.marked import gathered
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.outline import Outline
from sweep.extract.words.text import clean

_WORDS = (
    *("review", "testimonial", "comment", "avis", "bewertung", "kundenstimme", "opinion", "recension", "reactie"),
    *("rating-text", "ugc"),
)
_OTHERS = re.compile(rf"(?<![a-z])(?:{'|'.join(_WORDS)})", re.IGNORECASE)
_PERHAPS = Mention(*_WORDS, "<blockquote", "<q")
_QUOTED = ("blockquote", "q")
_CONTAINERS = ("body", "html", "main")
_FEWEST = 4  # words of a sentence; fewer may stand in a review and beside the price
_CACHE: WeakKeyDictionary[Page, tuple[str, str]] = WeakKeyDictionary()


def others_words(page: Page) -> str:
    """The texts of reviews, comments and quotations on a page, tidied, each on one line."""
    return "\n".join(_parts(page))


def _parts(page: Page) -> tuple[str, str]:
    """What is marked as a review or comment, and what is only marked as a quotation."""
    if page not in _CACHE:
        _CACHE[page] = _read(page)
    return _CACHE[page]


def _read(page: Page) -> tuple[str, str]:
    if not _PERHAPS.on(page):
        return "", ""
    body, behind, titles = page.body, 0, page.body.of("h1")
    parts: dict[bool, list[str]] = {True: [], False: []}
    for i in gathered(body, _perhaps_others):
        if i < behind:
            continue
        quoted, reviewed = body.tags[i] in _QUOTED, _is_marked(body, i) and not _titled(titles, i, body.stops[i])
        if reviewed or quoted:
            behind = body.stops[i]
            pieces = body.raws[body.raw_first[i] : body.raw_last[i]]
            parts[reviewed] += [clean(blank.join(pieces).replace("\n", " ")) for blank in (" ", "")]
    return "\n".join(parts[True]), "\n".join(parts[False])


def _perhaps_others(part: Outline, elements: range) -> list[int]:
    tags, told = part.tags, part.attributes
    return [i for i in elements if tags[i] in _QUOTED or (told[i] and _is_marked(part, i))]


def _is_marked(part: Outline, element: int) -> bool:
    get = part.attributes[element].get
    marks = get("class") or "", get("id") or "", get("itemprop") or "", get("itemtype") or ""
    return part.tags[element] not in _CONTAINERS and _marked(*marks)


@lru_cache(maxsize=20_000)  # the elements of a list have the same
def _marked(*marks: str) -> bool:
    return _OTHERS.search(" ".join(marks)) is not None


def _titled(titles: Sequence[int], first: int, stop: int) -> bool:
    """Whether the title of the page stands in an element: then that is the page itself, whatever its class."""
    at = bisect_left(titles, first)
    return at < len(titles) and titles[at] < stop


def is_others(page: Page, words: str) -> bool:
    """Whether `words`, a line or sentence of the page, stand in a review, a comment or a quotation."""
    return bool(words) and " ".join(words.split()) in others_words(page)


def is_reviewers(page: Page, words: str) -> bool:
    """Whether a sentence stands in a review or comment; a quotation may be the shop's own way to set a notice."""
    told = words.split()
    return len(told) >= _FEWEST and " ".join(told) in _parts(page)[0]
