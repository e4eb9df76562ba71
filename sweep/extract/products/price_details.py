"""Prices told otherwise: by measure, with import costs, for one person or one country only, and on the order page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.contract_facts import OrderSummary, UnitPricing
from checks.facts import Fact, Found, OrderButton, Unknown
from product_alerts.model import Offer
from sweep.extract.lexicon import pattern
from sweep.extract.page import Page
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.prices import amounts
from sweep.extract.products.consumed import sold_by_measure
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts
from sweep.extract.words.labels import known
from sweep.extract.words.sieves import sieve
from sweep.extract.words.text import fold

Offers = Fact[tuple[Found[Offer], ...]]

# --- price by measure ---

_QUANTITY = re.compile(r"(?<![\w.,])(\d{1,4}(?:[.,]\d{1,3})?)\s?(kg|g|gr|l|cl|ml|dl)(?!\w)")
_WORD = r"kg|(?:k|ch|qu)ilo(?:gram\w*)?|l(?:iter|itre|itro|itr)?(?!['’])"
_UNIT = rf"(?:1\s?|100\s?|10\s?)?(?:{_WORD}|g|ml|cl|m[23²³]?)(?!\w)"
_FOR = r"par|pro|je|per|al?|por|za|le|la|il|el|lo|the|het|de|du|au|ao|o|pe"
_ENERGY = r"(?!\d[\d.,]{0,7} ?k(?:j|cal))"  # "per 100 g: 1890 kJ" is what is in it, not what it costs
_UNIT_PRICE = re.compile(
    rf"(?:(?:€|£)\s?\d[\d.,]{{0,8}}|€|£|eur|euros?|zl|pln|lei|ron)\s?(?:/|(?:{_FOR})(?!\w))\s?{_UNIT}"
    # "60p per 100g", "45 ct/kg"
    rf"|(?<![\w.,])\d{{1,4}}(?:[.,]\d)?\s?(?:p|c|cts?|cents?|pence|centim\w{{0,3}}|groszy|bani)\s?(?:/|(?:{_FOR})(?!\w))\s?{_UNIT}"
    rf"|(?:1 ?kg|1 ?l|100 ?g|100 ?ml|1 ?liter|1 ?litre)\s?(?:=|:)\s?{_ENERGY}\d"
    rf"|(?<!kj)(?<!kj )(?<!cal)(?<!cal )/\s?{_UNIT}"
    rf"|\((?:€|£)?\s?\d[\d.,]*\s?(?:€|£|eur)?\s?(?:/|par|pro|je|per)\s?{_UNIT}"
    # "kiloprijs 16,00", "price per kilo: 16.00", "il chilo: 16,00"
    rf"|(?<!\w)(?:kilo|liter)-?(?:prijs|preis)(?!\w)[^\d\n]{{0,12}}\d"
    rf"|(?<!\w)(?:(?:prix|precio|prezzo|preco|prijs|preis|price|cena|pret)\w{{0,3}} )?(?:{_FOR})\s?(?:{_WORD})(?!\w)"
    rf"\s?[:=]?\s?€?\s?{_ENERGY}\d[\d.,]{{0,8}}"
)
# Words of measure where a price may stand with them: "that is 11.47 per hundred grams", "kg/78,00 €".
_LIKE_UNIT_PRICE = re.compile(
    r"(?:grund|kilo|liter|litre)-?(?:preis|prijs|price)|unit price|meeteenheid|unidad de medida|unita di misura|"
    r"unidade de medida|jednostkow|prix (?:ramene|a l'unite)|"
    rf"(?<!\w)(?:{_FOR}|per|cada|fur|cent|hundred|chaque) "
    r"(?:1 ?|10 ?|100 ?|1000 ?|one |hundred |cento |cien |cem |cent )?"
    r"(?:kg|(?:kilo|quilo|gram|litr|liter|milli|mili)\w*|g|ml|cl|l)(?![\w'’])|"
    r"(?:€|eur|zl|£)\s?(?:1 ?)?(?:kg|kilo|l|litr\w?|liter)(?!\w)|\d\s?(?:€|zl)?\s?(?:kg|l)(?!\w)\s?[:=]|"
    r"(?:€|£) ?\d[\d.,]{0,8} ?(?:kg|l|liter|litro)(?!\w)|(?<!\w)(?:kg|l|kilo|liter)\s?[/:=]\s?\d|"
    r"(?<![\d.,])(?:100 ?(?:g|gr|ml|gram\w{0,2})|1 ?(?:kg|l))(?!\w)[^\n.:]{1,20}\d[.,]\d{2}(?!\d)"
)
_ENERGY_NEAR = re.compile(r"k(?:j|cal)(?!\w)")
_BESIDE = 400  # characters from the beginning of a price in which its unit price stands
_LEAST = 10  # g or ml; smaller quantities need no unit price


def unit_pricing(shop: ShopPages, offers: Offers) -> Fact[tuple[Found[UnitPricing], ...]]:
    """The articles sold by measure whose own page was read, each with the unit price seen there."""
    found = tuple(f for offer in (offers.value if isinstance(offers, Found) else ()) if (f := _by_measure(shop, offer)))
    return Found(found, found[0].evidence) if found else shop.not_found("product")


def _by_measure(shop: ShopPages, offer: Found[Offer]) -> Found[UnitPricing] | None:
    page = shop.page_at(offer.evidence.url)
    if page is None or page.role != "product" or offer.value.price is None:
        return None
    title = fold(offer.value.title)
    quantity = _QUANTITY.search(title)
    if quantity is None or _exempt(quantity):
        return None
    goods = sieve("contract", ("measured",), known((page.language, *shop.languages)))
    sold = sold_by_measure(page, title, quantity[0], goods.search(title) if goods else None)
    if sold == "no" and (goods is None or goods.search(fold(offer.value.category)) is None):
        return None
    # Beside the article's own price first: tiles of other articles have theirs.
    at = max(0, page.text.find(offer.evidence.quote))
    seen = _UNIT_PRICE.search(page.folded, at, at + _BESIDE) or _UNIT_PRICE.search(page.folded)
    shown = page.text[seen.start() : seen.end()] if seen else ""
    words = offer.value.title[quantity.start() : quantity.end()]
    sure = sold == "surely" and (bool(shown) or not _perhaps_shown(page, at))
    return Found(UnitPricing(offer.value.title, words, shown, sure), offer.evidence)


def _perhaps_shown(page: Page, at: int) -> bool:
    """Whether words beside a price, or a picture, may tell the unit price in a form that is not read."""
    if any(not _ENERGY_NEAR.search(page.folded, m.start(), m.end() + 40) for m in _LIKE_UNIT_PRICE.finditer(
            page.folded, at, at + _BESIDE)):  # fmt: skip
        return True
    pictures = (page.body.attributes[i].get("alt") or "" for i in page.body.of("img"))
    return any(_LIKE_UNIT_PRICE.search(fold(words)) for words in pictures if any(map(str.isdigit, words)))


def _exempt(quantity: re.Match[str]) -> bool:
    """Whether the unit price is the price itself, or the quantity too small for one."""
    count = float(quantity[1].replace(",", "."))
    if quantity[2] in ("g", "gr", "ml"):
        return count < _LEAST or count in (100, 1000)
    return count == 1 and quantity[2] in ("kg", "l")


# --- what else it may cost ---

_CREDIT = re.compile(r"financ|credit|majeur|volljahrig|bonit|achteraf")


def import_costs(shop: ShopPages) -> Fact[str]:
    """A sentence that leaves import duties to the consumer, for parcels that do not leave the European Union."""
    found = clauses(texts(shop, *TEXTS, "product"), "contract.import_duty", _for_consumer)
    return merged(found) if found else shop.not_found("terms", "delivery")


def _for_consumer(told: StatementText, clause: Span) -> bool:
    near = told.beside(clause, 2, 1)
    if any(told.says(c, "contract.outside_eu") for c in near) or told.says(clause, "contract.no", "contract.on_trader"):
        return False
    return told.says(clause, "contract.on_consumer")


def personalised_price(shop: ShopPages) -> Fact[str]:
    """A sentence that says that prices are made for the person; first one beside the price itself."""
    pages = texts(shop, "product", "basket", "checkout", "terms", "privacy", *TEXTS)
    found = clauses(pages, "contract.personalised", lambda told, clause: not told.says(clause, "contract.no"))
    return merged(found) if found else shop.not_found("product", "terms", "privacy")


def geo_refusal(shop: ShopPages) -> Fact[str]:
    """A sentence that refuses consumers, or their means of payment, by the country they live in."""
    found = clauses(texts(shop, *TEXTS), "contract.geo_refusal", _is_no_credit)
    return merged(found) if found else shop.not_found("terms", "delivery")


def _is_no_credit(told: StatementText, clause: Span) -> bool:
    """Credit may be kept for residents; buying may not."""
    return not told.says(clause, "contract.pay_later") and _CREDIT.search(told.flat, clause.start, clause.end) is None


# --- the page of the order button ---


def order_summary(shop: ShopPages, button: Fact[OrderButton], offers: Offers) -> Fact[OrderSummary]:
    """What the page of the order button says beside it: the total, and one of the articles."""
    if not isinstance(button, Found):
        return Unknown("not fetched", "the page of the order button")
    page = shop.page_at(button.evidence.url)
    if page is None:
        return Unknown("not fetched", button.evidence.url)
    titles = [fold(o.value.title) for o in offers.value if o.value.title] if isinstance(offers, Found) else []
    total = next(_totals(page, shop.languages), "")
    return Found(OrderSummary(total, any(title in page.folded for title in titles)), page.evidence(total))


def _totals(page: Page, languages: tuple[str, ...]) -> Iterator[str]:
    """The lines of a page that begin as a total, with their amount or the line below it."""
    spoken = known((page.language, *languages))
    words = [p for code in spoken if (p := pattern("checkout", "row_total", code))]
    lines = page.text.split("\n")
    for i, line in enumerate(lines):
        if any(p.match(fold(line)) for p in words):
            rest = line if amounts(line) else "\n".join(lines[i : i + 2])
            if amounts(rest):
                yield rest
