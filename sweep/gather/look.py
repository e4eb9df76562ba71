"""What an answer shows: as it came, or through a browser where it is empty until its scripts have run."""

from __future__ import annotations

from collections.abc import Callable

from checks.facts import Unknown
from sweep.capture import Failure, Response
from sweep.extract.page import Page, parse_page
from sweep.extract.pages.handover import PAGES
from sweep.gather.blocked import blocked
from sweep.gather.fetch import Fetcher

_MOVES = 3  # pages that only send their visitor on by script, in a row


def look(answer: Response, fetcher: Fetcher, inside: Callable[[str], bool]) -> tuple[Page, Unknown | None]:
    """The page, and why it says nothing of the shop (None where it does).

    Decided from the page itself, for each page: a browser is used where it is empty without scripts and the plan
    allows one, or where the plan wants one for all pages. Its `url` differs from the answer's where a script sent the
    visitor on to another page.
    """
    page = _parsed(answer)
    wall = blocked(page, answer.headers)
    for _ in range(_MOVES):
        if not fetcher.wants_browser(page, wall):
            break
        seen = fetcher.rendered(answer, inside=inside)
        if isinstance(seen, Failure):
            break
        page = _parsed(seen)
        wall = blocked(page, seen.headers)
        if seen.rendered_from:
            break
        answer = seen
    return page, wall


def _parsed(answer: Response) -> Page:
    page = parse_page(answer)
    PAGES.lay_by(answer, page)
    return page
