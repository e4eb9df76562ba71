"""How goods are paid for and where they go: means of payment, the area of delivery, the cost of calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checks.facts import Fact, Found, Unknown
from sweep.extract.lexicon import lexicon
from sweep.extract.page import Page, PerPage
from sweep.extract.pages.beside import says_beside
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.outline import Outline
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.words.needles import Sieve
from sweep.extract.words.sieves import sieve

_PLACES = ("basket", "checkout", "delivery", "terms", "home", "product", "other", "contact", "about", "legal_notice")
_BRANDS = Sieve(
    r"(?<!\w)(?:master ?card|visa (?:card|electron)|visa|paypal|klarna|bancontact|apple ?pay|google ?pay|"
    r"american express|maestro|ideal|przelewy24|blik|multibanco|mb way|bizum|scalapay|giropay|"
    r"postepay|satispay)(?!\w)"
)
# Names that are words as well, "ideal for you", "at a glance" in Dutch, a master: taken as their owner writes them, or
# beside another word of payment.
_ALSO_WORDS = {"ideal": "iDEAL", "blik": "BLIK", "maestro": ""}
_PAYING = re.compile(r"(?<!\w)(?:pa(?:y|g|ie)|be?taal|betal|be?zahl|zahl|p[lr]ac|plat|zaplac)")
_LOGO_NAME = 4  # words; longer descriptions of pictures are those of goods
_LOGOS = re.compile(
    r"mastercard|paypal|klarna|bancontact|apple-?pay|google-?pay|maestro|visa[\W_]|payment-(?:icon|method|logo)"
)
_LOGO_AT = re.compile(_LOGOS.pattern.encode("ascii"), re.IGNORECASE)
_LOGO_WORDS = Mention(
    *("mastercard", "paypal", "klarna", "bancontact", "apple-pay", "applepay", "google-pay", "googlepay", "maestro"),
    *("visa", "payment-icon", "payment-method", "payment-logo"),
)
_WORDS = ("contract.pay_card", "contract.pay_transfer", "contract.pay_cash")
_MOST = 8  # means of payment named in a finding


def payment_means(shop: ShopPages) -> Fact[tuple[str, ...]]:
    """The means of payment named before the last step, in words or in the descriptions of pictures.

    A picture that only its address names as a payment logo leaves it open.
    """
    pages = list(texts(shop, *_PLACES))
    found = [f for told in pages for f in _named(told)]
    if found:
        spellings = {f.value.casefold().replace(" ", ""): f.value for f in reversed(found)}
        names = tuple(f for f in dict.fromkeys(f.value for f in found) if f in spellings.values())[:_MOST]
        return Found(names, found[0].evidence, tuple(dict.fromkeys(f.evidence for f in found[1:5])))
    shown = next((page for page in shop.of(*_PLACES) if _shows_logo(page)), None)
    if shown is not None:
        return Unknown("unclear", f"{shown.url}: pictures of means of payment")
    return _before_payment(shop)


def _before_payment(shop: ShopPages) -> Fact[tuple[str, ...]]:
    """These belong at the latest at the beginning of the order: without the basket, nothing is known to be missing."""
    return shop.not_found("basket", "delivery", "terms", "home")


def _named(told: StatementText) -> Iterator[Found[str]]:
    for match in _BRANDS.finditer(told.flat):
        words = told.text[match.start() : match.end()]
        if match[0] in _ALSO_WORDS and words != _ALSO_WORDS[match[0]] and not _of_payment(told, match.start()):
            continue
        yield Found(words, told.page.evidence(words))
    for hit in told.of(*_WORDS):
        words = told.text[hit.start : hit.end]
        yield Found(words, told.page.evidence(words))
    yield from _in_pictures(told.page)


def _of_payment(told: StatementText, offset: int) -> bool:
    """Whether another means of payment, or a word of paying, stands in the line of a name that is also a word."""
    clause = told.clause(offset)
    words = told.flat[clause.start : clause.end]
    named = {match[0] for match in _BRANDS.finditer(words)} - _ALSO_WORDS.keys()
    return bool(named) or told.says(clause, *_WORDS) or _PAYING.search(words) is not None


def _in_pictures(page: Page) -> Iterator[Found[str]]:
    if not _shows_logo(page):
        return
    for words in _picture_words(page.body):
        if words and _shows_means(words) and words in page.html:
            yield Found(words.strip(), page.evidence(words.strip()))


def _shows_means(words: str) -> bool:
    """Whether a picture's description names a means of payment; goods for which one is ideal have a longer one."""
    named = {match[0] for match in _BRANDS.finditer(words.lower())}
    return bool(named - _ALSO_WORDS.keys()) or (bool(named) and len(words.split()) <= _LOGO_NAME)


