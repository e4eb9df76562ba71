"""A basket of our own session as the shop adds it up: goods, fees, delivery, total (Dir. 2005/29/EC, art. 6(1)(d)).

Read line by line, as a consumer reads it: a label and one amount. What stands for the goods is the price of the product
page from which the one thing was put in, so that a price that grew on the way is seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checks.facts import BasketFee, BasketTotal, Fact, Found, Unknown
from sweep.extract.lexicon import lexicon, pattern
from sweep.extract.offers import page_offers
from sweep.extract.page import Page
from sweep.extract.prices import Amount, amounts, convention
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.roles import page_key
from sweep.extract.words.labels import known, tidy
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import fold

Kind = Literal["goods", "delivery", "fee", "tax", "discount", "total"]
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("total", "row_total"),
    ("goods", "row_goods"),
    ("delivery", "row_delivery"),
    ("fee", "row_fee"),
    ("tax", "row_tax"),
    ("discount", "row_discount"),
)
_MAX_LABEL = 60
_NET = re.compile(
    r"(?<![a-z])(?:excl|exkl|ohne|hors|ht|netto|zzgl|sin|senza|sem|bez|without|before|esclus\w*|esclud\w*)(?![a-z])"
)
_NOTE = re.compile(r"\([^)]*\)")
# What the customer can still choose in a basket can be the reason of a fee: then it is not certain that all must pay.
_CHOICES = "main input[type=radio], main input[type=checkbox], form input[type=radio], main select, form select"
_QUANTITY = re.compile(r"qty|quant|menge|anzahl|aantal|cantidad|ilosc|delete|remove|update", re.IGNORECASE)
_BEFORE = ("product", "listing", "home")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a basket: `quote` stands in the page's text."""

    kind: Kind
    label: str
    amount: Decimal
    currency: str
    quote: str


def baskets(shop: ShopPages) -> Fact[tuple[Found[BasketTotal], ...]]:
    """The baskets read on this visit, one a stage; Unknown where nothing was put in, or its total could not be read."""
    found = []
    stages: tuple[Literal["basket", "checkout"], ...] = ("basket", "checkout")
    for stage in stages:
        totals = [t for page in shop.of(stage) if (t := _total(shop, page, stage)) is not None]
        found += totals[:1]
    if found:
        return Found(tuple(found), found[0].evidence)
    return Unknown("not fetched", "a basket with goods in it")


def _total(shop: ShopPages, page: Page, stage: Literal["basket", "checkout"]) -> Found[BasketTotal] | None:
    read = rows(page, shop.languages)
    totals = [row for row in read if row.kind == "total" and row.amount > 0]
    if not totals or len({row.amount for row in totals}) > 1:
        return None
    total = totals[-1]
    read = tuple(row for row in read if row.currency == total.currency)
    goods = _goods(shop, page, total, read)
    if goods is None:
        return None
    extra = [row for row in read if row.kind in ("fee", "delivery", "discount") and row.amount]
    fees = tuple(_fee(shop, page, row, stage) for row in extra)
    value = BasketTotal(stage, goods.value, total.amount, total.currency, fees)
    proof = (*goods.proof, *(page.evidence(row.quote) for row in extra))
    return Found(value, page.evidence(total.quote), proof)


def rows(page: Page, languages: tuple[str, ...]) -> tuple[Row, ...]:
    """The lines of a basket that are known by their label, each once; sums before tax are left out."""
    spoken = known((page.language, *languages))
    rules = convention(page.text, languages=spoken, url=page.url)
    found: dict[tuple[Kind, str, Decimal], Row] = {}
    previous = ""
    for line in page.text.split("\n"):
        priced = amounts(line, rules) if len(line) <= 2 * _MAX_LABEL else ()
        if len(priced) == 1 and priced[0].currency and priced[0].high is None:
            row = _row(line, previous, priced[0], spoken)
            if row is not None:
                found.setdefault((row.kind, row.label, row.amount), row)
        previous = line
    return tuple(found.values())


def _row(line: str, previous: str, amount: Amount, spoken: tuple[str, ...]) -> Row | None:
    label = line[: amount.start].strip(" :-–+")
    quote = line
    if not label:
        label, quote = previous.strip(" :"), line if len(previous) > _MAX_LABEL else f"{previous}\n{line}"
    folded = fold(f"{label} {line[amount.end :]}")
    if not label or len(label) > _MAX_LABEL or _NET.search(folded):
        return None
    kind = _kind(tidy(_NOTE.sub(" ", label)), spoken)
    return Row(kind, label, amount.value, amount.currency, quote) if kind else None


