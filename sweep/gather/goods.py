"""The goods of a visit: listings with their pages, sitemaps, catalogues, and the sample of products drawn from them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import urljoin

from sweep.capture import Response
from sweep.extract.page import Page
from sweep.extract.products.photos import photos
from sweep.extract.products.variants import page_product, product_key, variants
from sweep.extract.visit.platform_paths import platform_of
from sweep.gather.catalogue import catalogues, read_catalogue
from sweep.gather.fetch import Fetcher
from sweep.gather.frontier import Candidate, Frontier
from sweep.gather.limits import Limits
from sweep.gather.products import Entry, Sample, local
from sweep.gather.sitemap import read_sitemap

_ENOUGH = 4  # new products that make a page a listing
_MISSES = 6  # tries beyond the sample, for what turns out to be no product
_SITEMAPS, _ALL_SITEMAPS = 4, 60
_CATALOGUES, _ALL_CATALOGUES = 2, 60
_TURNS, _ALL_TURNS = 2, 400  # further pages of listings
_ALL_LISTINGS = 400
_GOODS = 3  # product pages of which one may be put into the basket

Visit = Callable[[Candidate], tuple[Page | None, int]]
MayGoOn = Callable[[], bool]


class GoodsTour:
    """What a visit sees of a shop's goods. `visit` fetches one page, `may_go_on` says whether budgets allow another."""

    def __init__(
        self, limits: Limits, shop: str, fetcher: Fetcher, frontier: Frontier, visit: Visit, may_go_on: MayGoOn
    ) -> None:
        self._limits, self._fetcher, self._frontier = limits, fetcher, frontier
        self._visit, self._may_go_on = visit, may_go_on
        self._keys: set[str] = set()  # of the products seen
        self._tries = 0
        self._turns = 0
        self.pages: list[Page] = []  # products that may be put into the basket
        self.photos: list[tuple[str, ...]] = []  # addresses, by product; only where the plan wants photos
        self.sample = Sample(limits.seed, shop, limits.products, limits.all_products)

    def listings(self) -> None:
        """A few listings, drawn by lot where their addresses tell what they are, with further pages; or all of them."""
        found = 0
        for _ in range(2 * self._listings_wanted):
            candidate = self._frontier.listing(self._lot)
            if found >= self._listings_wanted or candidate is None or not self._may_go_on():
                return
            page, new = self._visit(candidate)
            role = self._frontier.role_of(page) if page is not None else ""
            if role == "product":  # linked once, by a plain name: its like are products, too
                self._learn(candidate, page)
            if page is not None and (new >= _ENOUGH or role == "listing"):
                found += 1
                self._turn(page)

    @property
    def _listings_wanted(self) -> int:
        return _ALL_LISTINGS if self._limits.all_products else min(4, max(2, self._limits.products // 3))

    def _turn(self, page: Page) -> None:
        """Turns to further pages of a listing: to one by lot, or to all."""
        most = _ALL_TURNS if self._limits.all_products else _TURNS
        waiting = list(self._frontier.further_pages(page))
        while waiting and self._turns < most and self._may_go_on():
            url = waiting.pop(0) if self._limits.all_products else min(waiting, key=self._lot)
            self._turns += 1
            turned, _ = self._visit(Candidate(url, "listing"))
            if not self._limits.all_products:
                return
            more = self._frontier.further_pages(turned) if turned is not None else ()
            waiting += [u for u in more if u not in waiting]

    def _lot(self, key: str) -> bytes:
        return hashlib.sha256("\0".join((self._limits.seed, self.sample.shop, local(key))).encode()).digest()

    def products(self, home: Page) -> None:
        """Draws the sample, and visits it."""
        if self._limits.products:
            self._catalogues(home)
            self._sitemaps(home.url)
        while not self._enough() and (frame := self._frame()):
            self._walk(frame)
        while not self._enough() and (candidate := self._frontier.plain()) is not None:
            self._take(Entry(candidate.url))
            while not self._enough() and self._frontier.sure() and (frame := self._frame()):
                self._walk(frame)

    def _frame(self) -> tuple[Entry, ...]:
        """What waits, without the variants of products that were seen."""
        return tuple(e for e in self._frontier.frame() if product_key(e.url) not in self._keys)

    def _walk(self, frame: tuple[Entry, ...]) -> None:
        sure = self._frontier.sure()
        for entry in self.sample.order(frame):
            if self._enough():
                return
            self._take(entry)
            if not sure and self._frontier.sure():
                return  # now we know what addresses of products look like here

    def _enough(self) -> bool:
        tried_all = not self._limits.all_products and self._tries >= self._limits.products + _MISSES
        return tried_all or len(self._keys) >= self._limits.products or not self._may_go_on()

    def _take(self, entry: Entry) -> None:
        candidate = self._frontier.candidate(entry.url)
        if self._frontier.known(entry.url):
            return
        if candidate.role != "product" and self._frontier.hopeless(candidate):
            self._frontier.asked(entry.url)
            self.sample.took(entry, "passed over")
            return
        self._tries += 1
        page, _ = self._visit(candidate)
        before = len(self._keys)
        product = self._learn(candidate, page)
        outcome = ("product" if len(self._keys) > before else "variant") if product else "other"
        self.sample.took(entry, outcome, [asdict(v) for v in variants(page)] if product and page is not None else ())

    def _learn(self, candidate: Candidate, page: Page | None) -> bool:
        """Whether `candidate` led to a product; remembers it."""
        if not self._frontier.learn(candidate, page) or page is None:
            return False
        self._keys.add(page_product(page))
        self.pages = [*self.pages, page][:_GOODS]
        self.photos += [photos(page)] if self._limits.pictures else []
        return True

    def _catalogues(self, home: Page) -> None:
        """Reads what the shop publishes of its goods for machines; all of its pages where all goods are wanted."""
        for url in catalogues(home, platform_of(home))[:_CATALOGUES]:
            for number in range(1, (_ALL_CATALOGUES if self._limits.all_products else 1) + 1):
                asked = url if number == 1 else f"{url}&page={number}" if "?" in url else ""
                answer = self._aside(asked) if asked and self._may_go_on() else None
                entries = read_catalogue(answer) if answer is not None else ()
                self._frontier.add_entries(entries)
                if not entries:
                    break

    def _sitemaps(self, home: str) -> None:
        """Looks for products in the sitemaps that robots.txt names, or at the usual place."""
        most = _ALL_SITEMAPS if self._limits.all_products else _SITEMAPS
        named = [u for u in self._fetcher.robots(home).sitemaps() if self._frontier.inside(u)]
        waiting = named[:most] or [urljoin(home, "/sitemap.xml")]
        for _ in range(most):
            if not waiting or not self._may_go_on():
                return
            answer = self._aside(waiting.pop(0))
            sitemap = read_sitemap(answer) if answer is not None else None
            if sitemap is not None and sitemap.index:
                parts = [u for u in sitemap.urls if self._frontier.inside(u)]
                waiting += sorted(parts, key=lambda u: "product" not in u and "produ" not in u)
            elif sitemap is not None:
                self._frontier.add_products(sitemap.urls)

    def _aside(self, url: str) -> Response | None:
        """A file that is no page; None where it was asked for before, or does not come."""
        if self._frontier.known(url):
            return None
        self._frontier.asked(url)
        answer = self._fetcher.aside(url, inside=self._frontier.inside)
        return answer if isinstance(answer, Response) else None
