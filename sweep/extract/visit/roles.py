"""Which page is what: the role a link seems to lead to, and the role of every page of a visit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from sweep.extract.lexicon import lexicon
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of
from sweep.extract.pages.links import Link
from sweep.extract.visit.contents import content_role, identifies, is_article, is_hub
from sweep.extract.visit.platforms import MANY, body_role, goods_role, path_role
from sweep.extract.visit.ways import Way, own_first, page_key, ways_to
from sweep.extract.words.labels import LABEL_ROLES, MAX_LABEL, known, label_role, tidy
from sweep.extract.words.text import fold

__all__ = ["assign", "link_role", "page_key"]

_LANGUAGE_ROOT = re.compile(r"^/(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:index\.(?:html?|php))?$")
_EXTENSION = re.compile(r"\.(?:html?|php|aspx?|jsp)$")
_SLUG_NOISE = re.compile(r"[-_+.\d\s]+")
_GOODS = ("product", "listing", "basket", "checkout")
_AMOUNT = re.compile(r"[€£$]|(?<!\w)(?:EUR|PLN|zł)(?!\w)")
_TITLE_END = re.compile(r"\s[|–—·-]\s")


def link_role(link: Link, languages: Sequence[str]) -> str:
    """The role that a link seems to lead to ("login" for accounts), or "": its text first, then its address.

    A long text is a teaser, not the label of a legal page; its address may still show a product or a listing.
    """
    if not link.url.startswith("http") or link.kind == "form":
        return ""
    spoken = known(languages)
    role = label_role(link.text, spoken)[0]
    if role:
        return role
    by_platform = path_role(link.url)
    if len(link.text) > MAX_LABEL:
        return by_platform if by_platform in _GOODS else ""
    return by_platform or slug_role(link.url, spoken)[0]


@lru_cache(maxsize=20_000)
def slug_role(url: str, languages: tuple[str, ...]) -> tuple[str, int]:
    """(role, strength) by the words of the last part of an address: "/pages/mentions-legales"."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return "", 0
    last = next((part for part in reversed(path.split("/")) if part), "")
    return label_role(_SLUG_NOISE.sub(" ", _EXTENSION.sub("", fold(unquote(last)))), languages, 2)


def assign(
    pages: Sequence[Page],
    *,
    home: str = "",
    redirects: Mapping[str, str] | None = None,
    languages: Sequence[str] = (),
) -> None:
    """Sets `role` of every page of one visit; a page that is no success or could not be read has none ("other").

    `home` is the address on the list, `redirects` lead from asked to final addresses (both as `page_key`).
    """
    spoken = known(languages or [code for page in pages if (code := language_of(page))])
    ways = ways_to(pages, redirects or {}, spoken)
    start = _home_key(pages, home, redirects or {})
    for page in pages:
        page.role = "other"
        if page.problem or not 200 <= page.status < 300:
            continue
        way = ways[page_key(page.url)]
        own = own_first(page, spoken)
        page.role = "home" if page_key(page.url) == start else _role(page, way, own, alone=len(pages) == 1)
    _find_listings(pages)
    _find_hubs(pages, spoken)
    _find_strangers(pages, ways, spoken)
    _find_notice(pages, ways)
    _find_frames(pages, redirects or {})


def _find_hubs(pages: Sequence[Page], languages: tuple[str, ...]) -> None:
    """A page called "legal" that only leads on to the legal pages is none of them."""
    home = next((page for page in pages if page.role == "home"), None)
    everywhere = frozenset(link.url for link in home.links) if home is not None else frozenset()
    for page in pages if home is not None else ():
        if page.role in LABEL_ROLES and is_hub(page, own_first(page, languages), everywhere):
            page.role = "other"


def _find_strangers(pages: Sequence[Page], ways: Mapping[str, Way], languages: tuple[str, ...]) -> None:
    """A legal notice that only goods and texts lead to, beside one of the menus, is somebody else's: a supplier's."""
    notices = [p for p in pages if p.role == "legal_notice"]
    if len(notices) < 2:
        return
    home = {page_key(p.url) for p in pages if p.role == "home"}
    everywhere = frozenset(link.url for p in pages if p.role == "home" for link in p.links)
    leading = {page_key(p.url) for p in pages if p.role == "other" and is_hub(p, languages, everywhere)}
    ours = [p for p in notices if ways[page_key(p.url)].places & {"footer", "nav"}]
    ours += [p for p in notices if ways[page_key(p.url)].sources & (home | leading)]
    for page in notices if ours else ():
        if page not in ours:
            page.role = "other"


_SHORT = 1_000  # characters of a page that says who sells and little else