def _shows_logo(page: Page) -> bool:
    """Whether the name of a means of payment, or of its logo, stands anywhere in the source."""
    if page not in _SHOWN:
        places = _LOGO_WORDS.places(page)
        surely = any(_LOGO_AT.match(page.raw, at) for at in places)
        _SHOWN[page] = surely or (_LOGO_WORDS.on(page) and bool(_LOGOS.search(page.html.lower())))
    return _SHOWN[page]


_SHOWN: PerPage[bool] = PerPage()


def _picture_words(body: Outline) -> Iterator[str]:
    """What the first pictures of a page say of themselves, in order."""
    for i in [i for i in body.of("img", "title") if _says(body, i)][:200]:
        yield (body.attributes[i].get("alt") or "") if body.tags[i] == "img" else body.all_text(i)


def _says(body: Outline, element: int) -> bool:
    if body.tags[element] == "img":
        return "alt" in body.attributes[element]
    return "svg" in body.tags_round(element)


# --- where to ---


def delivery_area(shop: ShopPages) -> Fact[str]:
    """A sentence or line that says where goods are delivered, or a delivery line with the name of a country."""
    pages = list(texts(shop, "delivery", *_PLACES))
    found = clauses(pages, "delivery", _restricts) + clauses(pages, "contract.delivery_area", _goes_there)
    found += clauses(pages, "contract.delivery_verb", _goes_there) + clauses(pages, "delivery", _names_place)
    if found:
        return merged(found)
    choice = next(
        (page for page in shop.of("basket", "checkout") if page.tree.css_first("select[name*=country]")), None
    )
    if choice is not None:
        return Unknown("unclear", f"{choice.url}: a list of countries")
    nothing = shop.not_found("basket", "delivery", "terms")
    hints = clauses(texts(shop, "delivery"), "delivery") + clauses(pages, "contract.delivery_area")
    return unless_hinted(nothing, hints)


_BEHIND = 30  # characters behind "we deliver" in which its time would stand
# Where the place is filled in by a script.
_SMALL = re.compile(r"(?:to|in|at|a|en|nach|naar|do|na|vers|para|ins?|into|auf)")
_TITLE = 3  # words of a title, "Delivery area"
# "we deliver to your door", "wysyłamy do klienta": to whom is not where to.
_TO_WHOM = re.compile(
    r"(?:to |a |al |en |aan |an |do |au |a la )?(?:your?|the (?:address|door)|customers?|clients?|klient\w*|"
    r"ciebie|panstwa|kunden|"
    r"klanten|chez vous|votre|tu (?:casa|domicilio)|su domicilio|domicilio|casa|sua casa|morada|paczkomat\w*|sie|dich|"
    r"ihnen|ihre[nr]?|u|uw|je|jou|mit|per|par|via|with|by|con|com|met|gratis|kostenlos|free|"
    r"ein(?:e[nm]?)? (?:e-?mail|rechnung)|un(?:e)? (?:e-?mail|facture)|una? (?:e-?mail|correo|factura|fattura))(?!\w)"
)


