"""Which pages of a shop are visited, and in which order.

The home page; the pages that the law asks for; what else the footer leads to; a listing or two; a repeatable sample of
products; the basket. Nothing is asked for twice, nothing outside the shop, nothing that may change something there.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit, urlunsplit

from sweep.capture import Capture, Failure, Response
from sweep.evidence.archive import ArchiveWriter
from sweep.extract.page import Page
from sweep.gather.addresses import literal
from sweep.gather.basket import shop_for_one
from sweep.gather.fetch import Fetcher
from sweep.gather.frontier import LEGAL, Candidate, Frontier, language_doors
from sweep.gather.limits import Limits
from sweep.gather.look import look
from sweep.gather.sitemap import read_sitemap
from sweep.gather.urls import name_of, site, starts

_PER_ROLE = 3  # pages of one role: a shop has its terms for goods and for services, in two languages
_FOOTER, _NAV = 8, 3  # pages of which only the place of their link is known
_LISTINGS, _LISTING_TRIES = 2, 4
_ENOUGH = 4  # new products that make a page a listing
_MISSES = 6  # tries beyond the sample, for what turns out to be no product
_SITEMAPS = 4
_GOODS = 3  # product pages of which one may be put into the basket
_BEHIND = 5  # pages kept back for the basket and what follows it
_PATIENCE = 3  # failures or walls in a row after which a shop is left alone
_MAX_LEFT_OUT = 1_000
_NO_ANSWER = frozenset({"connect", "tls", "timeout", "protocol", "server"})
_REFRESH = re.compile(r"^\s*\d{1,2}\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)


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
    return visit.close(archive)


class _Visit:
    """One visit under way."""

    def __init__(self, url: str, limits: Limits, fetcher: Fetcher) -> None:
        self._url, self._limits, self._fetcher = url, limits, fetcher
        self._started = datetime.now(UTC)
        self._home_url = url
        self._frontier = Frontier((), limits.languages)
        self._taken: Counter[str] = Counter()  # legal pages visited, by role
        self._products_seen = 0
        self._goods: list[Page] = []  # products that may be put into the basket, where the plan allows it
        self._trouble = 0  # refusals in a row
        self._stopped = ""

    def run(self) -> None:
        home = self._home()
        if home is None or self._stopped:
            return
        self._frontier.collect(home)
        self._language_door(home)
        self._legal_pages()
        self._informational_pages()
        self._listings()
        self._legal_pages()  # what only the inner pages lead to
        self._products()
        self._basket()

    # The home page

    def _home(self) -> Page | None:
        tries = starts(self._url)
        if not tries:
            self._fetcher.failed(Failure(self._url, "protocol", "this is no address of a web site"))
        failure: Failure | None = None
        for start in tries:
            answer = self._open_home(start)
            if isinstance(answer, Page):
                return answer
            failure = answer
            if failure.kind not in _NO_ANSWER:
                break
        if failure is not None and failure.kind == "dns" and (other := _with_www(tries[-1])):
            answer = self._open_home(other)
            return answer if isinstance(answer, Page) else None
        return None

    def _open_home(self, start: str) -> Page | Failure:
        """The home page reached from `start`. A domain that leads to somebody else's is not followed there."""

        def ours(target: str) -> bool:
            return site(target) == site(start) or (name_of(target) != "" and name_of(target) == name_of(start))

        for _ in range(3):  # a page that only refreshes to another, a few times
            answer = self._fetcher.get(start, inside=ours)
            if isinstance(answer, Failure):
                return answer
            page = self._arrived(start, answer, ours)
            onward = _refresh(page)
            if not onward or not ours(onward) or self._frontier.known(onward):
                break
            start = onward
        return page

    def _arrived(self, start: str, answer: Response, ours: Callable[[str], bool]) -> Page:
        page, wall = look(answer, self._fetcher, ours)
        self._frontier = Frontier({site(start), site(page.url)}, self._limits.languages)
        self._frontier.asked(start, *(r.url for r in self._fetcher.responses))
        self._home_url = page.url
        self._stopped = f"the home page says nothing of the shop: {wall.reason}" if wall is not None else ""
        return page

    def _language_door(self, home: Page) -> None:
        """Goes through the door of a home page that only asks for a language."""
        doors = language_doors(home)
        if not doors or self._frontier.of_role(*LEGAL) is not None or len(home.links) > 20:
            return
        wanted = [tag[:2].lower() for tag in self._limits.languages]
        rank = {tag: n for n, tag in reversed(list(enumerate(wanted)))}
        _, url = min(doors, key=lambda door: rank.get(door[0], len(wanted)))
        self._visit(Candidate(url))

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

    def _listings(self) -> None:
        found = 0
        for _ in range(_LISTING_TRIES):
            candidate = self._frontier.listing()
            if found >= _LISTINGS or candidate is None or not self._may_go_on(self._behind):
                return
            page, new = self._visit(candidate)
            role = self._frontier.role_of(page) if page is not None else ""
            if role == "product":  # linked once, by a plain name: its like are products, too
                self._learn(candidate, page)
            found += page is not None and (new >= _ENOUGH or role == "listing")

    def _products(self) -> None:
        if self._frontier.products_waiting() < self._limits.products:
            self._sitemaps()
        for _ in range(self._limits.products + _MISSES):
            candidate = self._frontier.product() or self._frontier.plain()
            if self._products_seen >= self._limits.products or candidate is None or not self._may_go_on(self._behind):
                return
            page, _new = self._visit(candidate)
            self._learn(candidate, page)

    def _learn(self, candidate: Candidate, page: Page | None) -> None:
        if self._frontier.learn(candidate, page) and page is not None:
            self._products_seen += 1
            self._goods = [*self._goods, page][:_GOODS]

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
            self._goods,
            self._frontier.inside,
            languages=self._limits.languages,
            may_go_on=self._may_go_on,
            fallback=known,
        )
        self._fetcher.note("basket", tour.note())
        return bool(tour.basket)

    def _sitemaps(self) -> None:
        """Looks for products in the sitemaps that robots.txt names, or at the usual place."""
        home = self._home_url
        named = [u for u in self._fetcher.robots(home).sitemaps() if self._frontier.inside(u)]
        waiting = named[:_SITEMAPS] or [urljoin(home, "/sitemap.xml")]
        for _ in range(_SITEMAPS):
            if not waiting or not self._may_go_on():
                return
            url = waiting.pop(0)
            if self._frontier.known(url):
                continue
            self._frontier.asked(url)
            answer = self._fetcher.aside(url, inside=self._frontier.inside)
            sitemap = read_sitemap(answer) if isinstance(answer, Response) else None
            if sitemap is not None and sitemap.index:
                parts = [u for u in sitemap.urls if self._frontier.inside(u)]
                waiting += sorted(parts, key=lambda u: "product" not in u and "produ" not in u)
            elif sitemap is not None:
                self._frontier.add_products(sitemap.urls)

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
        return page, self._frontier.collect(page)

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


def _with_www(url: str) -> str:
    """The same address with "www." before it; "" where that makes no sense."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host.startswith("www.") or "." not in host or literal(host) is not None:
        return ""
    return urlunsplit((parts.scheme, f"www.{parts.netloc}", parts.path, parts.query, ""))


def _refresh(page: Page) -> str:
    """Where a page without content of its own sends its visitors at once; "" for any other."""
    for node in page.tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(node.attributes.get("content") or "")
            if match and len(page.text) <= 300:
                return str(urljoin(page.url, match[1].strip()))
    return ""