def _kind(label: str, spoken: tuple[str, ...]) -> Kind | None:
    for kind, key in _KINDS:
        for code in spoken:
            for phrase in lexicon(code)["checkout"].get(key, ()):
                if phrase.startswith("re:"):
                    if re.fullmatch(phrase[3:].strip(), label):
                        return kind
                elif label == tidy(_NOTE.sub(" ", phrase)).rstrip("*"):
                    return kind
    return None


def _goods(shop: ShopPages, page: Page, total: Row, read: tuple[Row, ...]) -> Found[Decimal] | None:
    """The price, on its own page, of what was put in: once, or as often as the basket's own sum of goods says."""
    product = _put_in(shop)
    offers = page_offers(product) if product is not None else ()
    if len(offers) != 1 or offers[0].value.currency != total.currency:
        return None
    price = offers[0].value.price
    if price is None or price <= 0:
        return None
    sums = {row.amount for row in read if row.kind == "goods"}
    times = sums.pop() / price if len(sums) == 1 else Decimal(1)
    value = price * times if times == times.to_integral_value() and 1 <= times <= 20 else price
    return Found(value, offers[0].evidence)


def _put_in(shop: ShopPages) -> Page | None:
    """The page of the product that this visit put into its basket: where the one form that was sent came from."""
    sent = [r for r in shop.capture.responses if r.method == "POST"]
    came_from = {page_key(v) for r in sent for k, v in r.request_headers if k.lower() == "referer"}
    return shop.page_at(next(iter(came_from))) if len(came_from) == 1 else None


def _fee(shop: ShopPages, page: Page, row: Row, stage: Literal["basket", "checkout"]) -> BasketFee:
    if row.kind == "discount":
        return BasketFee(row.label, -abs(row.amount), False, True)
    if row.kind == "delivery":
        # Shown in the basket, delivery costs are known in time (art. 6(1)(e) of Directive 2011/83/EU).
        return BasketFee(row.label, row.amount, None, True if stage == "basket" else _announced(shop, row))
    return BasketFee(row.label, row.amount, _mandatory(shop, page, row), _announced(shop, row))


# Ways to pay by their own names.
_PAID_SO = re.compile(
    r"nachnahme|contre[ -]?remboursement|contrassegno|contra ?reembolso|rembours|pobrani|cobranca|cash on delivery|"
    r"paypal|klarna|"
    r"kreditkarte|credit card|carte bancaire|creditcard|carta di credito|tarjeta|cartao"
)


def _mandatory(shop: ShopPages, page: Page, row: Row) -> bool | None:
    """True where nothing in the basket could be chosen otherwise, and the fee is none for a means of payment."""
    spoken = known((page.language, *shop.languages))
    paying = (pattern("checkout", "pay_word", code) for code in spoken)
    depends = (
        _has_choices(page) or any(p.search(fold(row.label)) for p in paying if p) or _PAID_SO.search(fold(row.label))
    )
    return None if depends else True


def _has_choices(page: Page) -> bool:
    marks = (" ".join(n.attributes.get(k) or "" for k in ("name", "id")) for n in page.tree.css(_CHOICES)[:100])
    return any(not _QUANTITY.search(mark) for mark in marks)


def _announced(shop: ShopPages, row: Row) -> bool | None:
    """Whether a cost is named where the price is; None where only further pages name it, or none could be read."""
    name = fold(row.label)
    if any(name in fold(page.text) for page in shop.of(*_BEFORE)):
        return True
    beside = (page for page in shop.pages if page.role not in ("basket", "checkout"))
    if any(name in fold(page.text) for page in beside) or shop.gaps.get("product") or shop.gaps.get("home"):
        return None
    if any(_names_amount(page, row) or _names_kind(page, row) for page in shop.of(*_BEFORE)):
        return None  # in other words, perhaps
    return False if shop.of("product") else None


_PER_ORDER = Sieve(
    r"(?<!\w)(?:(?:pro|je|auf jede) bestellung|(?:per|each) order|par commande|per bestelling|por (?:cada )?pedido|"
    r"per (?:ogni )?ordine|por (?:cada )?encomenda|(?:za|do) kazde(?:go)? zamowieni\w)(?!\w)"
)
_STEM = 7  # letters by which "Bearbeitung" and "Bearbeitungsgebühr" are alike


def _names_kind(page: Page, row: Row) -> bool:
    """Whether a page speaks of a cost of each order, or of what this one is asked for, without its amount."""
    stems = {word[:_STEM] for word in fold(row.label).split() if len(word) >= _STEM}
    return _PER_ORDER.search(page.folded) is not None or any(stem in page.folded for stem in stems)


def _names_amount(page: Page, row: Row) -> bool:
    """Whether a page names the amount of a cost, which it may call otherwise than the basket does."""
    rules = convention(page.text, languages=(page.language,), url=page.url)
    return any(found.value == row.amount for found in amounts(page.text, rules))