@cache
def _country_keys(language: str) -> tuple[str, ...]:
    return tuple(key for key in lexicon(language)["operator"] if key.startswith("country."))


_NOT_AREA = ("tax_included", "contract.call_cost", "adr", *_WORDS)
# "All taxes that apply in France", not what is delivered there.
_IN_FORCE = re.compile(
    r"(?<!\w)(?:applicables?|en vigueur|vigentes?|aplicab\w+|applicabil\w+|geltende\w*|"
    r"obowiazuj\w+) (?:en|in|em|w|a)(?!\w)"
)
_SENT = ("delivery", "contract.delivery_area", "contract.delivery_verb")


def _is_area(told: StatementText, clause: Span) -> bool:
    """Not where a means of payment, a tax or the rate of a call holds that stands before it, nor who sells."""
    first = min((hits[0].start for key in _SENT if (hits := told.within(clause, key))), default=clause.end)
    before = Span(clause.start, first)
    if told.says(before, *_NOT_AREA) or told.says(clause, "platform.sold_by"):
        return False
    if _IN_FORCE.search(told.flat, clause.start, clause.end):
        return False
    return _BRANDS.search(told.flat[before.start : before.end]) is None


def _goes_there(told: StatementText, clause: Span) -> bool:
    """Whether "we deliver ..." goes on with a place: not with a time, a person, or nothing at all."""
    if not _is_area(told, clause):
        return False
    if _has_place(told, clause) or says_beside(told, clause, "contract", "region"):
        return True
    for hit in told.within(clause, "contract.delivery_area", "contract.delivery_verb"):
        near = Span(hit.end, min(clause.end, hit.end + _BEHIND))
        follows = told.flat[hit.end : near.end].strip(" \n.:")
        follows = "" if _SMALL.fullmatch(follows) else follows
        if (follows or told.words(clause) <= _TITLE) and not told.periods_in(near) and not _TO_WHOM.match(follows):
            return True
    return False


def _names_place(told: StatementText, clause: Span) -> bool:
    return _has_place(told, clause) and _is_area(told, clause)


def _restricts(told: StatementText, clause: Span) -> bool:
    return told.says(clause, "contract.only") and _names_place(told, clause)


def _has_place(told: StatementText, clause: Span) -> bool:
    words = told.flat[clause.start : clause.end]
    found = (sieve("operator", _country_keys(code), (code,)) for code in told.languages)
    return says_beside(told, clause, "contract", "place") or any(s.search(words) for s in found if s)


# --- the cost of a call ---

_PER_MINUTE = Sieve(
    r"\d[\d.,]{0,6}\s?(?:€|£|eur\w*|ct|cents?|c|gr|zl)\.?\s?(?:ttc )?(?:/|par|pro|per|por|al|la|za)\s?"
    r"(?:min\w*|appel|anruf|call|llamada)"
)


def call_cost(shop: ShopPages) -> Fact[str]:
    """What a call costs, as the shop says it beside its number."""
    pages = list(texts(shop, *TEXTS))
    found = [f for told in pages for f in _per_minute(told)] + clauses(pages, "contract.call_cost", _is_of_number)
    return merged(found) if found else shop.not_found("contact", "legal_notice", "terms")


_SITE = re.compile(r"(?<!\w)(?:www\.|https?:)")
_CALLED = re.compile(r"\d(?:[ ./-]?\d){5}")


def _is_of_number(told: StatementText, clause: Span) -> bool:
    """Not the rate of a call behind the address of a web site, without a number to call."""
    site = _SITE.search(told.flat, clause.start, clause.end)
    return site is None or _CALLED.search(told.flat, clause.start, clause.end) is not None


def _per_minute(told: StatementText) -> Iterator[Found[str]]:
    for match in _PER_MINUTE.finditer(told.flat):
        clause = told.clause(match.start())
        yield Found(told.quote(clause, match.start()), told.evidence(clause, match.start()))
