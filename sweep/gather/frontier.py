"""What a visit has found and not yet asked for: links by the role they seem to lead to, in a repeatable order. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

from sweep.extract.data.hints import hints
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from sweep.extract.pages.links import Link
from sweep.extract.products.variants import product_key
from sweep.extract.visit.platforms import path_role
from sweep.extract.visit.roles import assign, link_role
from sweep.gather.products import Entry, reduced_on
from sweep.gather.shapes import PAGE_NUMBER, category_of, drawn_lot, folder, one_list, shape
from sweep.gather.urls import changes_state, is_file, is_view, normalise, page_id, site

LEGAL = (
    "legal_notice",
    "terms",
    "withdrawal",
    "contact",
    "delivery",
    "privacy",
    "guarantee",
    "mediation",
    "about",
    "help",  # leads on to the others, or answers what they would
)
_FOLLOWED = ("a", "frame", "button")
_NEVER = ("login", "checkout")  # no page to read, and the steps behind them are a customer's
_PRICE = re.compile(r"\d[.,]\d\d\b|[€£$]\s?\d|\d\s?(?:€|eur|chf|kr|zł)", re.IGNORECASE)
_LABEL = 60  # characters: longer texts are teasers, no labels
_PLACES = ("nav", "main", "footer", "sitemap")
_MAX_FOUND = 5_000
_MAX_LISTED = 500  # products of one sitemap, drawn by lot


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that may be visited. `times` is how often one page linked to it: a product's picture and its name do."""

    url: str
    role: str = ""
    place: str = "main"
    text: str = ""
    times: int = 1
    category: str = ""  # of a product: the listing, or the words, under which it was found
    reduced: bool | None = None  # of a product: whether it was shown as reduced; None = not told

    @property
    def id(self) -> str:
        return page_id(self.url)


_NOT_JUDGED = Candidate("")


