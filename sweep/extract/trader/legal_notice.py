"""The page that identifies the trader: where it is, how many clicks from home, and whether it was filled in."""

from __future__ import annotations

from checks.facts import Absent, Fact, Found, LegalNotice, Unknown
from sweep.extract.page import Page
from sweep.extract.pages.forms import contact_form as form_tag
from sweep.extract.pages.forms import perhaps_contact_form
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.roles import page_key
from sweep.extract.visit.templates import frame_lines, unfilled

_FAR = 9  # clicks; a way that is longer is none


def legal_notice(shop: ShopPages) -> Fact[LegalNotice]:
    """The legal notice nearest to the home page, quoted by its first placeholder or else by its heading."""
    pages = shop.of("legal_notice")
    if not pages:
        return shop.not_found("legal_notice")
    frame = frame_lines(shop.pages)
    ways = {page.url: _clicks(shop, page) for page in pages}
    page = min(pages, key=lambda p: (_FAR if ways[p.url] is None else ways[p.url], p.url))
    left = unfilled(page, frame)
    more = tuple(page.evidence(words) for words in left[1:5])
    return Found(LegalNotice(page.url, ways[page.url], left), page.evidence(left[0] if left else _heading(page)), more)


def _heading(page: Page) -> str:
    lines = page.text.split("\n")
    return next((h for h in page.headings if h in page.text), lines[0] if lines else "")


def _clicks(shop: ShopPages, wanted: Page) -> int | None:
    """Clicks from the home page to `wanted` over the links of the pages read; None where no way was seen."""
    reached = {page_key(p.url) for p in shop.of("home")}
    target = page_key(wanted.url)
    edge, clicks = set(reached), 0
    while edge and clicks < _FAR:
        if target in edge:
            return clicks
        pages = [p for p in shop.pages if page_key(p.url) in edge]
        edge = {shop.final_key(link.url) for p in pages for link in p.links if link.kind == "a"} - reached
        reached |= edge
        clicks += 1
    return None


def contact_form(shop: ShopPages) -> Fact[str]:
    """A form in which a consumer can write to the shop; the value is the address of its page."""
    pages = tuple(shop.of("contact", "legal_notice", "about", "other", "withdrawal", "home"))
    for page in pages:
        tag = form_tag(page)
        if tag:
            return Found(page.url, page.evidence(tag))
    missing: Absent | Unknown = shop.not_found("contact")
    asked = next((page for page in pages if perhaps_contact_form(page)), None)
    if asked is not None and isinstance(missing, Absent):
        return Unknown("unclear", f"{asked.url}: a field for questions")
    return missing
