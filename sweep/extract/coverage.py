"""What was not read, role by role: the reasons why a thing that was not found must not be called absent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urldefrag, urlsplit

from checks.facts import Unknown
from sweep.capture import Capture, Failure
from sweep.extract.contents import own_text
from sweep.extract.emptied import emptied
from sweep.extract.labels import LABEL_ROLES, known, label_role
from sweep.extract.languages import foreign, language_of, spoken
from sweep.extract.links import Link
from sweep.extract.next_parts import goes_on
from sweep.extract.page import Page
from sweep.extract.platforms import path_role
from sweep.extract.roles import link_role, page_key
from sweep.extract.text import fold
from sweep.extract.unseen import unseen_text

FEW_PAGES = 3  # a visit with fewer pages, none of them informational, is not a whole shop
_FILE = re.compile(r"\.(pdf|docx?|odt|rtf|jpe?g|png|gif|webp|zip|xml)$", re.IGNORECASE)
_FAILURES = {
    **dict.fromkeys(("dns", "connect", "tls", "timeout", "protocol", "redirects", "server"), "unreachable"),
    **dict.fromkeys(("refused", "robots", "budget"), "not fetched"),
    "too large": "not parsed",
}
# Elsewhere on the web stand a platform's copies of these; authorities and social networks have the others.
_ELSEWHERE = ("legal_notice", "terms", "withdrawal", "delivery")
_SHUT_STATUS = (401, 403, 407, 429, 451)


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


def gaps(visit: Visit) -> dict[str, Unknown]:
    """Role -> why nothing may be called absent from pages of that role. Every doubt is a gap."""
    whole = _whole_shop(visit)
    if whole is not None:
        return dict.fromkeys((*LABEL_ROLES, "home", "listing", "product", "basket", "checkout", "other"), whole)
    found = {role: gap for role in LABEL_ROLES if (gap := _own_gap(visit, role)) is not None}
    rest = _open_end(visit, found)
    if rest is not None:
        unlinked = (role for role in LABEL_ROLES if role not in found and not _pages(visit, role))
        found.update(dict.fromkeys(unlinked, rest))
    for role in ("listing", "product", "basket", "checkout"):
        if not _pages(visit, role):
            found[role] = Unknown("not fetched", f"no {role} page was read")
    return found


def _pages(visit: Visit, role: str) -> list[Page]:
    return [p for p in visit.pages if p.role == role]


def _whole_shop(visit: Visit) -> Unknown | None:
    """Why the visit as a whole proves no absence: no home page, none that could be read, or in no known language."""
    home = visit.home
    if home is None:
        start = visit.target(visit.capture.url)
        asked = _reason(visit, start) or _reason(visit, page_key(visit.capture.url))
        return asked or Unknown("not fetched", "the home page is not among the pages of this visit")
    if page_key(home.url) in visit.problems:
        return visit.problems[page_key(home.url)]
    if not any(page.text for page in visit.pages):
        return Unknown("not parsed", f"no words on {home.url}")
    if not spoken(home):
        return Unknown("language", home.url)
    if not any(link.kind in ("a", "frame") and visit.target(link.url) != page_key(home.url) for link in home.links):
        return Unknown("scripts needed", f"no links on {home.url}")
    return None


def _own_gap(visit: Visit, role: str) -> Unknown | None:
    """What a role itself lacks: its page is unfilled, cut off or in another language, or a link to one was not read."""
    pages = _pages(visit, role)
    for page in pages:
        problem = _page_problem(visit, page)
        if problem is not None:
            return problem
    for page in pages:
        for link in page.links:
            if goes_on(page, link) and visit.target(link.url) not in visit.read:
                return _pointer_reason(visit, Pointer(page, link, role, 3))
    for pointer in visit.pointers:
        if pointer.role == role and (not pages or _counts_beside(visit, pointer)):
            return _pointer_reason(visit, pointer)
    return None


def _page_problem(visit: Visit, page: Page) -> Unknown | None:
    if page.url in visit.templates:
        return Unknown("unfilled template", page.url)
    if page_key(page.url) in visit.problems:
        return visit.problems[page_key(page.url)]
    if not spoken(page) or (page.role in LABEL_ROLES and _in_unknown_language(page)):
        return Unknown("language", page.url)
    if page.role not in LABEL_ROLES:
        return None
    return unseen_text(page, lambda url: visit.target(url) in visit.read) or emptied(page, visit.frame)


_LONG = 8_000  # characters of a text whose language its small words have told for certain


def _in_unknown_language(page: Page) -> bool:
    """Whether a page's own words, menus apart, are in no language known here, whatever it declares."""
    return len(page.text) < _LONG and foreign(language_of(page), fold(own_text(page)))


