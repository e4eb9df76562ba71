"""Pages parsed while a shop is visited, laid by for the reading that follows, so that each is parsed once.

Only a convenience: a page is found again by the record it was archived as and by the hash of its body, and what is
not there is parsed anew. Bounded over all shops of a process; each page is handed over once and then forgotten.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from sweep import turns
from sweep.capture import Response
from sweep.extract.page import Page

MAX_CHARACTERS = 8_000_000  # of HTML laid by
MAX_WEIGHT = 100_000_000  # bytes of what was made of the pages laid by; one that is heavy alone is not

_Key = tuple[object, ...]


class Handover:
    """Pages by the response they were made of; safe for many threads."""

    def __init__(self, most: int = MAX_CHARACTERS) -> None:
        self._most, self._held, self._weight = most, 0, 0
        self._pages: OrderedDict[_Key, Page] = OrderedDict()
        self._lock = Lock()

    def lay_by(self, response: Response, page: Page) -> None:
        """Keeps `page`, made of `response`, until it is taken or the oldest have to make room."""
        if not response.record_id or page.problem or page.weight > turns.LIGHT:
            return
        with self._lock:
            self._forget(_key(response))
            self._pages[_key(response)] = page
            self._held += len(page.html)
            self._weight += page.weight
            while self._held > self._most or self._weight > MAX_WEIGHT:
                self._forget(next(iter(self._pages)))

    def take(self, response: Response) -> Page | None:
        """The page laid by for `response`, or None; the next who asks has to parse it."""
        with self._lock:
            page = self._forget(_key(response))
        if page is not None:
            turns.take(page.weight)
            turns.hold(page)
        return page

    def _forget(self, key: _Key) -> Page | None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._held -= len(page.html)
            self._weight -= page.weight
        return page


def _key(response: Response) -> _Key:
    coding = response.header("content-type"), response.header("content-encoding")
    return (response.record_id, response.sha256, response.url, response.status, response.truncated, *coding)


PAGES = Handover()
