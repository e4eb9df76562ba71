"""Heavy shops are read one after the other: what is made of a page takes up to a hundred times its length in memory.

Where many shops are visited at once (`shop`), each reads what is light without asking. One whose pages have become
heavy waits until it is the only heavy one of its process, and lets the next one go while it waits for the network
(`resting`). Light shops never wait, and as one interpreter reads one page at a time, nobody ends later by it.
"""

from __future__ import annotations

import contextlib
import ctypes
import threading
import weakref
from collections.abc import Iterator
from typing import Protocol

LIGHT = 25_000_000  # bytes of what is made of the pages of one shop, as estimated
_OF_A_BYTE, _OF_A_TAG = 10, 500  # bytes, measured on hostile pages and on those of real shops
_ARENA_MAX = -8  # M_ARENA_MAX of mallopt(3)


class Held(Protocol):
    """A page of which much is made."""

    def shed(self) -> None:
        """Forgets what can be made anew."""


class _Shop(threading.local):
    """The shop that a thread is at: what was made of its pages since it last waited for the network."""

    def __init__(self) -> None:
        self.within = self.alone = False
        self.weight = 0
        self.pages: list[weakref.ref[Held]] = []


_shop = _Shop()
_turn = threading.Lock()
_taken = 0


def taken() -> int:
    """Bytes that all shops of this process have taken so far, one after the other."""
    return _taken


def weight(length: int, tags: int) -> int:
    """Bytes that a page of so many bytes and tags, and all that is made of it, will take, roughly."""
    return _OF_A_BYTE * length + _OF_A_TAG * tags


@contextlib.contextmanager
def shop() -> Iterator[None]:
    """One shop after the other in a thread of many. Outside of it nobody waits for anybody."""
    _shop.within = True
    try:
        yield
    finally:
        done()
        _shop.within = False


def take(more: int) -> None:
    """To be called before a shop takes `more` bytes of memory; returns when there is room for them.

    Never to be called where a lock is held: whoever has the turn may need it.
    """
    global _taken  # noqa: PLW0603 - a number of the process, as the turn is
    if not _shop.within:
        return
    _taken += more
    _shop.weight += more
    if _shop.weight > LIGHT and not _shop.alone:
        _turn.acquire()
        _shop.alone = True


def hold(page: Held) -> None:
    """To be called with a page that memory was taken for; it is shed while the shop waits for the network."""
    if _shop.within:
        _shop.pages.append(weakref.ref(page))


@contextlib.contextmanager
def resting() -> Iterator[None]:
    """For as long as a shop waits for something else than a processor: others may be heavy meanwhile."""
    heavy = [page for known in _shop.pages if (page := known()) is not None] if _shop.alone else []
    for page in heavy:
        page.shed()
    left = [weakref.ref(page) for page in heavy]
    del heavy
    done()
    try:
        yield
    finally:
        if any(known() is not None for known in left):
            take(LIGHT + 1)
            _shop.pages += left


def done() -> None:
    """To be called when nothing is needed any more of what was made of the shop's pages."""
    _shop.weight = 0
    _shop.pages.clear()
    if _shop.alone:
        _shop.alone = False
        _turn.release()


def one_heap() -> None:
    """Lets all threads of this process share one heap: else each keeps the memory that its heaviest shop took."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
