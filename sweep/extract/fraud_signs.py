"""Signs that a shop may not be what it says: its address, links that lead nowhere, forms without encryption."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from checks.facts import Absent, Fact, Found, Unknown
from checks.goods_facts import ImitatedName, InsecureForm
from product_alerts.model import Offer
from sweep.extract.page import Page
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.outline import Outline
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.accounts import accounts
from sweep.extract.visit.mixed_languages import mixed_languages
from sweep.extract.words.text import fold

_ADDITIONS = frozenset(
    "outlet soldes destockage clearance sale sales ausverkauf solden saldi rebajas liquidation wyprzedaz official "
    "officiel promo promos deals discount".split()
)
_COUNTRIES = frozenset("fr france be belgique de deutschland nl nederland es espana it italia pl polska uk eu".split())
_FORM = Mention("<form")
_LEAST = 4  # letters of a brand that an address is compared with
_SOCIAL = re.compile(r"facebook|instagram|tiktok|pinterest|twitter|youtube|linkedin|snapchat")
_BARE_SOCIAL = re.compile(
    r"https?://(?:www\.)?(?:facebook|instagram|tiktok|pinterest|twitter|x|youtube|linkedin|snapchat)\.com/?(?:#.*)?$"
)
_SHARE = re.compile(r"shar+(?:e|ing)|partage|teilen|delen|compart|condivid|udost[eę]pn", re.IGNORECASE)
_ROUND = 4  # a link and the elements round it
_SECRET = re.compile(r"card.?num|cc.?num|cardnumber|card-number|cvv|cvc|security.?code|iban")
_NUMBER_HOST = re.compile(r"[\d.]+|.*:.*|localhost|.*\.localhost")


def imitated_name(shop: ShopPages, offers: Fact[tuple[Found[Offer], ...]]) -> Fact[ImitatedName]:
    """An address that joins a brand of its own offers to a country or a sale, or a name to a word of sales."""
    home = next(iter(shop.of("home")), None)
    if home is None:
        return shop.not_found("home")
    host = (urlsplit(home.url).hostname or "").removeprefix("www.")
    parts = [part for part in re.split(r"[-.]", host) if part][:-1]
    added = [part for part in parts if part in _ADDITIONS or part in _COUNTRIES]
    brand = next((b for b in _brands(offers) if added and b in parts), "")
    if brand:
        return Found(ImitatedName(host, brand, "brand"), home.evidence())
    sales = next((part for part in parts if part in _ADDITIONS), "")
    if sales and len(parts) > 1:
        return Found(ImitatedName(host, sales, "addition"), home.evidence())
    return shop.gaps.get("home") or Absent((home.evidence(),))


def _brands(offers: Fact[tuple[Found[Offer], ...]]) -> set[str]:
    found = offers.value if isinstance(offers, Found) else ()
    brands = {re.sub(r"\W", "", fold(offer.value.brand)) for offer in found}
    return {brand for brand in brands if len(brand) >= _LEAST}


def dead_links(shop: ShopPages) -> Fact[tuple[Found[str], ...]]:
    """Links of the home page that bear the name of a social network and lead nowhere, or to its own front page."""
    home = next(iter(shop.of("home")), None)
    if home is None:
        return shop.not_found("home")
    found = {name: Found(name, home.evidence(name)) for name in _dead(home) if name in home.html}
    dead = tuple(found.values())
    if dead:
        return Found(dead, dead[0].evidence)
    return shop.gaps.get("home") or Absent((home.evidence(),))


def _dead(page: Page) -> list[str]:
    names = []
    body = page.body
    for i in body.of("a"):
        href = (body.attributes[i].get("href") or "").strip()
        scripted = any(key.startswith(("on", "data-")) for key in body.attributes[i])
        if scripted or not (href in ("#", "") or _BARE_SOCIAL.match(href)):
            continue
        marks = " ".join(body.attributes[i].get(k) or "" for k in ("class", "title", "aria-label")) + body.all_text(i)
        inside = " ".join(body.attributes[j].get("class") or "" for j in range(i + 1, body.stops[i]))
        match = _SOCIAL.search(f"{marks} {inside} {href}".lower())
        if match and not _shares(body, i):
            names.append(match[0])
    return names


def _shares(body: Outline, element: int) -> bool:
    """Whether a link, or what is close round it, is called a button to share: a script gives it its way."""
    for _ in range(_ROUND):
        if element < 0:
            return False
        own = body.attributes[element]
        if _SHARE.search(" ".join(own.get(k) or "" for k in ("class", "id", "title", "aria-label"))):
            return True
        element = body.parents[element]
    return False


def insecure_forms(shop: ShopPages) -> Fact[tuple[Found[InsecureForm], ...]]:
    """Forms with a password or card number that are sent without TLS. Addresses of a machine alone are tests."""
    found = tuple(f for page in shop.pages if _FORM.on(page) for f in _open_forms(page))
    if found:
        return Found(found, found[0].evidence)
    read = shop.of("checkout", "basket")
    if not read:
        return Unknown("not fetched", "no basket or checkout page was read")
    return Absent(tuple(page.evidence() for page in read))


def _open_forms(page: Page) -> list[Found[InsecureForm]]:
    found = []
    for form in page.tree.css("form")[:50]:
        action = urljoin(page.url, form.attributes.get("action") or "")
        parts = urlsplit(action)
        if parts.scheme != "http" or _NUMBER_HOST.fullmatch(parts.hostname or ""):
            continue
        for box in form.css("input"):
            name = box.attributes.get("name") or ""
            secret = (box.attributes.get("type") or "").lower() == "password" or _SECRET.search(name.lower())
            if name and secret and name in page.html:
                found.append(Found(InsecureForm(name, action), page.evidence(name)))
                break
    return found


def read(shop: ShopPages, offers: Fact[tuple[Found[Offer], ...]]) -> dict[str, Fact[Any]]:
    """The facts of this family, by field of `ShopFacts`."""
    return {
        "accounts": accounts(shop),
        "imitated_name": imitated_name(shop, offers),
        "dead_links": dead_links(shop),
        "insecure_forms": insecure_forms(shop),
        "mixed_languages": mixed_languages(shop),
    }
