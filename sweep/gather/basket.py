"""Puts one product into a basket of our own session, and looks at the basket and at the first page behind it.

Only where the plan says `basket: add`. One thing, once, by the shop's own form or link (`add_form`); everything after
it is a plain GET, and the tour ends at the first page that asks who the customer is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from sweep.capture import Failure, Response
from sweep.extract.page import Page, parse_page
from sweep.extract.pages.links import Link
from sweep.extract.visit.platforms import body_role, path_role
from sweep.extract.visit.roles import link_role
from sweep.gather.add_form import Submission, add_to_basket
from sweep.gather.urls import changes_state

_TRIES = 3  # products of which one can perhaps be put in
_STEPS = 2  # pages behind the basket that may be asked for
_SHOWS = re.compile(r"([?&])action=(?:show|view|display)(?=&|$)", re.IGNORECASE)
_PERSONAL = (
    "input[type=email], input[type=tel], input[type=password], input[autocomplete=email], input[autocomplete*=name], "
    "input[autocomplete*=address], input[name*=email], input[name*=firstname], input[name*=first_name], "
    "input[name*=lastname], input[name*=postcode], input[name*=street]"
)


class Door(Protocol):
    """What the tour needs of fetching: `submit` sends a form once, `get` follows redirects; both archive."""

    def get(self, url: str, *, inside: Callable[[str], bool]) -> Response | Failure: ...
    def submit(self, submission: Submission, *, inside: Callable[[str], bool]) -> Response | Failure: ...


@dataclass
class Tour:
    """What was done, for the archive."""

    added: dict[str, object] = field(default_factory=dict)
    basket: str = ""
    checkout: list[str] = field(default_factory=list)
    ended: str = ""

    def note(self) -> dict[str, object]:
        return {"added": self.added, "basket": self.basket, "checkout": self.checkout, "ended": self.ended}


def shop_for_one(
    door: Door,
    goods: Iterable[Page],
    inside: Callable[[str], bool],
    *,
    languages: tuple[str, ...] = (),
    may_go_on: Callable[[], bool] = lambda: True,
    fallback: str = "",
) -> Tour:
    """Puts the first of `goods` that has a way into the basket, then looks at the basket and the start of the order.

    `fallback` is an address of the basket met earlier ("" none). Every request goes through `door`; what it did not
    bring is among its failures.
    """
    tour = Tour()
    after = _put_one(door, goods, inside, languages, tour) if may_go_on() else None
    if after is None:
        tour.ended = tour.ended or "no product could be put into the basket by a form or link of the shop's own"
        return tour
    page, shown = after
    basket = page if shown else _basket(door, page, inside, languages, fallback, may_go_on)
    if basket is None:
        tour.ended = "no page of the basket was found"
        return tour
    tour.basket = basket.url
    _towards_the_order(door, basket, inside, languages, may_go_on, tour)
    return tour


def _put_one(
    door: Door, goods: Iterable[Page], inside: Callable[[str], bool], languages: tuple[str, ...], tour: Tour
) -> tuple[Page, bool] | None:
    """The page after the adding, and whether it is the basket's own, as it can be shown again."""
    ways = (add_to_basket(page, inside, languages) for page in goods)
    for _, way in zip(range(_TRIES), (w for w in ways if w is not None), strict=False):
        answer = door.submit(way, inside=inside)
        if isinstance(answer, Failure) or not 200 <= answer.status < 300:
            tour.ended = "the shop did not take the product into the basket"
            continue
        tour.ended = ""
        tour.added = {"product": way.page, "method": way.method, "url": way.url, "label": way.label}
        page = parse_page(answer)
        return page, answer.method == "GET" and _is(page, "basket") and not page.problem
    return None


def _basket(
    door: Door,
    after: Page,
    inside: Callable[[str], bool],
    languages: tuple[str, ...],
    fallback: str,
    may_go_on: Callable[[], bool],
) -> Page | None:
    """The basket's page, asked for after the adding: an answer to a form is no page that could be shown again."""
    known = [fallback] if fallback else []
    for url in dict.fromkeys((*_ways_to("basket", after, inside, languages), *known)):
        if not may_go_on():
            return None
        page = _page(door.get(url, inside=inside))
        if page is not None:
            return page
    return None


def _towards_the_order(
    door: Door,
    page: Page,
    inside: Callable[[str], bool],
    languages: tuple[str, ...],
    may_go_on: Callable[[], bool],
    tour: Tour,
) -> None:
    asked = {page.url}
    for _ in range(_STEPS):
        if asks_who(page):
            tour.ended = "the next step asks who the customer is"
            return
        url = next((u for u in _ways_to("checkout", page, inside, languages) if u not in asked), "")
        if not url or not may_go_on():
            tour.ended = "" if not may_go_on() else "no link leads on: the next step is a form, which is not submitted"
            return
        asked.add(url)
        following = _page(door.get(url, inside=inside))
        if following is None:
            tour.ended = "the next step could not be read"
            return
        page = following
        tour.checkout.append(page.url)
        if page.url in asked and page.url != url:
            tour.ended = "the shop leads back"
            return
        asked.add(page.url)
    tour.ended = "the next step asks who the customer is" if asks_who(page) else "far enough"


def asks_who(page: Page) -> bool:
    """Whether a page takes a person's data, search and newsletter fields in header and footer apart."""
    for node in page.tree.css(_PERSONAL):
        parent, small = node.parent, False
        while parent is not None and not small:
            marks = f"{parent.tag} {parent.attributes.get('id') or ''} {parent.attributes.get('class') or ''}".lower()
            small = bool(re.search(r"footer|header|newsletter|subscri", marks))
            parent = parent.parent
        if not small:
            return True
    return False


def _page(answer: Response | Failure) -> Page | None:
    if isinstance(answer, Failure) or not 200 <= answer.status < 300:
        return None
    page = parse_page(answer)
    return None if page.problem else page


def _is(page: Page, role: str) -> bool:
    return role in (body_role(page), path_role(page.url))


def _ways_to(role: str, page: Page, inside: Callable[[str], bool], languages: tuple[str, ...]) -> Iterator[str]:
    """Addresses that links of a page give for a role: those whose words say so first, then by their form."""
    spoken = tuple(tag for tag in (page.language, *languages) if tag)
    links = [link for link in page.links if link.kind == "a" and _may_ask(link, inside)]
    strong = [link.url for link in links if link_role(link, spoken) == role]
    weak = [link.url for link in links if path_role(link.url) == role]
    yield from dict.fromkeys((*weak, *strong) if role == "basket" else (*strong, *weak))


def _may_ask(link: Link, inside: Callable[[str], bool]) -> bool:
    url = link.url.partition("#")[0]
    harmless = _SHOWS.sub(r"\1", url)  # "?action=show" changes nothing
    return urlsplit(url).scheme in ("http", "https") and inside(url) and not changes_state(harmless)
