"""Reductions that a page claims beside the price itself: for a code, for members, in a banner, by another's price.

Each becomes a claim of its own, so that a member's price is never taken for everybody's, and "up to -70 %" in a banner
never for the reduction of one product. Read line by line; the line is the quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from checks.facts import Fact, Found, PriceClaim, Reference
from sweep.extract.amounts.price_page import price_page
from sweep.extract.offers import page_offers
from sweep.extract.page import Page
from sweep.extract.prices import Amount, amounts
from sweep.extract.products.omnibus import plugin
from sweep.extract.shop_pages import ShopPages
from sweep.extract.words.needles import AnyCase
from sweep.extract.words.price_tokens import FIGURE

_CODE_WORD = (
    r"\b(?:code(?: promo| avantage| de réduction)?|coupon|voucher|gutschein(?:code)?|rabattcode|kortingscode|"
    r"actiecode|c[óo]digo|codice(?: sconto)?|kod(?: rabatowy)?)"
)
_CODE_ANY_CASE = re.compile(_CODE_WORD, re.IGNORECASE)
# A code is told from a word by its capitals.
_CODE = re.compile(_CODE_WORD + r"\b\s*:?\s*[«\"“'(]?\s*([A-Z][A-Z0-9_-]{2,19}|[0-9]+[A-Z][A-Z0-9_-]{1,18})\b")
_MEMBER = re.compile(
    r"\b(?:membres?|adhérents?|abonnés|carte de fidélité|members?|loyalty|mitglied\w*|clubkarte|"
    r"leden(?:prijs|korting)?|klantenkaart|socios?|soci|tessera|klubowicz\w*)\b",
    re.IGNORECASE,
)
_COMPETITOR = re.compile(
    r"\b(?:prix (?:moyen )?(?:du marché|constatés?|chez nos concurrents)|market price|price elsewhere|marktpreis|"
    r"marktprijs|elders|precio de mercado|prezzo di mercato|cena rynkowa)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\b(?:jusqu['’]à|up to|bis zu|tot wel|tot|hasta|fino al?|até|nawet do)\b", re.IGNORECASE)
_WORDED = AnyCase(_CODE_WORD, _MEMBER.pattern, _COMPETITOR.pattern, _UP_TO.pattern)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d)?)\s?%")
_LINE = 140  # characters: longer lines are conditions and explanations
_BASKETS = ("basket", "checkout")
_KINDS: dict[str, Reference] = {"lowest_30_days": "lowest_30_days", "recommended": "recommended", "struck": "struck"}


def price_claims(page: Page) -> tuple[Found[PriceClaim], ...]:
    """Every claim of one page, in its order, each once. Raises nothing on any page."""
    if page.problem or not page.html:
        return ()
    addon = known.name if (known := plugin(page)) else ""
    claims = {claim: line for at, line in _lines(page) for claim in _of_line(page, at, line, addon)}
    found = [Found(claim, page.evidence(line)) for claim, line in claims.items()]
    return (*_of_offers(page, addon), *found)


def _lines(page: Page) -> Iterator[tuple[int, str]]:
    """The lines of the page that may hold a figure, with the place at which each begins."""
    text, end = page.text, 0
    while figure := FIGURE.search(text, end):
        at = text.rfind("\n", end, figure.start()) + 1 or end
        end = text.find("\n", figure.end())
        end = end if end >= 0 else len(text)
        yield at, text[at:end]


def _where(page: Page, at: int) -> Literal["product", "tile", "banner", "basket"]:
    """Of what a line speaks: what stands in a menu or among other goods is not of the product of the page."""
    if page.role in _BASKETS:
        return "basket"
    return "product" if page.role == "product" and not price_page(page).outside(at) else "banner"


def _of_offers(page: Page, addon: str) -> Iterator[Found[PriceClaim]]:
    """The reductions of the offers themselves, with the reference that each names."""
    place: Literal["product", "tile"] = "product" if page.role == "product" else "tile"
    for offer in page_offers(page):
        o = offer.value
        if o.prior_price is None and not o.discount_text and o.discount_percent is None:
            continue
        reference = _KINDS.get(o.prior_price_kind, "none")
        words = o.discount_text or offer.evidence.quote
        claim = PriceClaim(
            "reduction", place, reference, words, o.discount_percent, o.prior_price, o.currency, plugin=addon
        )
        yield Found(claim, offer.evidence, offer.more)


def _of_line(page: Page, at: int, line: str, addon: str) -> Iterator[PriceClaim]:
    if len(line) > _LINE:
        return
    told = _told(line)
    if told is None:
        return
    percent, amount = told
    if percent is None and amount is None:
        return
    value, currency = (amount.value, amount.currency) if amount else (None, "")
    if _CODE_ANY_CASE.search(line) and (code := _CODE.search(_code_words_lowered(line))):
        yield PriceClaim("coupon", _where(page, at), "none", line, percent, value, currency, code[1], addon)
    elif _MEMBER.search(line):
        yield PriceClaim("member", _where(page, at), "none", line, percent, value, currency, plugin=addon)
    elif amount is not None and _COMPETITOR.search(line):
        yield PriceClaim("reduction", _where(page, at), "competitor", line, percent, value, currency, plugin=addon)
    elif percent is not None and _UP_TO.search(line):
        yield PriceClaim("banner", "banner", "none", line, percent, plugin=addon)


def _code_words_lowered(line: str) -> str:
    """The line with the words for "code" in small letters: a code itself is told by its capitals."""
    return _CODE_ANY_CASE.sub(lambda m: m[0].lower(), line)


@lru_cache(maxsize=20_000)
def _told(line: str) -> tuple[Decimal | None, Amount | None] | None:
    """The first percentage and the first amount of a short line; None where no word makes them a claim."""
    return (_percent(line), _amount(line)) if _WORDED.possible(line) else None


def _percent(line: str) -> Decimal | None:
    match = _PERCENT.search(line)
    return Decimal(match[1].replace(",", ".")) if match else None


def _amount(line: str) -> Amount | None:
    return next(iter(amounts(line)), None)


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The claims of the visit under "price_claims"."""
    found = tuple(c for page in shop.of("product", "listing", "home", *_BASKETS) for c in price_claims(page))
    if found:
        return {"price_claims": Found(found, found[0].evidence)}
    return {"price_claims": shop.not_found("product", "listing")}
