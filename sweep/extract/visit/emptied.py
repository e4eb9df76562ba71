"""Legal pages that were emptied: a title and a menu, or the sentence that the page is being rewritten.

Such a page was fetched and proves nothing: what belongs on it stood there before, or will, and its absence accuses
nobody. Conservative the other way round from `gather.blocked`, which judges whole sites: a page of these roles is known
by its link, and what it does say (a withdrawal period, an address) is read as ever.
"""

from __future__ import annotations

import re

from checks.facts import Unknown
from sweep.extract.page import Page
from sweep.extract.pages.forms import has_form
from sweep.extract.visit.contents import menu_lines
from sweep.extract.visit.unseen import text_frames
from sweep.extract.words.text import fold
from sweep.gather.phrases import COMING_SOON, MAINTENANCE, REWRITTEN

_HARDLY = 12  # words of its own below which a page says hardly anything, unless these are data
_BARE = 4  # on a page of contacts or on privacy, which may be short
_TELLING = ("legal_notice", "terms", "withdrawal", "delivery", "guarantee", "mediation")
_NOTICE = 60  # words of its own up to which "is being revised" is what the page is about
_LONG = 3_000  # characters, menus and all, above which no page is empty
_DATA = re.compile(r"[\d@]")
_ONWARD = 2  # links to other pages that make a page a list of them


def emptied(page: Page, frame: frozenset[str]) -> Unknown | None:
    """Why a page of a legal role says hardly anything, or None. `frame`: lines that all pages share (`templates`)."""
    own = _own_lines(page, frame)
    if own is None:
        return None
    words = sum(len(line.split()) for line in own)
    text = "\n".join(own)
    if (
        words < (_HARDLY if page.role in _TELLING else _BARE)
        and not _DATA.search(text)
        and not _leads_on(page, text)
        and not has_form(page)
        and not text_frames(page)
    ):
        return Unknown("hardly a word", page.url)
    told = fold(f"{page.title}\n" + "\n".join((*page.headings, text)))
    if words <= _NOTICE and any(said.search(told) for said in (REWRITTEN, MAINTENANCE, COMING_SOON)):
        return Unknown("hardly a word", f"{page.url} is being written: {text[:200] or page.title}")
    return None


def _own_lines(page: Page, frame: frozenset[str]) -> tuple[str, ...] | None:
    """The lines of a page outside its title, headings, menus and frame; None for a page too long to be empty."""
    lines = [line for line in page.text.split("\n") if line not in frame]
    if sum(map(len, lines)) > _LONG:
        return None
    others = menu_lines(page) | {page.title, *page.headings}
    return tuple(line for line in lines if line.strip() and line not in others)


def _leads_on(page: Page, text: str) -> bool:
    """Whether its own words are labels of several links: the pages behind them say what it does not."""
    labels = {link.url for link in page.links if link.kind == "a" and link.place == "main" and link.text in text}
    return len(labels - {page.url}) >= _ONWARD
