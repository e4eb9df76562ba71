"""The elements of a whole page by their tag: those of its head, then those of its body."""

from __future__ import annotations

from collections.abc import Iterator

from sweep.extract.page import Page
from sweep.extract.pages.outline import Outline


def elements(page: Page, tag: str) -> Iterator[tuple[Outline, int]]:
    """Every element with this tag, in order, each with the outline that it stands in; what it holds is none of them.

    As a search of the tree for the tag finds them, at the price of a look into a dictionary.
    """
    for part in (page.head, page.body):
        for element in part.of(tag):
            yield part, element
