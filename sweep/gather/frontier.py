"""What a visit has found and not yet asked for: links by the role they seem to lead to, in a repeatable order. Pure."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from sweep.extract.page import Link, Page
from sweep.extract.platforms import body_role, goods_role, path_role
from sweep.extract.roles import link_role
from sweep.gather.urls import changes_state, is_file, normalise, page_id, site

LEGAL = ("legal_notice", "terms", "withdrawal", "contact", "delivery", "privacy", "guarantee", "mediation", "about")
_NEVER = ("login", "checkout")  # no page to read, and the steps behind them are a customer's
_PRICE = re.compile(r"\d[.,]\d\d\b|[€£$]\s?\d|\d\s?(?:€|eur|chf|kr|zł)", re.IGNORECASE)
_LANGUAGE_DOOR = re.compile(r"^/([a-z]{2})(?:[-_][a-z]{2})?/?$", re.IGNORECASE)
_MAX_FOUND = 20_000


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

    def inside(self, url: str) -> bool:
        """Whether `url` belongs to the shop."""
        return site(url) in self._sites

    def collect(self, page: Page) -> int:
        """Takes in the links of a page; how many of them are new and look like products."""
        times = Counter(page_id(link.url) for link in page.links if link.kind == "a" and link.url.startswith("http"))
        spoken = tuple(dict.fromkeys(tag for tag in (page.language, *self._languages) if tag))
        before = self.products_waiting()
        for link in page.links:
            candidate = self._candidate(link, spoken)
            if candidate is not None:
                self._add(replace(candidate, times=times[candidate.id]))
        return self.products_waiting() - before

    def products_waiting(self) -> int:
        """How many pages that look like products have not been visited."""
        return sum(1 for _ in self._like_products())

    def add_products(self, urls: Iterable[str]) -> None:
        """Takes in addresses of a sitemap that are products by their form, or look like those met before."""
        for url in urls:
            clean = normalise(url)
            if clean and self.inside(clean) and not changes_state(clean) and not is_file(clean):
                product = path_role(clean) == "product" or self._shapes[shape(clean)] > 0
                self._add(Candidate(clean, "product" if product else "", "sitemap"))

    def _candidate(self, link: Link, spoken: tuple[str, ...]) -> Candidate | None:
        url = normalise(link.url) if link.kind == "a" else ""
        if not url or not self.inside(url) or changes_state(url) or is_file(url):
            return None
        role = link_role(replace(link, url=url), spoken)
        return None if role in _NEVER else Candidate(url, role, link.place, link.text)

    def _add(self, candidate: Candidate) -> None:
        known = self._found.get(candidate.id)
        if known is None:
            if len(self._found) < _MAX_FOUND:
                self._found[candidate.id] = candidate
        elif candidate.role and not known.role:
            self._found[candidate.id] = replace(candidate, times=max(candidate.times, known.times))

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
        return next((c for c in self.open() if c.place == place and not c.role and 1 < len(c.text) < 60), None)

    def listing(self) -> Candidate | None:
        """The next page that seems to list goods: by its form, else whatever the navigation leads to."""
        waiting = list(self.open())
        by_form = (c for c in waiting if c.role == "listing")
        in_nav = (c for c in waiting if c.place == "nav" and not c.role)
        return next(by_form, None) or next(in_nav, None)

    def product(self) -> Candidate | None:
        """The next product of the sample: the surest kind first, then by a hash, which is no shop's choice."""
        return min(self._like_products(), key=self._rank, default=None)

    def _like_products(self) -> Iterator[Candidate]:
        for c in self.open():
            if c.role == "product" or (not c.role and c.place in ("main", "sitemap") and self._looks_like_one(c)):
                yield c

    def _looks_like_one(self, c: Candidate) -> bool:
        met = self._shapes[shape(c.url)]
        depth = len([p for p in urlsplit(c.url).path.split("/") if p])
        return met > 0 or (
            met > -2 and depth > 0 and c.place == "main" and (c.times > 1 or bool(_PRICE.search(c.text)))
        )

    def _rank(self, c: Candidate) -> tuple[bool, bool, bool, str]:
        twin = _slug(c.url) in self._slugs  # the same thing in another colour
        met = self._shapes[shape(c.url)]
        return twin, met < 0, not (c.role == "product" or met > 0), hashlib.sha256(c.id.encode()).hexdigest()

    def learn(self, candidate: Candidate, page: Page | None) -> bool:
        """Remembers whether `candidate` led to a product, for its kind of address; says whether it did."""
        product = page is not None and is_product(page)
        self._shapes[shape(candidate.url)] += 1 if product else -1
        if product:
            self._slugs.add(_slug(candidate.url))
        return product


def is_product(page: Page) -> bool:
    """Whether a page is one product's, by its address, its platform's mark or its markup."""
    return "product" in (body_role(page), goods_role(page), path_role(page.url))


def is_listing(page: Page) -> bool:
    return "listing" in (body_role(page), goods_role(page))


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