def _find_notice(pages: Sequence[Page], ways: Mapping[str, Way]) -> None:
    """Where none is called legal notice, the one page of the menus that says in figures who sells is it.

    A long one without terms beside it holds them, too: everything on one page, called "questions" or "good to know".
    """
    taken = {page.role for page in pages}
    if taken & {"legal_notice", "contact", "about"}:
        return
    many = max(2, len(pages) // 2)
    told = [p for p in pages if _uncalled(p, ways[page_key(p.url)], many) and identifies(p)]
    if len(told) == 1:
        told[0].role = "legal_notice" if "terms" in taken or len(told[0].text) < _SHORT else "terms"


def _uncalled(page: Page, way: Way, many: int) -> bool:
    """Whether the menus lead to a page under a name that tells no role; its own words may have given it one."""
    text = page.role in ("other", "withdrawal", "delivery", "guarantee")
    return text and len(way.sources) >= many and not set(way.labels) & set(LABEL_ROLES)


def _find_frames(pages: Sequence[Page], redirects: Mapping[str, str]) -> None:
    """What a legal page shows in a frame is a page of its role."""
    by_key = {page_key(p.url): p for p in pages if not p.problem and 200 <= p.status < 300}
    for page in pages:
        for link in page.links if page.role in LABEL_ROLES else ():
            key = page_key(link.url) if link.kind == "frame" else ""
            inner = by_key.get(redirects.get(key, key))
            if inner is not None and inner.role == "other":
                inner.role = page.role


def _find_listings(pages: Sequence[Page]) -> None:
    """A page of no role that leads to several products is a listing, whatever its markup."""
    products = {page_key(p.url) for p in pages if p.role == "product"}
    for page in pages:
        if page.role == "other" and 200 <= page.status < 300 and not page.problem:
            leads = {page_key(link.url) for link in page.links if link.place == "main"} & products
            if len(leads) >= MANY and not identifies(page):
                page.role = "listing"


def _home_key(pages: Sequence[Page], home: str, redirects: Mapping[str, str]) -> str:
    """The key of the home page: where the listed address led, or the shortest root of the visit."""
    readable = {page_key(p.url) for p in pages if not p.problem and 200 <= p.status < 300}
    start = page_key(home)
    start = redirects.get(start, start)
    if start in readable and _is_root(start):
        return start
    roots = sorted((k for k in readable if _is_root(k)), key=lambda k: (len(k), k))
    return roots[0] if roots else (start if start in readable and len(readable) > 1 else "")


def _is_root(key: str) -> bool:
    return bool(_LANGUAGE_ROOT.match(key[key.find("/") :] if "/" in key else "/"))


def _role(page: Page, way: Way, languages: tuple[str, ...], *, alone: bool) -> str:
    """One page's role. What its platform or markup says about goods outweighs what links call it."""
    by_path, by_body = path_role(page.url), body_role(page)
    by_goods = goods_role(page) or ("" if _is_till(page, by_path, languages) else _by_buttons(page, languages))
    for sure in (by_body, by_goods if by_goods == "product" else "", by_path):
        if sure in _GOODS:
            return sure
    if "login" in (by_body, by_path):
        return "other"
    if is_article(page) and not (way.places & {"footer", "nav"} and max(way.labels.values(), default=0) == 3):
        return by_goods or "other"
    votes = _votes(page, way, languages, guessed=not alone and not way.places)
    if by_goods == "listing" and not any(votes[role] >= 3 for role in LABEL_ROLES):
        return "listing"
    best = max(votes.values(), default=0)
    if best < 2:
        return by_goods or (content_role(page, languages) if way.places - {"main"} else "") or "other"
    return next(role for role in (*LABEL_ROLES, *_GOODS) if votes[role] == best)


def _votes(page: Page, way: Way, languages: tuple[str, ...], *, guessed: bool) -> Counter[str]:
    """Role -> points: labels that lead to the page, what it calls itself, its address, what its platform says.

    An address that no link leads to was guessed: a shop may answer it with anything, so only the page itself counts.
    """
    votes = Counter({role: points for role, points in way.labels.items() if role in LABEL_ROLES or role in _GOODS})
    named = _names(page, languages)
    for role, strength in named if guessed else (*named, slug_role(page.url, languages)):
        if role in LABEL_ROLES or role in _GOODS:
            votes[role] += strength
    for role in () if guessed else (path_role(page.url), body_role(page)):
        if role in LABEL_ROLES:
            votes[role] += 3
    if guessed and (role := content_role(page, languages)):
        votes[role] += 2
    return votes


_TILL = ("basket", "checkout")


def _is_till(page: Page, by_path: str, languages: tuple[str, ...]) -> bool:
    """Whether a page calls itself basket or checkout: "Buy now" is what its last button says, too."""
    named = (slug_role(page.url, languages), *_names(page, languages))
    return by_path in _TILL or any(role in _TILL for role, _ in named)


def _by_buttons(page: Page, languages: tuple[str, ...]) -> str:
    """ "product" where one thing can be put into the basket, "listing" where many can, or ""."""
    labels = basket_labels(languages)
    buttons = sum(
        1 for link in page.links if link.place == "main" and (tidy(link.text) in labels or fills_basket(link))
    )
    if not buttons or not _AMOUNT.search(page.text):
        return ""
    return "listing" if buttons >= MANY else "product"


_TO_BASKET = re.compile(
    r"/(?:add[-_]?to[-_]?)?(?:basket|cart|panier|warenkorb|winkel(?:wagen|mand)|carrito|cesta|carrello|koszyk|cesto|carrinho)"
    r"(?:/add)?/?"
)


def fills_basket(link: Link) -> bool:
    """Whether a form puts something into the basket, whatever its button says."""
    return link.kind == "form" and bool(_TO_BASKET.fullmatch(urlsplit(link.url).path.lower()))


@cache
def basket_labels(languages: tuple[str, ...]) -> frozenset[str]:
    """What buttons say that put something into the basket, tidied (`labels.tidy`)."""
    return frozenset(tidy(label) for code in languages for label in lexicon(code)["statements"].get("label_basket", ()))


def _names(page: Page, languages: tuple[str, ...]) -> list[tuple[str, int]]:
    """What the page calls itself: its title without the shop's name, and its first headings."""
    title = _TITLE_END.split(page.title)
    names = [title[0], *([title[-1]] if len(title) > 1 else []), *page.headings[:1]]
    return [label_role(name, languages) for name in dict.fromkeys(names)]
