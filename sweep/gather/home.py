"""The way into a shop: which address answers, where it refreshes to, and which of its languages is ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from urllib.parse import urljoin, urlsplit, urlunsplit

from sweep.capture import Failure
from sweep.extract.data.hints import alternates
from sweep.extract.lexicon import code_of
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from sweep.gather.addresses import literal
from sweep.gather.urls import page_id, starts

_NO_ANSWER = frozenset({"connect", "tls", "timeout", "protocol", "server"})
_REFRESH = re.compile(r"^\s*\d{1,2}\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_LANGUAGE_DOOR = re.compile(r"^/([a-z]{2})(?:[-_][a-z]{2})?/?$", re.IGNORECASE)


def enter(target: str, opened: Callable[[str], Page | Failure]) -> Page | Failure:
    """The home page of a line of a list: as it stands, with https and http, and with "www." where the name is none."""
    tries = starts(target)
    if not tries:
        return Failure(target, "protocol", "this is no address of a web site")
    answer: Page | Failure = Failure(target, "protocol", "")
    for start in tries:
        answer = opened(start)
        if isinstance(answer, Page) or answer.kind not in _NO_ANSWER:
            break
    if isinstance(answer, Failure) and answer.kind == "dns" and (other := _with_www(tries[-1])):
        return opened(other)
    return answer


def _with_www(url: str) -> str:
    """The same address with "www." before it; "" where that makes no sense."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host.startswith("www.") or "." not in host or literal(host) is not None:
        return ""
    return urlunsplit((parts.scheme, f"www.{parts.netloc}", parts.path, parts.query, ""))


def refresh(page: Page) -> str:
    """Where a page without content of its own sends its visitors at once; "" for any other."""
    for node in page.tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            match = _REFRESH.match(node.attributes.get("content") or "")
            if match and len(page.text) <= 300:
                return str(urljoin(page.url, match[1].strip()))
    return ""


def language_doors(page: Page) -> tuple[tuple[str, str], ...]:
    """(language, address) of the links by which a page offers nothing but the choice of a language."""
    doors = []
    for link in page.links:
        match = _LANGUAGE_DOOR.match(urlsplit(link.url).path) if link.url.startswith("http") else None
        if match:
            doors.append((match[1].lower(), link.url))
    return tuple(dict.fromkeys(doors))


def wanted_door(page: Page, languages: Sequence[str]) -> str:
    """Of the doors of a page that is nothing but a choice of languages, the one most wanted; "" for any other page."""
    doors = language_doors(page) if len(page.links) <= 20 else ()
    if not doors:
        return ""
    wanted = [code_of(tag) for tag in languages]
    rank = {tag: n for n, tag in reversed(list(enumerate(wanted)))}
    return min(doors, key=lambda door: rank.get(code_of(door[0]), len(wanted)))[1]


def wanted_version(page: Page, languages: Sequence[str], country: str) -> str:
    """The version of a page for our languages and country, where it names one (hreflang) that fits better; else ""."""
    versions = alternates(page)
    if not versions or not languages:
        return ""
    wanted = [code_of(tag) for tag in languages]

    def rank(tag: str) -> tuple[int, int]:
        language, _, region = tag.partition("-")
        place = wanted.index(code) if (code := code_of(language)) in wanted else len(wanted)
        return place, (0 if region == country.lower() else 2) if region else 1

    here = [rank(tag) for tag, url in versions if page_id(url) == page_id(page.url)] or [rank(language_of(page))]
    best, url = min(((rank(tag), url) for tag, url in versions), key=lambda version: version[0])
    return url if best < min(here) and best[0] < len(wanted) else ""
