"""Pages parsed while a shop is visited, laid by for the reading that follows, so that each is parsed once.

Only a convenience: a page is found again by the record it was archived as and by the hash of its body, and what is
not there is parsed anew. Bounded over all shops of a process; each page is handed over once and then forgotten.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from sweep.capture import Response
from sweep.extract.page import Page

MAX_CHARACTERS = 8_000_000  # of HTML laid by; a parsed page takes about ten times its length

_Key = tuple[object, ...]
_LOCK = Lock()
_PAGES: OrderedDict[_Key, Page] = OrderedDict()
_held = 0


def _key(response: Response) -> _Key:
    coding = response.header("content-type"), response.header("content-encoding")
    return (response.record_id, response.sha256, response.url, response.status, response.truncated, *coding)


def lay_by(response: Response, page: Page) -> None:
    """Keeps `page`, made of `response`, until it is taken or the oldest have to make room."""
    global _held
    if not response.record_id or page.problem:
        return
    with _LOCK:
        before = _PAGES.pop(_key(response), None)
        _PAGES[_key(response)] = page
        _held += len(page.html) - (len(before.html) if before else 0)
        while _held > MAX_CHARACTERS:
            _held -= len(_PAGES.popitem(last=False)[1].html)


def take(response: Response) -> Page | None:
    """The page laid by for `response`, or None; the next who asks has to parse it."""
    global _held
    with _LOCK:
        page = _PAGES.pop(_key(response), None)
        _held -= len(page.html) if page is not None else 0
    return page
