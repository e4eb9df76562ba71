"""Which pages of a shop are visited, and in which order.

The home page; the pages that the law asks for; what else the footer leads to; a listing or two; a repeatable sample of
products; the basket. Nothing is asked for twice, nothing outside the shop, nothing that may change something there.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from sweep.capture import Capture, Failure, Response
from sweep.evidence.archive import ArchiveWriter
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from sweep.extract.visit.platform_paths import platform_of, usual_paths
from sweep.gather.basket import shop_for_one
from sweep.gather.fetch import Fetcher
from sweep.gather.frontier import LEGAL, Candidate, Frontier
from sweep.gather.goods import GoodsTour
from sweep.gather.home import enter, refresh, wanted_door, wanted_version
from sweep.gather.limits import Limits
from sweep.gather.look import look
from sweep.gather.pictures import take_pictures
from sweep.gather.urls import name_of, normalise, site

_PER_ROLE = 3  # pages of one role: a shop has its terms for goods and for services, in two languages
_FOOTER, _NAV = 8, 3  # pages of which only the place of their link is known
_LISTINGS = 4
_MUST = ("legal_notice", "terms", "withdrawal", "privacy", "delivery", "contact")
_PLACES_TRIED = 2
_FRAMES = 4
_BEHIND = 5  # pages kept back for the basket and what follows it
_PATIENCE = 3  # failures or walls in a row after which a shop is left alone
_MAX_LEFT_OUT = 1_000


def gather(
    url: str,
    limits: Limits,
    archive: ArchiveWriter,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Capture:
    """Visits one shop within `limits` and archives all that was seen. `url` may lack its scheme.

    What cannot be had is in the capture's failures. Raises SweepError only where the archive cannot be written.
    """
    fetcher = Fetcher(limits, archive, clock=clock, sleep=sleep)
    try:
        visit = _Visit(url, limits, fetcher)
        visit.run()
    finally:
        fetcher.close()
    photos: tuple[Response, ...] = ()
    if visit.photos:
        left = fetcher.seconds_left
        photos = take_pictures(visit.photos, limits, archive, seconds=left, clock=clock, sleep=sleep)
    capture = visit.close(archive)
    return replace(capture, responses=(*capture.responses, *photos))


class _Visit:
    """One visit under way."""

    def __init__(self, url: str, limits: Limits, fetcher: Fetcher) -> None:
        self._url, self._limits, self._fetcher = url, limits, fetcher
        self._started = datetime.now(UTC)
        self._home_url = url
        self._frontier = Frontier((), limits.languages)
        self._tour = self._goods_tour()
        self._taken: Counter[str] = Counter()  # legal pages visited, by role
        self._trouble = 0  # refusals in a row
        self._stopped = ""

    def run(self) -> None:
        home = enter(self._url, self._open_home)
        if isinstance(home, Failure):
            if not self._fetcher.failures:
                self._fetcher.failed(home)
            return
        if self._stopped:
            return
        home = self._our_version(home)
        self._legal_pages()
        self._informational_pages()
        self._tour.listings()
        self._legal_pages()  # what only the inner pages lead to
        self._usual_places(home)
        self._tour.products(home)
        self._basket()

    @property
    def photos(self) -> list[tuple[str, ...]]:
        """Addresses of the photos of the products seen; none of a shop that stopped answering."""
        return [] if self._stopped else self._tour.photos

    # The home page

    def _goods_tour(self) -> GoodsTour:
        shop = urlsplit(self._home_url).hostname or ""
        return GoodsTour(
            self._limits, shop, self._fetcher, self._frontier, self._visit, lambda: self._may_go_on(self._behind)
        )

    def _open_home(self, start: str) -> Page | Failure:
        """The home page reached from `start`. A domain that leads to somebody else's is not followed there."""

        def ours(target: str) -> bool:
            return site(target) == site(start) or (name_of(target) != "" and name_of(target) == name_of(start))

        for _ in range(3):  # a page that only refreshes to another, a few times
            answer = self._fetcher.get(start, inside=ours)
            if isinstance(answer, Failure):
                return answer
            page = self._arrived(start, answer, ours)
            onward = refresh(page)
            if not onward or not ours(onward) or self._frontier.known(onward):
                break
            start = onward
        return page

    def _arrived(self, start: str, answer: Response, ours: Callable[[str], bool]) -> Page:
        page, wall = look(answer, self._fetcher, ours)
        everything = self._limits.all_products
        self._frontier = Frontier({site(start), site(page.url)}, self._limits.languages, everything=everything)
        self._home_url = page.url
        self._tour = self._goods_tour()
        self._frontier.asked(start, *(r.url for r in self._fetcher.responses))
        self._stopped = f"the home page says nothing of the shop: {wall.reason}" if wall is not None else ""
        return page

    def _our_version(self, home: Page) -> Page:
        """The home page for our languages and country, where the shop has one; its links are taken in."""
        languages, country = self._limits.languages, self._limits.country
        other = wanted_version(home, languages, country)
        if other and self._frontier.inside(other):
            page, _ = self._visit(Candidate(other))
            if page is not None:
                return page
        self._frontier.collect(home)
        self._frames(home, "")
        door = wanted_door(home, languages) if self._frontier.of_role(*LEGAL) is None else ""
        page = self._visit(Candidate(door))[0] if door else None
        return page or home

    # The tour

    def _legal_pages(self) -> None:
        while self._may_go_on(self._reserve):
            candidate = self._frontier.of_role(*(role for role in LEGAL if self._taken[role] < _PER_ROLE))
            if candidate is None:
                return
            self._taken[candidate.role] += 1
            self._visit(candidate)

    def _informational_pages(self) -> None:
        for place, most in (("footer", _FOOTER), ("nav", _NAV)):
            for _ in range(most):
                candidate = self._frontier.informational(place)
                if candidate is None or not self._may_go_on(self._reserve):
                    break
                self._visit(candidate)

    def _usual_places(self, home: Page) -> None:
        """Tries where the shop's platform usually has the pages that the law asks for and no link led to."""
        platform = platform_of(home)
        language = language_of(home)
        for role in _MUST if platform else ():
            for path in usual_paths(platform, role, language)[: 0 if self._taken[role] else _PLACES_TRIED]:
                url = urljoin(home.url, path)
                if self._frontier.known(url) or not self._may_go_on(self._reserve):
                    continue
                page, _ = self._visit(Candidate(url, role))
                if page is not None and self._frontier.role_of(page) == role:
                    self._taken[role] += 1
                    break
        self._legal_pages()

    def _basket(self) -> None:
        candidate = self._frontier.of_role("basket")
        if self._limits.basket == "add" and self._fill_basket(candidate.url if candidate is not None else ""):
            return
        if candidate is not None and self._may_go_on():
            self._visit(candidate)

    def _fill_basket(self, known: str) -> bool:
        """Whether one product was put into a basket of this session, and the basket read."""
        tour = shop_for_one(
            self._fetcher,
            self._tour.pages,
            self._frontier.inside,
            languages=self._limits.languages,
            may_go_on=self._may_go_on,
            fallback=known,
        )
        self._fetcher.note("basket", tour.note())
        return bool(tour.basket)

    # One page

    def _visit(self, candidate: Candidate) -> tuple[Page | None, int]:
        """The page, None where there is none to read; and how many new products it leads to."""
        self._frontier.asked(candidate.url)
        answer = self._fetcher.get(candidate.url, inside=self._frontier.inside)
        if isinstance(answer, Failure):
            self._trouble = self._trouble + 1 if answer.transient else 0
            if self._trouble >= _PATIENCE:
                self._stopped = f"{_PATIENCE} requests in a row brought no answer"
            return None, 0
        page, wall = look(answer, self._fetcher, self._frontier.inside)
        known = self._frontier.known(page.url) and page.url != candidate.url
        self._frontier.asked(answer.url, page.url)
        self._trouble = self._trouble + 1 if wall is not None and wall.kind in ("blocked", "unreachable") else 0
        if self._trouble >= _PATIENCE:
            self._stopped = f"{_PATIENCE} pages in a row were refused"
        if wall is not None or known:
            return None, 0
        new = self._frontier.collect(page)
        self._frames(page, candidate.role)
        return page, new

    def _frames(self, page: Page, role: str) -> None:
        """What a page is put together of: the pages in its frames, where it has little else or the law is about it."""
        wanted = page.framed or role in LEGAL
        inner = [normalise(link.url) for link in page.links if link.kind == "frame"] if wanted else []
        for url in dict.fromkeys(inner[:_FRAMES]):
            if self._frontier.proper(url) and not self._frontier.known(url) and self._may_go_on():
                self._visit(Candidate(url, role))

    @property
    def _reserve(self) -> int:
        """Pages kept back for goods, so that a long footer does not use up the visit."""
        return min(self._limits.products + _LISTINGS + 1, self._limits.pages // 2)

    @property
    def _behind(self) -> int:
        return min(_BEHIND, self._limits.pages // 4) if self._limits.basket == "add" else 0

    def _may_go_on(self, reserve: int = 0) -> bool:
        return not self._stopped and not self._fetcher.spent() and self._fetcher.pages_left > reserve

    def close(self, archive: ArchiveWriter) -> Capture:
        """Notes in the archive what the visit was, and hands over what it brought."""
        left_out = tuple(c.url for c in self._frontier.open())
        archive.note(
            "visit",
            {
                "url": self._url,
                "started": self._started.isoformat(),
                "finished": datetime.now(UTC).isoformat(),
                "stopped": self._stopped or self._fetcher.spent(),
                "robots": self._limits.robots,
                "robots_overridden": self._fetcher.overridden,
                "vantage": self._limits.vantage,
                "languages": self._limits.languages,
                "country": self._limits.country,
                "roles": dict(self._taken),
                "sample": self._tour.sample.note(),
                "not_followed": left_out[:_MAX_LEFT_OUT],
                "not_followed_in_all": len(left_out),
            },
        )
        return Capture(
            url=self._url,
            responses=tuple(self._fetcher.responses),
            failures=tuple(self._fetcher.failures),
            started=self._started,
            not_followed=left_out[:_MAX_LEFT_OUT],
            vantage=self._limits.vantage,
        )