class Frontier:
    """Candidates of one shop, each once; `sites` are the domains that belong to it."""

    def __init__(self, sites: Iterable[str], languages: Sequence[str], *, everything: bool = False) -> None:
        self._most, self._most_found = (50_000, 60_000) if everything else (_MAX_LISTED, _MAX_FOUND)
        self._sites, self._languages = frozenset(sites), tuple(tag[:2].lower() for tag in languages)
        self._found: dict[str, Candidate] = {}
        self._first = ""  # the page that was read first
        self._asked: set[str] = set()
        self._shapes: Counter[str] = Counter()
        # By the language of the page; a shop's pages share most of their links.
        self._judged: dict[str, dict[Link, Candidate | None]] = {}
        # Those of them that tell nothing more, however often they are met, unless their card shows a reduction.
        self._exhausted: dict[str, set[Link]] = {}

    def inside(self, url: str) -> bool:
        """Whether `url` belongs to the shop."""
        return site(url) in self._sites

    def collect(self, page: Page) -> int:
        """Takes in the links of a page; how many of them are new and look like products."""
        language, reduced = language_of(page), reduced_on(page)
        exhausted = self._exhausted.setdefault(language, set())
        fresh = [link for link in page.links if link not in exhausted or link.url in reduced]
        new = self._collect(page, fresh, language, reduced)
        exhausted.update(link for link in fresh if self._is_exhausted(link, language))
        for role, url in hints(page):
            if self.proper(normalise(url)):
                self._add(Candidate(normalise(url), role, "markup"))
        return new

    def _collect(self, page: Page, links: Iterable[Link], language: str, reduced: frozenset[str]) -> int:
        here = category_of(page.url)
        self._first = self._first or here
        times = cache(lambda: Counter(map(page_id, [link.url for link in page.links if _leads(link)])))
        new = 0
        for link, candidate in self._candidates(filter(_leads, links), language):
            if candidate is None:
                continue
            category = here if link.place == "main" else ""
            known, shown = self._found.get(candidate.id), link.url in reduced
            if known is None or _tells_role(candidate, known) or self._tells_more(known, category, shown):
                seen = replace(candidate, times=times()[candidate.id], reduced=shown, category=category)
                new += self._add(seen) and self._like_product(seen)
        return new

    def _is_exhausted(self, link: Link, language: str) -> bool:
        """Whether a link that was taken in can tell nothing more: one in the text of a page may tell a category."""
        if not _leads(link):
            return True
        candidate = self._judged[language][link]
        return candidate is None or (link.place != "main" and candidate.id in self._found)

    def add_entries(self, entries: Iterable[Entry]) -> None:
        """Takes in products of a catalogue, with what it says of them."""
        for entry in entries:
            if self.proper(url := normalise(entry.url)):
                known = self._found.get(page_id(url))
                place = known.place if known is not None else "sitemap"
                self._add(Candidate(url, "product", place, category=entry.category, reduced=entry.reduced), better=True)

    def sure(self) -> bool:
        """Whether something waits that is a product by the form of its address, or by those met before."""
        return any(self._is_sure(c) for c in self._like_products())

    def _is_sure(self, c: Candidate) -> bool:
        return c.role == "product" or self._shapes[shape(c.url)] > 0

    def frame(self) -> tuple[Entry, ...]:
        """What looks like a product and has not been visited, for the sample: one entry a product, the sure ones first.

        Cards that may lead anywhere are in it only where nothing surer waits.
        """
        waiting = list(self._like_products())
        sure = [c for c in waiting if self._is_sure(c)]
        first: dict[str, Entry] = {}
        for c in sorted(sure or waiting, key=lambda c: (len(c.url), c.url)):
            first.setdefault(product_key(c.url), Entry(c.url, c.category, c.reduced))
        return tuple(first.values())

    def candidate(self, url: str) -> Candidate:
        """What is known of an address of the frame."""
        return self._found.get(page_id(url)) or Candidate(url, "product", "sitemap")

    def hopeless(self, candidate: Candidate) -> bool:
        """Whether addresses of this form led to something else, twice more than to a product."""
        return self._shapes[shape(candidate.url)] <= -2

    def further_pages(self, page: Page) -> tuple[str, ...]:
        """The other pages of a listing in the order of their numbers, as far as it links them."""
        numbered: dict[str, int] = {}
        for link in page.links:
            url = normalise(link.url) if link.kind == "a" and link.url.startswith("http") else ""
            number = PAGE_NUMBER.search(url)
            if number and self.proper(url) and not self.known(url) and one_list(url, page.url):
                numbered.setdefault(url, int(number[1]))
        return tuple(sorted(numbered, key=lambda url: (numbered[url], url)))

    def add_products(self, urls: Iterable[str]) -> None:
        """Takes in addresses of a sitemap that are products by their form, or look like those met before."""
        fitting = {page_id(url): url for url in urls if self._product_by_form(url)}
        for key in sorted(fitting, key=drawn_lot)[: self._most]:
            url = normalise(fitting[key])
            self._add(Candidate(url, "product", "sitemap", category=folder(url)))

    def _product_by_form(self, url: str) -> bool:
        product = path_role(url) == "product" or self._shapes[shape(url)] > 0
        return product and self.proper(normalise(url))

    def proper(self, url: str) -> bool:
        """Whether `url` is a page of the shop that may be asked for."""
        return bool(url) and self.inside(url) and not (changes_state(url) or is_file(url) or is_view(url))

    def _candidates(self, links: Iterable[Link], language: str) -> Iterator[tuple[Link, Candidate | None]]:
        """The links of a page in `language`, with where they lead; None for what is never asked for."""
        spoken = tuple(dict.fromkeys(tag for tag in (language, *self._languages) if tag))
        judged = self._judged.setdefault(language, {})
        for link in links:
            candidate = judged.get(link, _NOT_JUDGED)
            if candidate is _NOT_JUDGED:
                candidate = judged[link] = self._candidate(link, spoken)
            yield link, candidate

    def _candidate(self, link: Link, spoken: tuple[str, ...]) -> Candidate | None:
        url = normalise(link.url)
        role = link_role(link._replace(url=url), spoken) if self.proper(url) else "login"
        if link.kind == "button" and role not in LEGAL:
            role = "login"  # a deed, for all we know
        return None if role in _NEVER else Candidate(url, role, link.place, link.text)

    def _add(self, candidate: Candidate, *, better: bool = False) -> bool:
        """Whether the candidate is new. What says more of a known one replaces it."""
        known = self._found.get(candidate.id)
        if known is None and len(self._found) < self._most_found:
            self._found[candidate.id] = candidate
        elif known is not None and (better or _tells_role(candidate, known)):
            self._found[candidate.id] = replace(candidate, times=max(candidate.times, known.times))
        elif known is not None:
            self._found[candidate.id] = self._merged(known, candidate)
        return known is None and candidate.id not in self._asked

    def _merged(self, known: Candidate, again: Candidate) -> Candidate:
        """A product met again: a listing tells its category better than the page we came by."""
        if not self._tells_more(known, again.category, bool(again.reduced)):
            return known
        category = again.category if self._tells_category(known, again.category) else known.category
        return replace(known, reduced=True if again.reduced else known.reduced, category=category)

    def _tells_more(self, known: Candidate, category: str, reduced: bool) -> bool:
        return (reduced and not known.reduced) or self._tells_category(known, category)

    def _tells_category(self, known: Candidate, category: str) -> bool:
        return known.category in ("", self._first) and category not in ("", self._first)

    def asked(self, *urls: str) -> None:
        """Marks addresses as visited."""
        self._asked.update(page_id(url) for url in urls)

    def known(self, url: str) -> bool:
        """Whether `url` has been visited."""
        return page_id(url) in self._asked

    def open(self) -> Iterator[Candidate]:
        """What has not been visited, in the order it was found."""
        return (c for key, c in self._found.items() if key not in self._asked)

    def of_role(self, *roles: str) -> Candidate | None:
        """The next page of the first of `roles` that has one."""
        waiting = [c for c in self.open() if c.role in roles]
        # A link in the footer is the shop's own index of its duties; the same word in a text is an aside.
        places = {"footer": 0, "nav": 1}
        return min(waiting, key=lambda c: (roles.index(c.role), places.get(c.place, 2)), default=None)

    def informational(self, place: str) -> Candidate | None:
        """The next page linked from `place` of which nothing is known but that it has a short name."""
        return next((c for c in self.open() if c.place == place and not c.role and 1 < len(c.text) < _LABEL), None)

    def listing(self, lot: Callable[[str], bytes]) -> Candidate | None:
        """The next page that seems to list goods: by its form and by lot, else what the navigation leads to first."""
        unnamed = [c for c in self.open() if not c.role and 1 < len(c.text) < _LABEL and not self._like_product(c)]
        by_form = min((c for c in self.open() if c.role == "listing"), key=lambda c: lot(c.id), default=None)
        return by_form or min(unnamed, key=lambda c: _PLACES.index(c.place), default=None)

    def plain(self) -> Candidate | None:
        """The next page of which nothing is known but a short name in a text: a product of a shop without pictures.

        Kinds of address that led to something else before come last.
        """
        waiting = [c for c in self.open() if not c.role and c.place == "main" and 1 < len(c.text) < _LABEL]
        return min(waiting, key=lambda c: (self._shapes[shape(c.url)] < 0, drawn_lot(c.id)), default=None)

    def _like_products(self) -> Iterator[Candidate]:
        return (c for c in self.open() if self._like_product(c))

    def _like_product(self, c: Candidate) -> bool:
        if c.role:
            return c.role == "product"
        if c.place != "main":
            return False
        met = self._shapes[shape(c.url)]
        on_a_card = (c.times > 1 or bool(_PRICE.search(c.text))) and urlsplit(c.url).path.strip("/") != ""
        return met > 0 or (met > -2 and on_a_card)

    def learn(self, candidate: Candidate, page: Page | None) -> bool:
        """Remembers whether `candidate` led to a product, for its kind of address; says whether it did."""
        product = page is not None and self.role_of(page) == "product"
        self._shapes[shape(candidate.url)] += 1 if product else -1
        return product

    def role_of(self, page: Page) -> str:
        """What a page seems to be, looked at alone. Its place among all pages of the visit is settled later."""
        assign((page,), languages=[tag for tag in (language_of(page), *self._languages) if tag])
        return page.role


def _leads(link: Link) -> bool:
    """Whether a link leads to a page at all."""
    return link.kind in _FOLLOWED and link.url.startswith("http")


def _tells_role(candidate: Candidate, known: Candidate) -> bool:
    return candidate.role != "" and known.role == ""
