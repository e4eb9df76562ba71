"""What was not read, role by role: the reasons why a thing that was not found must not be called absent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from checks.facts import Unknown
from sweep.extract.page import Page
from sweep.extract.pages.languages import foreign, language_of, spoken
from sweep.extract.visit.contents import addresses, identifies, own_text
from sweep.extract.visit.emptied import emptied
from sweep.extract.visit.next_parts import goes_on
from sweep.extract.visit.pointers import Pointer, Visit, is_self, same_shop
from sweep.extract.visit.roles import page_key
from sweep.extract.visit.templates import own_lines
from sweep.extract.visit.unseen import hides_text, unseen_text
from sweep.extract.words.labels import LABEL_ROLES

FEW_PAGES = 3  # a visit with fewer pages, none of them informational, is not a whole shop
_FILE = re.compile(r"\.(pdf|docx?|odt|rtf|jpe?g|png|gif|webp|zip|xml)$", re.IGNORECASE)
# What a shop keeps for its visitor is no text, and is never fetched.
_KEPT = re.compile(r"/(?:wishlist|compare|cart|basket|checkout|log[-_]?(?:in|out))(?=[/?#]|$)", re.IGNORECASE)
_FAILURES = {
    **dict.fromkeys(("dns", "connect", "tls", "timeout", "protocol", "redirects", "server"), "unreachable"),
    **dict.fromkeys(("refused", "robots", "budget"), "not fetched"),
    "too large": "not parsed",
}
_SHUT_STATUS = (401, 403, 407, 429, 451)


def gaps(visit: Visit) -> dict[str, Unknown]:
    """Role -> why nothing may be called absent from pages of that role. Every doubt is a gap."""
    whole = _whole_shop(visit)
    if whole is not None:
        return dict.fromkeys((*LABEL_ROLES, "home", "listing", "product", "basket", "checkout", "other"), whole)
    found = {role: gap for role in LABEL_ROLES if (gap := _own_gap(visit, role)) is not None}
    rest = _open_end(visit, found)
    if rest is not None:
        unlinked = (role for role in LABEL_ROLES if role not in found and not _telling(visit, role))
        found.update(dict.fromkeys(unlinked, rest))
    unread = _unread_text(visit)
    if unread is not None:  # it may be any of those that no page is called
        found.update({r: unread for r in LABEL_ROLES if r not in found and not _telling(visit, r)})
    card = _unnamed_card(visit)
    if card is not None:
        found.setdefault("legal_notice", Unknown("unclear", f"{card.url} gives an address under a name unknown here"))
    for role in ("listing", "product", "basket", "checkout"):
        if not _pages(visit, role):
            found[role] = Unknown("not fetched", f"no {role} page was read")
    return found


def _pages(visit: Visit, role: str) -> list[Page]:
    return [p for p in visit.pages if p.role == role]


def _unread_text(visit: Visit) -> Unknown | None:
    """Why a page under a name unknown here was not read: it is a template, or its text opens on a click only."""
    menus = visit.in_all_menus
    for page in _pages(visit, "other"):
        if page.url in visit.templates:
            return Unknown("unfilled template", page.url)
        if page_key(page.url) in menus and hides_text(page):
            return Unknown("scripts needed", f"{page.url} shows a part of its text on a click only")
    return None


_FORM_ONLY = 400  # characters of a page that is but the form with which a consumer withdraws


def _telling(visit: Visit, role: str) -> list[Page]:
    """The pages of a role that tell something: the withdrawal function alone says nothing on the right."""
    pages = _pages(visit, role)
    if role != "withdrawal":
        return pages
    own = {p: sum(map(len, own_lines(p, visit.frame))) for p in pages}
    return [p for p in pages if own[p] > _FORM_ONLY or not any(link.kind == "form" for link in p.links)]


def _unnamed_card(visit: Visit) -> Page | None:
    """A page that the home page links and that gives somebody's address, where no page is called one who does."""
    if visit.home is None or any(_pages(visit, role) for role in ("legal_notice", "contact", "about")):
        return None
    linked = {visit.target(link.url) for link in visit.home.links if link.place != "main"} | visit.in_all_menus
    cards = (page for page in _pages(visit, "other") if page_key(page.url) in linked)
    return next((page for page in cards if addresses(page) or identifies(page)), None)


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
    telling = _telling(visit, role)
    for pointer in visit.pointers:
        if pointer.role == role and (not telling or _counts_beside(visit, pointer)):
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
    return len(page.text) < _LONG and foreign(language_of(page), own_text(page))


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
    return own_language and same_shop(pointer.link.url, pointer.page.url) and not is_self(visit, pointer)


def _in_the_menu(visit: Visit, pointer: Pointer) -> bool:
    """Whether most pages link to the same: a menu that no markup calls one."""
    return visit.target(pointer.link.url) in visit.in_all_menus


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
    if pointer.link.kind != "a" or is_self(visit, pointer) or not same_shop(pointer.link.url, pointer.page.url):
        return False
    if _FILE.search(urlsplit(pointer.link.url).path) and not pointer.link.text:
        return False
    if pointer.link.place == "footer" or pointer.role == "help":
        return True
    return visit.target(pointer.link.url) in visit.at_the_bottom and not _KEPT.search(pointer.link.url)


def _pointer_reason(visit: Visit, pointer: Pointer) -> Unknown:
    if is_self(visit, pointer):
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
