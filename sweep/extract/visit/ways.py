"""How the links of a visit lead to its pages: under which names, from where, and what makes two addresses one page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from sweep.extract.data.hints import hints
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from sweep.extract.pages.links import Link
from sweep.extract.words.labels import known, label_role

FOLLOWED = ("a", "frame", "button")


@lru_cache(maxsize=50_000)
def page_key(url: str) -> str:
    """What makes two addresses the same page: no scheme, no "www.", no fragment, no trailing slash."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = (parts.netloc or "").lower().removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def own_first(page: Page, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of the visit, that of the page itself before the others."""
    own = known([language_of(page)]) if language_of(page) else ()
    return tuple(dict.fromkeys((*(code for code in own[:1] if code in languages), *languages)))


@dataclass
class Way:
    """How the links of a visit lead to a page: role -> the strongest label (one to three points), and from where."""

    labels: Counter[str] = field(default_factory=Counter)
    places: set[str] = field(default_factory=set)  # "footer", "nav", "main"; "markup" for a hint
    sources: set[str] = field(default_factory=set)  # keys of the pages it is linked from


def ways_to(pages: Sequence[Page], redirects: Mapping[str, str], languages: tuple[str, ...]) -> defaultdict[str, Way]:
    """Key of each of these pages -> how it is linked from the others."""
    found: defaultdict[str, Way] = defaultdict(Way)
    visited = {page_key(page.url) for page in pages}
    targets: dict[Link, str] = {}  # of the links of all pages, most of which stand on each of them
    told: defaultdict[tuple[str, ...], set[Link]] = defaultdict(set)
    for page in pages:
        own, here = own_first(page, languages), page_key(page.url)
        for link in page.links if len(visited) > 1 else ():
            target = targets.get(link)
            if target is None:
                target = targets[link] = _target(link, redirects, visited)
            if target and target != here:
                found[target].sources.add(here)
                if link not in told[own]:
                    told[own].add(link)
                    _tell(found[target], link, own)
        for role, url in hints(page):
            way = found[redirects.get(page_key(url), page_key(url))]
            way.places.add("markup")
            way.labels[role] = max(way.labels[role], 2)
    return found


def _target(link: Link, redirects: Mapping[str, str], visited: set[str]) -> str:
    """The key of the visited page that a link leads to, or ""."""
    key = page_key(link.url) if link.kind in FOLLOWED and link.url.startswith("http") else ""
    key = redirects.get(key, key) if key else ""
    return key if key in visited else ""


def _tell(way: Way, link: Link, languages: tuple[str, ...]) -> None:
    """Takes in where a link stands, and what it calls its page."""
    way.places.add(link.place)
    role, strength = label_role(link.text, languages) if link.text else ("", 0)
    if role:
        way.labels[role] = max(way.labels[role], strength)
