"""From a capture to its pages: redirects followed, each page once, roles assigned, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

from checks.facts import Unknown
from sweep.capture import Capture, Response
from sweep.extract.page import Page, parse_page
from sweep.extract.pages.handover import PAGES
from sweep.extract.pages.languages import language_of, spoken
from sweep.extract.pages.links import absolute
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.coverage import gaps, status_problem
from sweep.extract.visit.pointers import Visit, same_host
from sweep.extract.visit.roles import assign, page_key
from sweep.extract.visit.templates import frame_lines, is_template

_HOPS = 10
_NAMED = ("blocked", "closed")
Blocked = Callable[[Page, Response], Unknown | None]


def shop_pages_of(capture: Capture, country: str, blocked: Blocked) -> ShopPages:
    """The pages of one visit by role. `blocked` tells a page that is not the shop's own from one that is."""
    redirects = _redirects(capture)
    readable, problems = _sorted_out(capture, redirects, blocked)
    languages = _languages(readable)
    assign(readable, home=capture.url, redirects=redirects, languages=_tongues(readable))
    frame = frame_lines(readable)
    templates = frozenset(
        p.url for p in readable if p.role not in ("home", "product", "listing") and is_template(p, frame)
    )
    visit = Visit(capture, readable, problems, redirects, templates, languages, frame)
    return ShopPages(capture, readable, gaps(visit), country, languages, redirects, templates, problems)


def _redirects(capture: Capture) -> dict[str, str]:
    """Key of the asked address -> key of the final one, chains followed."""
    steps = {
        page_key(r.url): page_key(target)
        for r in sorted(capture.responses, key=lambda r: (r.fetched_at, r.url))
        if 300 <= r.status < 400 and r.method != "POST"
        if r.header("location") and (target := absolute(r.url, r.header("location")))
    }
    ends = {}
    for start in steps:
        end = start
        for _ in range(_HOPS):
            if end not in steps or steps[end] == end:
                break
            end = steps[end]
        if end != start:
            ends[start] = end
    return ends


def _sorted_out(
    capture: Capture, redirects: dict[str, str], blocked: Blocked
) -> tuple[tuple[Page, ...], dict[str, Unknown]]:
    """Readable pages by address, and page key -> problem (of those cut off, too: they stay readable)."""
    pages: list[Page] = []
    problems: dict[str, Unknown] = {}
    for key, response in sorted(_finals(capture, redirects).items()):
        page = PAGES.take(response) or parse_page(response)
        problem = _problem(page, blocked(page, response))
        if problem is None:
            pages.append(page)
            if response.truncated or page.cut:
                problem = Unknown("not parsed", f"{page.url}: {page.cut}" if page.cut else f"{page.url} was cut off")
        if problem is not None:
            problems[key] = problem
    return tuple(sorted(pages, key=lambda p: p.url)), problems


def _problem(page: Page, wall: Unknown | None) -> Unknown | None:
    """Why a page tells nothing of the shop. A wall has a name, which says more than the status it comes with."""
    status = status_problem(page)
    if status is not None:
        return Unknown(wall.kind, f"{wall.detail}: {page.url}") if wall and wall.kind in _NAMED else status
    if page.problem:
        return Unknown("not parsed", f"{page.url}: {page.problem}")
    return wall


def _finals(capture: Capture, redirects: dict[str, str]) -> dict[str, Response]:
    """Page key -> the response to judge: no redirects, no other sites, of several the last success."""
    start = page_key(capture.url)
    hosts = {(urlsplit(capture.url).hostname or ""), redirects.get(start, start).split("/", 1)[0].split(":", 1)[0]}
    finals: dict[str, Response] = {}
    ranked = sorted(capture.responses, key=lambda r: (200 <= r.status < 300, r.fetched_at, r.sha256))
    for response in (r for r in ranked if r.method != "POST"):  # what answers a form is no page to come back to
        host = urlsplit(response.url).hostname or ""
        if not 300 <= response.status < 400 and any(same_host(host, h) for h in hosts):
            finals[page_key(response.url)] = response
    return finals


def _tongues(pages: tuple[Page, ...]) -> tuple[str, ...]:
    """The languages of the pages, read here or not, the most frequent first."""
    counts = Counter(code for page in pages if (code := language_of(page)))
    return tuple(sorted(counts, key=lambda code: (-counts[code], code)))


def _languages(pages: tuple[Page, ...]) -> tuple[str, ...]:
    counts = Counter(languages[0] for page in pages if (languages := spoken(page)))
    return tuple(sorted(counts, key=lambda code: (-counts[code], code)))