def _counts_beside(visit: Visit, pointer: Pointer) -> bool:
    """Whether a link of a role that was read leads to a further page of it, not to another language or a widget.

    A file of that role linked in the text of its page, "our terms (PDF)", is where its words stand.
    """
    if pointer.page.role == pointer.role and _FILE.search(urlsplit(pointer.link.url).path):
        return True
    if pointer.strength < 3 or pointer.link.kind != "a":
        return False
    if pointer.link.place == "main" and not _in_the_menu(visit, pointer):
        return False
    own_language = spoken(pointer.page)[:1] == visit.languages[:1]
    return own_language and _same_shop(pointer.link.url, pointer.page.url) and not _is_self(visit, pointer)


def _in_the_menu(visit: Visit, pointer: Pointer) -> bool:
    """Whether most pages link to the same: a menu that no markup calls one."""
    target = visit.target(pointer.link.url)
    pages = sum(any(visit.target(link.url) == target for link in page.links) for page in visit.pages)
    return 2 * pages > max(len(visit.pages), FEW_PAGES)


def _open_end(visit: Visit, found: Mapping[str, Unknown]) -> Unknown | None:
    """Why a role without any page or link may still have one that we did not see."""
    if visit.capture.truncated:
        return Unknown("not fetched", "the archive ends early")
    for role in LABEL_ROLES:
        if role in found:
            return found[role]
    for pointer in visit.pointers:
        if pointer.role not in LABEL_ROLES and _could_be_text(visit, pointer):
            return _pointer_reason(visit, pointer)
    informational = any(p.role in LABEL_ROLES for p in visit.pages)
    if not informational and len(visit.pages) < FEW_PAGES:
        return Unknown("not fetched", "too few pages of this shop were read")
    return None


def _could_be_text(visit: Visit, pointer: Pointer) -> bool:
    """An unread page without a known label that may be a text: it stands in a footer, or is called help."""
    if pointer.link.kind != "a" or _is_self(visit, pointer) or not _same_shop(pointer.link.url, pointer.page.url):
        return False
    if _FILE.search(urlsplit(pointer.link.url).path) and not pointer.link.text:
        return False
    return pointer.link.place == "footer" or pointer.role == "help"


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
            if role not in _ELSEWHERE and not _same_shop(link.url, page.url):
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


def _is_self(visit: Visit, pointer: Pointer) -> bool:
    return visit.target(pointer.link.url) == page_key(pointer.page.url)


def _pointer_reason(visit: Visit, pointer: Pointer) -> Unknown:
    if _is_self(visit, pointer):
        return Unknown("scripts needed", f"{pointer.link.text!r} on {pointer.page.url}")
    reason = _reason(visit, visit.target(pointer.link.url))
    if reason is not None:
        return reason
    if _FILE.search(urlsplit(pointer.link.url).path):
        return Unknown("not parsed", f"not a web page: {pointer.link.url}")
    return Unknown("not fetched", pointer.link.url)


def _reason(visit: Visit, key: str) -> Unknown | None:
    """Why the page of that key was not read, where the visit knows."""
    if key in visit.problems:
        return visit.problems[key]
    failure = visit.failures.get(key)
    if failure is None:
        return None
    return Unknown(_FAILURES.get(failure.kind, "unreachable"), f"{failure.url[:300]}: {failure.detail or failure.kind}")


def status_problem(page: Page) -> Unknown | None:
    """Why a page with this status holds nothing of the shop's, or None for a success."""
    if 200 <= page.status < 300:
        return None
    kind = "blocked" if page.status in _SHUT_STATUS else "unreachable"
    return Unknown(kind, f"{page.url} answered {page.status}")


def _same_shop(one: str, other: str) -> bool:
    return same_host(_host(one), _host(other))


@lru_cache(maxsize=20_000)
def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


@lru_cache(maxsize=20_000)
def same_host(one: str, other: str) -> bool:
    """Whether two hosts are one shop: the same, or one below the other, "www." apart."""
    a, b = one.lower().removeprefix("www."), other.lower().removeprefix("www.")
    return a == b or a.endswith("." + b) or b.endswith("." + a)
