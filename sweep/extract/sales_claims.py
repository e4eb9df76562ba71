"""Words and pictures that sell and on which the law has its eye: closing sales, approvals, cures, origins, trust marks.

A sentence that denies, asks or quotes a consumer is no claim of the shop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from checks.claims import SalesClaim, SalesKind, TrustMark
from checks.facts import Fact, Found
from sweep.extract.page import Page
from sweep.extract.pages.links import absolute
from sweep.extract.pages.mentions import SourcePattern
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.pages.voices import is_others
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.stated import texts

_GOODS = ("product", "listing", "home")
_SIMPLE: dict[str, SalesKind] = {
    "ucp.only_shipping": "free",
    "ucp.closing": "closing_down",
    "ucp.approval": "approval",
    "ucp.cheapest": "cheapest",
    "ucp.shaming": "shaming",
}
_ANYWHERE: dict[str, SalesKind] = {"ucp.family": "local_story", "ucp.far": "far"}
_MADE = ("fr", "de", "it", "be", "nl", "es", "pt", "pl")
_MOST = 4  # claims of one kind kept
_TELLING = 4  # letters of a name that tells its owner within a longer one
_MARKS = {
    "trusted shops": ("trustedshops",),
    "trustedshops": ("trustedshops",),
    "fevad": ("fevad",),
    "becommerce": ("becommerce",),
    "thuiswinkel": ("thuiswinkel",),
    "webwinkelkeur": ("webwinkelkeur",),
    "ehi geprüft": ("ehi-siegel", "ehi", "shopinfo"),
    "ehi siegel": ("ehi-siegel", "ehi", "shopinfo"),
    "confianza online": ("confianzaonline",),
    "confianzaonline": ("confianzaonline",),
    "ecommerce europe": ("ecommercetrustmark", "ecommerce-europe", "thuiswinkel"),
    "safeshops": ("safeshops",),
    "norton secured": ("norton", "digicert", "verisign"),
    "verisign": ("verisign", "digicert", "norton"),
}
_MARK = SourcePattern("|".join(re.escape(name).replace(r"\ ", "[ _-]?") for name in _MARKS))


def sales_claims(shop: ShopPages) -> Fact[tuple[Found[SalesClaim], ...]]:
    """Every claim, at most _MOST of a kind; without any, Absent only where product pages were read."""
    found: dict[tuple[str, str], Found[SalesClaim]] = {}
    for told in texts(shop, *_GOODS):
        for claim in _claims(told):
            found.setdefault((claim.value.kind, claim.value.text), claim)
    for told in texts(shop, *_GOODS, "about", "delivery", "terms", "other"):
        for claim in _plain(told, _ANYWHERE):
            found.setdefault((claim.value.kind, claim.value.text), claim)
    kinds: dict[str, int] = {}
    kept = []
    for claim in found.values():
        kinds[claim.value.kind] = kinds.get(claim.value.kind, 0) + 1
        if kinds[claim.value.kind] <= _MOST:
            kept.append(claim)
    return Found(tuple(kept), kept[0].evidence) if kept else shop.not_found("product")


def _claims(told: StatementText) -> Iterator[Found[SalesClaim]]:
    yield from _plain(told, _SIMPLE)
    for code in _MADE:
        # the name of a category of goods in a menu says nothing of one article
        made = _plain(told, {f"ucp.made_{code}": "origin"}, code.upper())
        yield from (claim for claim in made if claim.value.text not in told.labels)
    for hit in told.of("ucp.gift"):
        clause = told.clause(hit.start)
        if told.says(clause, "guarantee_legal", "withdraw_right") and _is_claim(told, clause):
            yield _found(told, clause, "legal_right", hit.start, hit.end)
    for hit in told.of("ucp.cure"):
        clause = told.clause(hit.start)
        if told.says(clause, "ucp.disease") and not told.says(clause, "ucp.cure_not") and _is_claim(told, clause):
            yield _found(told, clause, "cure", hit.start, hit.end)


def _plain(told: StatementText, keys: dict[str, SalesKind], place: str = "") -> Iterator[Found[SalesClaim]]:
    for key, kind in keys.items():
        for hit in told.of(key):
            if _is_claim(told, clause := told.clause(hit.start)):
                yield _found(told, clause, kind, hit.start, hit.end, place)


def _is_claim(told: StatementText, clause: Span) -> bool:
    quote = told.quote(clause)
    return not quote.endswith("?") and not is_others(told.page, quote)


def _found(
    told: StatementText, clause: Span, kind: SalesKind, start: int, end: int, place: str = ""
) -> Found[SalesClaim]:
    quote = told.quote(clause, start)
    return Found(SalesClaim(kind, told.text[start:end], quote, place), told.page.evidence(quote))


def trust_marks(shop: ShopPages) -> Fact[tuple[Found[TrustMark], ...]]:
    """Pictures of known trust marks; one that leads to its giver on any page counts as linked."""
    found: dict[str, Found[TrustMark]] = {}
    for page in shop.of("home", "product", "listing", "terms", "legal_notice", "about", "other"):
        for mark in _marks(page):
            if mark.value.name not in found or mark.value.linked:
                found[mark.value.name] = mark
    kept = tuple(found.values())
    return Found(kept, kept[0].evidence) if kept else shop.not_found("home", "product")


def _marks(page: Page) -> Iterator[Found[TrustMark]]:
    if not _MARK.search(page):
        return
    body = page.body
    for i in body.of("img"):
        attributes = body.attributes[i]
        names = [v for k in ("alt", "title", "src") if (v := attributes.get(k)) and v in page.html]
        for name in names:
            if match := _MARK.find(name):
                key = re.sub("[ _-]+", " ", match[0].lower())
                yield Found(TrustMark(key, _leads(page, i, _hosts(key))), page.evidence(name))
                break


def _hosts(mark: str) -> tuple[str, ...]:
    return _MARKS.get(mark) or next(h for n, h in _MARKS.items() if n.replace(" ", "") == mark.replace(" ", ""))


def _leads(page: Page, element: int, hosts: tuple[str, ...]) -> bool:
    """Whether the picture stands in a link to one of the giver's hosts, or a script of the giver makes it one."""
    body = page.body
    while element >= 0:
        if body.tags[element] == "a":
            target = urlsplit(absolute(page.url, body.attributes[element].get("href") or "")).hostname or ""
            owner = (target.split(".")[-2:] or [""])[0]  # what stands before the top-level domain belongs to one owner
            return any(host == owner or (len(host) > _TELLING and host in owner) for host in hosts)
        element = body.parents[element]
    return False


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The facts of this family, by field of `ShopFacts`."""
    return {"sales_claims": sales_claims(shop), "trust_marks": trust_marks(shop)}
