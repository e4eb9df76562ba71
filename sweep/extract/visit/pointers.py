"""A visit before its gaps are known, and its pointers: links inside the shop to what was not read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, takewhile
from urllib.parse import urldefrag, urlsplit

from checks.facts import Unknown
from sweep.capture import Capture, Failure
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of, spoken
from sweep.extract.pages.links import Link
from sweep.extract.visit.platforms import path_role
from sweep.extract.visit.roles import link_role, page_key
from sweep.extract.words.labels import LABEL_ROLES, known, label_role

# Elsewhere on the web stand a platform's copies of these; authorities and social networks have the others.
_ELSEWHERE = ("legal_notice", "terms", "withdrawal", "delivery")


_FEWEST_PAGES = 3  # of which most must link to a thing, if there are not more


@dataclass(frozen=True)
class Visit:
    """One visit before its gaps are known. `problems`: page key -> why that page could not be read, or not whole."""

    capture: Capture
    pages: tuple[Page, ...]  # readable, roles assigned
    problems: Mapping[str, Unknown]
    redirects: Mapping[str, str]
    templates: frozenset[str]
    languages: tuple[str, ...]
    frame: frozenset[str]  # `templates.frame_lines` of the pages

    @cached_property
    def read(self) -> frozenset[str]:
        return frozenset(page_key(p.url) for p in self.pages)

    @cached_property
    def home(self) -> Page | None:
        return next((p for p in self.pages if p.role == "home"), None)

    @cached_property
    def failures(self) -> dict[str, Failure]:
        return {page_key(f.url): f for f in self.capture.failures}

    @cached_property
    def pointers(self) -> tuple[Pointer, ...]:
        return tuple(_pointers(self))

    @cached_property
    def in_all_menus(self) -> frozenset[str]:
        """What most pages link to: menus that no markup calls so."""
        keys = {url: self.target(url) for url in {link.url for page in self.pages for link in page.links}}
        counts = Counter(chain.from_iterable({keys[link.url] for link in page.links} for page in self.pages))
        most = max(len(self.pages), _FEWEST_PAGES)
        return frozenset(key for key, pages in counts.items() if 2 * pages > most)

    @cached_property
    def at_the_bottom(self) -> frozenset[str]:
        """What the last links of the home page lead to, as far as most pages have them: a footer not called so."""
        links = [link for link in self.home.links if link.kind == "a"] if self.home else []
        last = (self.target(link.url) for link in reversed(links[len(links) // 2 :]))
        return frozenset(takewhile(self.in_all_menus.__contains__, last))

    def target(self, url: str) -> str:
        key = page_key(url)
        return self.redirects.get(key, key)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link inside the shop to something that was not read. `strength` is that of its label (3 the whole label)."""

    page: Page
    link: Link
    role: str
    strength: int


def _pointers(visit: Visit) -> Iterator[Pointer]:
    """Links to what was not read that are informational or without a known role, each target and role once."""
    seen: set[tuple[str, str, str]] = set()
    # Where links lead that were met before; most stand on all pages, and tell no more on the second of a kind.
    met: defaultdict[tuple[tuple[str, ...], str], dict[Link, str]] = defaultdict(dict)
    for page in visit.pages:
        languages = known(tag for tag in dict.fromkeys((language_of(page), *spoken(page), *visit.languages)) if tag)
        here = page_key(page.url)
        others, before = visit.read - {here}, met[languages, _host(page.url)]
        for link in page.links:
            if before.get(link, here) != here:
                continue
            before[link] = target = visit.target(link.url)
            if link.kind == "form" or not link.url.startswith("http") or target in others:
                continue
            role = link_role(link, languages)
            if (target, role, link.place) in seen or not _may_inform(link, role):
                continue
            if role not in _ELSEWHERE and not same_shop(link.url, page.url):
                continue
            if target == here and not _by_script(page, link, role):
                continue
            seen.add((target, role, link.place))
            yield Pointer(page, link, role, label_role(link.text, languages)[1])
    yield from _left_out(visit)


def _may_inform(link: Link, role: str) -> bool:
    return role in LABEL_ROLES or role == "help" or not (role or path_role(link.url))


def _left_out(visit: Visit) -> Iterator[Pointer]:
    """Pages that the visit found, perhaps in a sitemap, and left out, as far as their address names a role."""
    if visit.home is None:
        return
    for url in visit.capture.not_followed:
        link = Link(url, "", "a", "footer")
        role = link_role(link, visit.languages)
        if role in LABEL_ROLES and visit.target(url) not in visit.read:
            yield Pointer(visit.home, link, role, 3)


def _by_script(page: Page, link: Link, role: str) -> bool:
    """Whether a link to its own page is the label of something that only scripts show."""
    fragment = urldefrag(link.url)[1]
    if not role or page.role == role or link.place == "main":
        return False
    return not (fragment and page.tree.css_first(f'[id="{_plain(fragment)}"], [name="{_plain(fragment)}"]'))


def _plain(fragment: str) -> str:
    return re.sub(r"[^\w.:-]", "", fragment)


def is_self(visit: Visit, pointer: Pointer) -> bool:
    """Whether a pointer leads to the page that it stands on."""
    return visit.target(pointer.link.url) == page_key(pointer.page.url)


def same_shop(one: str, other: str) -> bool:
    """Whether two addresses are of one shop."""
    return same_host(_host(one), _host(other))


@lru_cache(maxsize=20_000)
def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


@lru_cache(maxsize=20_000)
def same_host(one: str, other: str) -> bool:
    """Whether two hosts are one shop: the same, or one below the other, "www." apart."""
    a, b = one.lower().removeprefix("www."), other.lower().removeprefix("www.")
    return a == b or a.endswith("." + b) or b.endswith("." + a)
