"""What a visit has found and not yet asked for: links by the role they seem to lead to, in a repeatable order. Pure."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from sweep.extract.page import Link, Page
from sweep.extract.platforms import path_role
from sweep.extract.roles import assign, link_role
from sweep.gather.urls import changes_state, is_file, is_view, normalise, page_id, site

LEGAL = ("legal_notice", "terms", "withdrawal", "contact", "delivery", "privacy", "guarantee", "mediation", "about")
_NEVER = ("login", "checkout")  # no page to read, and the steps behind them are a customer's
_PRICE = re.compile(r"\d[.,]\d\d\b|[€£$]\s?\d|\d\s?(?:€|eur|chf|kr|zł)", re.IGNORECASE)
_LANGUAGE_DOOR = re.compile(r"^/([a-z]{2})(?:[-_][a-z]{2})?/?$", re.IGNORECASE)
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

    @property
    def id(self) -> str:
        return page_id(self.url)


class Frontier:
    """Candidates of one shop, each once; `sites` are the domains that belong to it."""

    def __init__(self, sites: Iterable[str], languages: Sequence[str]) -> None:
        self._sites, self._languages = frozenset(sites), tuple(tag[:2].lower() for tag in languages)
        self._found: dict[str, Candidate] = {}
        self._asked: set[str] = set()
        self._slugs: set[str] = set()
        self._shapes: Counter[str] = Counter()
        self._judged: dict[tuple[Link, str], Candidate | None] = {}  # a shop's pages share most of their links

    def inside(self, url: str) -> bool:
        """Whether `url` belongs to the shop."""
        return site(url) in self._sites

    def collect(self, page: Page) -> int:
        """Takes in the links of a page; how many of them are new and look like products."""
        links = [link for link in page.links if link.kind == "a" and link.url.startswith("http")]
        times = Counter(page_id(link.url) for link in links)
        spoken = tuple(dict.fromkeys(tag for tag in (page.language, *self._languages) if tag))
        new = 0
        for link in links:
            candidate = self._candidate(link, page.language, spoken)
            if candidate is not None:
                number = times[candidate.id]
                candidate = replace(candidate, times=number) if number > 1 else candidate
                new += self._add(candidate) and self._like_product(candidate)
        return new

    def add_products(self, urls: Iterable[str]) -> None:
        """Takes in addresses of a sitemap that are products by their form, or look like those met before."""
        fitting = {page_id(url): url for url in urls if self._product_by_form(url)}
        for key in sorted(fitting, key=_lot)[:_MAX_LISTED]:
            self._add(Candidate(normalise(fitting[key]), "product", "sitemap"))

    def _product_by_form(self, url: str) -> bool:
        product = path_role(url) == "product" or self._shapes[shape(url)] > 0
        return product and self._proper(normalise(url))

    def _proper(self, url: str) -> bool:
        """Whether `url` is a page of the shop that may be asked for."""
        return bool(url) and self.inside(url) and not (changes_state(url) or is_file(url) or is_view(url))

    def _candidate(self, link: Link, language: str, spoken: tuple[str, ...]) -> Candidate | None:
        key = (link, language)
        if key not in self._judged:
            url = normalise(link.url)
            role = link_role(replace(link, url=url), spoken) if self._proper(url) else "login"
            self._judged[key] = None if role in _NEVER else Candidate(url, role, link.place, link.text)
        return self._judged[key]

    def _add(self, candidate: Candidate) -> bool:
        """Whether the candidate is new."""
        known = self._found.get(candidate.id)
        if known is None and len(self._found) < _MAX_FOUND:
            self._found[candidate.id] = candidate
        elif known is not None and candidate.role and not known.role:
            self._found[candidate.id] = replace(candidate, times=max(candidate.times, known.times))
        return known is None and candidate.id not in self._asked

    def products_waiting(self) -> int:
        """How many pages that look like products have not been visited."""
        return sum(1 for _ in self._like_products())

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

    def listing(self) -> Candidate | None:
        """The next page that seems to list goods: by its form, else what the navigation or a short link leads to."""
        unnamed = [c for c in self.open() if not c.role and 1 < len(c.text) < _LABEL and not self._like_product(c)]
        by_form = (c for c in self.open() if c.role == "listing")
        return next(by_form, None) or min(unnamed, key=lambda c: _PLACES.index(c.place), default=None)

    def product(self) -> Candidate | None:
        """The next product of the sample: the surest kind first, then by a hash, which is no shop's choice."""
        return min(self._like_products(), key=self._rank, default=None)

    def plain(self) -> Candidate | None:
        """The next page of which nothing is known but a short name in a text: a product of a shop without pictures.

        Kinds of address that led to something else before come last.
        """
        waiting = [c for c in self.open() if not c.role and c.place == "main" and 1 < len(c.text) < _LABEL]
        return min(waiting, key=lambda c: (self._shapes[shape(c.url)] < 0, _lot(c.id)), default=None)

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

    def _rank(self, c: Candidate) -> tuple[bool, bool, bool, bytes]:
        twin = _slug(c.url) in self._slugs  # the same thing in another colour
        met = self._shapes[shape(c.url)]
        return twin, met < 0, not (c.role == "product" or met > 0), _lot(c.id)

    def learn(self, candidate: Candidate, page: Page | None) -> bool:
        """Remembers whether `candidate` led to a product, for its kind of address; says whether it did."""
        product = page is not None and self.role_of(page) == "product"
        self._shapes[shape(candidate.url)] += 1 if product else -1
        if product:
            self._slugs.add(_slug(candidate.url))
        return product

    def role_of(self, page: Page) -> str:
        """What a page seems to be, looked at alone. Its place among all pages of the visit is settled later."""
        assign((page,), languages=[tag for tag in (page.language, *self._languages) if tag])
        return page.role


@lru_cache(maxsize=20_000)
def _lot(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


@lru_cache(maxsize=20_000)
def shape(url: str) -> str:
    """The form of an address: how deep, and of each part whether it has digits, several words, an ending."""
    parts = urlsplit(url)
    forms = []
    for part in (p for p in parts.path.split("/") if p):
        stem, dot, ending = part.rpartition(".")
        name = stem if dot else part
        digits = "0" if any(c.isdigit() for c in name) else ""
        forms.append(f"{digits}{'-' if '-' in name else 'w'}{dot}{ending if dot else ''}")
    names = sorted(pair.partition("=")[0] for pair in parts.query.split("&") if pair)
    return "/".join(forms) + (f"?{'&'.join(names)}" if names else "")


@lru_cache(maxsize=20_000)
def _slug(url: str) -> str:
    """The words of an address's last part; the whole address where it has none."""
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    words = re.sub(r"[^a-zà-ɏ]+", "-", last.lower()).strip("-")
    return words if len(words) > 5 and not parts.query else page_id(url)


def language_doors(page: Page) -> tuple[tuple[str, str], ...]:
    """(language, address) of the links by which a page offers nothing but the choice of a language."""
    doors = []
    for link in page.links:
        match = _LANGUAGE_DOOR.match(urlsplit(link.url).path) if link.url.startswith("http") else None
        if match:
            doors.append((match[1].lower(), link.url))
    return tuple(dict.fromkeys(doors))
