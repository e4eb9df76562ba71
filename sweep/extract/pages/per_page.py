"""What is made of a page once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:  # a page is itself read with what is made of it once
    from sweep.extract.page import Page

V = TypeVar("V")


class PerPage(Generic[V]):
    """What is made of a page once, kept on the page itself and gone with it.

    A WeakKeyDictionary would keep both for ever wherever the thing made knows its page.
    """

    def __contains__(self, page: Page) -> bool:
        return self in page.kept

    def __getitem__(self, page: Page) -> V:
        value: V = page.kept[self]
        return value

    def __setitem__(self, page: Page, value: V) -> None:
        page.kept[self] = value

    def get(self, page: Page) -> V | None:
        return page.kept.get(self)
