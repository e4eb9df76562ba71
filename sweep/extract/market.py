"""Sites on which others sell, too: who they are, how offers are ranked, who answers for what, where to complain."""

from __future__ import annotations

import re
from typing import Any, Literal

from checks.claims import SellerIdentity
from checks.facts import Fact, Found, Unknown
from sweep.extract.pages.statement_text import Hit, StatementText
from sweep.extract.products.sellers import seller_name
from sweep.extract.shop_pages import ShopPages
from sweep.extract.trader.trader import shop_domain
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts
from sweep.extract.words.text import fold

_GOODS = ("product", "listing", "home")
_ANY = (*_GOODS, *TEXTS)
_MENU = 12  # words of a line of links
_PARTICULARS: dict[Literal["address", "phone", "email", "register"], re.Pattern[str]] = {
    # Not across lines: "until 31 January 2021", and another line below it.
    "address": re.compile(r"(?<!\d)\d{4,5}(?:-\d{3})?[ \u00a0]+[A-ZÀ-Ý][a-zà-ÿ]|(?<!\d)\d{2}-\d{3}\s"),
    "phone": re.compile(r"(?<!\w)(?:\+|00)\d[\d ./-]{7,16}\d|(?<!\w)0\d[\d ./-]{6,14}\d"),
    "email": re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w{2,}"),
    "register": re.compile(r"\b(?:SIREN|SIRET|RCS|HRB|HRA|KvK|BCE|KBO|NIF|CIF|KRS|NIP|P\. ?IVA|VAT)\b[^\d\n]{0,20}\d"),
}
_LEAST = 4  # letters of an address that a seller's name is compared with
_REACH = 400  # characters behind "sold by" in which the seller's particulars stand


def marketplace(shop: ShopPages) -> Fact[str]:
    """An invitation to sell as the label of a link, or two different sellers named on product pages.

    A shop whose terms merely speak of third parties or marketplaces is none.
    """
    found = [
        Found(told.quote(clause, hit.start), told.evidence(clause, hit.start))
        for told in texts(shop, *_ANY)
        for hit in told.of("platform.join")
        for clause in [told.clause(hit.start)]
        if told.is_menu(clause) and told.words(clause) <= _MENU
    ]
    sellers = _sellers(shop)
    if len({_called(shop, s.value.name) for s in sellers}) > 1:
        found += [Found(s.evidence.quote, s.evidence) for s in sellers]
    return merged(found) if found else shop.not_found("home", "product")


def _sellers(shop: ShopPages) -> list[Found[SellerIdentity]]:
    found = [_seller(told, hit) for told in texts(shop, "product") for hit in told.of("platform.sold_by")]
    return [f for f in found if f.value.name]


def _said(shop: ShopPages, key: str, roles: tuple[str, ...], *needed: str) -> Fact[str]:
    """Any line with a phrase of the key, a label as well, unless an Absent of these roles is due."""
    found = [
        Found(told.quote(clause, hit.start), told.evidence(clause, hit.start))
        for told in texts(shop, *_ANY)
        for hit in told.of(key)
        for clause in [told.clause(hit.start)]
        if not needed or told.says(clause, *needed)
    ]
    return merged(found) if found else shop.not_found(*roles)


def seller_identity(shop: ShopPages) -> Fact[SellerIdentity]:
    """Who is named behind "sold by" on a product page, and which particulars stand there, too.

    Who the shop itself is, its legal notice tells.
    """
    found = _sellers(shop)
    others = [f for f in found if _called(shop, f.value.name)]
    if found and not others:
        return Unknown("unclear", "the articles seen are sold by the shop itself")
    return merged(sorted(others, key=lambda f: -len(f.value.told))) if others else shop.not_found("product")


def _called(shop: ShopPages, name: str) -> str:
    """A seller's name to compare; "" where it is that of the shop's own address: "Vasenia" on vasenia.example."""
    own = re.sub(r"\W", "", shop_domain(shop).partition(".")[0])
    told = re.sub(r"\W", "", fold(name))
    return "" if len(own) >= _LEAST and told.startswith(own) else told


def _seller(told: StatementText, hit: Hit) -> Found[SellerIdentity]:
    near = told.text[hit.end : hit.end + _REACH]
    named = tuple(kind for kind, form in _PARTICULARS.items() if form.search(near))
    return Found(SellerIdentity(seller_name(told, hit), named), told.evidence(told.clause(hit.start)))


def safety_contact(shop: ShopPages) -> Fact[str]:
    """A line on product safety that names a point of contact."""
    found = clauses(texts(shop, *_ANY), "platform.safety", lambda told, clause: told.says(clause, "platform.point"))
    return merged(found) if found else shop.not_found("terms", "contact")


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The facts of this family, by field of `ShopFacts`."""
    legal = ("terms", "legal_notice", "contact")
    return {
        "marketplace": marketplace(shop),
        "private_sellers": _said(shop, "platform.private", ("product",)),
        "seller_status": _said(shop, "platform.status", ("product",)),
        "seller_identity": seller_identity(shop),
        "no_consumer_rights": _said(shop, "platform.not_apply", ("product", "terms"), "platform.rights"),
        "ranking_info": _said(shop, "platform.ranking", ("terms", "product")),
        "duty_split": _said(shop, "platform.split", ("terms",)),
        "platform_contact": _said(shop, "platform.contact", legal),
        "notice_action": _said(shop, "platform.report", ("terms", "product")),
        "safety_contact": safety_contact(shop),
    }
