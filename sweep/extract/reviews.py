"""Consumer reviews on the pages of a shop: how many, with which dates, and what is said of their origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from checks.claims import Review, ReviewDisplay, ReviewStatement
from checks.facts import Fact, Found, Unknown
from sweep.extract.data.structured import Node, nodes
from sweep.extract.lexicon import lexicon
from sweep.extract.page import Page
from sweep.extract.pages.marked import gathered
from sweep.extract.pages.mentions import Mention, SourcePattern
from sweep.extract.pages.outline import Outline
from sweep.extract.pages.statement_text import StatementText
from sweep.extract.practices.unmarked_reviews import (
    by_others,
    is_called_so,
    note_hinted,
    origin_hinted,
    placed,
    sentence_hinted,
    told_anywhere,
    unmarked,
)
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts
from sweep.extract.words.text import clean

_SHOWN = ("product", "home", "listing", "other", "about")
_SAID = ("product", "home", "listing", "terms", "legal_notice", "about", *TEXTS)
_MOST = 200  # reviews kept of one shop
_WORDS = 4  # fewer are no review's text
_ITEM = re.compile(
    r"(?<![a-z])(?:review|avis|bewertung|beoordeling|opinion|recensione|avaliacao|opinia)s?[-_]{1,2}"
    r"(?:item|body|card|entry|text|content|comment|texte|contenu|single)(?![a-z])",
    re.IGNORECASE,
)
# A class of its own: of a review, or of the button to write one. Two of them with a date are reviews.
_BARE = frozenset("review avis bewertung kundenbewertung beoordeling opinion recensione avaliacao opinia".split())
_INVITES = re.compile(
    r"(?:no|aucun|nog geen|noch keine|keine|ninguna?|nessuna?|nenhuma?|brak|sin|sem) (?:customer |client )?"
    r"(?:reviews?|avis|beoordeling|bewertung|opini|rese[nñ]a|recension|avalia)|be the first|(?:le|la) premi|soyez|"
    r"schreiben sie|wees de eerste|s[ée] el primero|sii il primo|seja o primeiro|napisz|"
    r"^avis ?[:!]",  # a notice
    re.IGNORECASE,
)
_NEAR = 300  # characters round a review in which its date may stand
_WIDGETS = {
    "trustpilot-widget": "Trustpilot",
    "widget.trustpilot.com": "Trustpilot",
    "judgeme_widget": "Judge.me",
    "jdgm-widget": "Judge.me",
    "loox.io/widget": "Loox",
    "loox-reviews": "Loox",
    "cl.avis-verifies.com": "Avis Vérifiés",
    "widgets.trustedshops.com": "Trusted Shops",
    "yotpo-main-widget": "Yotpo",
    "stamped-main-widget": "Stamped",
    "feefo-review": "Feefo",
    "ekomi-widget": "eKomi",
}
_MONTH = (
    r"jan|f[eé]v|feb|mar|m[aä]r|avr|apr|abr|mai|may|maj|mei|mag|juin|jun|giu|cze|juil|jul|lug|lip|ao[uû]t|aug|ago|sie|"
    r"sep|set|wrz|oct|okt|ott|out|pa[zź]|nov|lis|d[eéi][czs]"
)
_SINCE = r"\b(?:il y a|geleden|vor \d+|ago|hace|fa\b|há|temu)\b"
_DATE = re.compile(
    rf"(?<!\d)(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|"
    rf"\d{{1,2}}\.? (?:{_MONTH})\w*\.?,? \d{{4}}|"
    rf"(?:{_MONTH})\w*\.? \d{{1,2}},? \d{{4}})(?!\d)|{_SINCE}",
    re.IGNORECASE,
)
_WITHOUT_FIGURES = re.compile(_SINCE, re.IGNORECASE)
_FIGURES = re.compile(r"\d(?:\d{3}|\d?[./-]\d)")  # of every date
# A date as people say it, in the words of the review itself.
_SAID_DAY = re.compile(
    rf"(?<!\w)(?:(?:{_MONTH})[^\W\d]{{0,9}}\.? 20\d{{2}}|(?:avant-)?hier|"
    r"yesterday|gestern|gisteren|ayer|ieri|ontem|wczoraj|"
    r"(?:semaine|mois|ann[eé]e|an) (?:derni|pass)\w*|last (?:week|month|year)|letzte[nr]? (?:woche|monat|jahr)|"
    r"vorige (?:week|maand))(?!\w)",
    re.IGNORECASE,
)
# Words on the control of reviews that stand in the source but are not shown: behind a click, in a script. The letters
# with which they begin are asked first, as they are tried at every place behind the word for a review.
_BEHIND = SourcePattern(
    r"(?:avis|reviews?|bewertung|beoordeling|opinion|rese[nñ]a|recension|avalia|opini)\w{0,6}[^<>]{0,80}"
    r"(?=[vpckaemw])(?:v[eé]rif|verif|pr[uü]f|contr[oô]l|kontrol|authenti|echtheit|moder|weryf)",
)
_REVIEW = Mention("review")
_WIDGET_MARKS = {mark: Mention(mark) for mark in _WIDGETS}


def _structured(page: Page) -> Iterator[Found[Review]]:
    """Reviews in the structured data of a page whose text the page holds word for word."""
    if not _REVIEW.on(page):
        return
    for node in nodes(page):
        for one in (node, *node.nodes("review"), *node.nodes("reviews")):
            if "review" in one.types and (found := _review(page, one)) is not None:
                yield found


def _review(page: Page, node: Node) -> Found[Review] | None:
    text = node.text("reviewbody", "description")
    if len(text.split()) < _WORDS or any("organization" in author.types for author in node.nodes("author")):
        return None  # what a newspaper writes is no word of a consumer
    quote = next((q for q in (text, text[:80]) if q in page.text or q in page.html), "")
    if not quote:
        return None
    rating = next(iter(node.nodes("reviewrating")), None)
    stars = _number(rating.text("ratingvalue")) if rating is not None else _number(node.text("reviewrating"))
    return Found(Review(node.text("author"), text, _day(node.text("datepublished")), stars), page.evidence(quote))


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _called(part: Outline, elements: range) -> list[int]:
    """The elements whose class or property names a review; each class and property is asked once."""
    told = part.attributes[elements.start : elements.stop]
    classes = _items({own["class"] for own in told if "class" in own})
    properties = _items({own["itemprop"] for own in told if "itemprop" in own})
    if not classes and not properties:
        return []
    named = enumerate(told, elements.start)
    return [i for i, own in named if own.get("class") in classes or own.get("itemprop") in properties]


def _items(names: Iterable[str | None]) -> frozenset[str]:
    return frozenset(name for name in names if name and _names_item(name))


@lru_cache(maxsize=20_000)
def _names_item(name: str) -> bool:
    """Whether a class or property names a review; they are the same on all pages of a shop."""
    return bool(_ITEM.search(name)) or not _BARE.isdisjoint(name.lower().split())


def _is_bare(body: Outline, element: int) -> bool:
    own = body.attributes[element]
    return not any(_ITEM.search(own.get(name) or "") for name in ("class", "itemprop"))


def _names_day(words: str) -> bool:
    """Whether a date stands in the words of a review, or how long it is ago."""
    return (_DATE if _FIGURES.search(words) else _WITHOUT_FIGURES).search(words) is not None


def _marked(page: Page) -> tuple[str, ...]:
    """The longest line of each element that the shop's own markup calls a review; invitations to write left out."""
    body, behind = page.body, 0
    sure: list[str] = []
    bare: list[str] = []
    called = gathered(body, _called)
    for i, after in zip(called, (*called[1:], len(body.tags)), strict=False):
        plain = _is_bare(body, i)
        if i < behind or not body.shown[i] or (plain and after < body.stops[i]):
            continue
        words = clean(body.all_text(i).replace("\n", " "))
        if len(words.split()) < _WORDS or (plain and not _names_day(words)):
            continue
        behind = body.stops[i]
        if not _INVITES.search(words):
            raws = body.raws[body.raw_first[i] : body.raw_last[i]]
            line = max((clean(raw.replace("\n", " ")) for raw in raws), key=len, default=words)
            (bare if plain else sure).append(line)
    return (*sure, *bare) if sure or len(set(bare)) > 1 else ()


def _read(shop: ShopPages) -> tuple[Found[Review], ...]:
    found: dict[tuple[str, str], Found[Review]] = {}
    for page in shop.of(*_SHOWN):
        for review in _structured(page):
            found.setdefault((review.value.author, review.value.text), review)
    return tuple(found.values())[:_MOST]


def reviews(shop: ShopPages) -> Fact[tuple[Found[Review], ...]]:
    """The reviews that the structured data of the pages holds, each once."""
    found = _read(shop)
    return Found(found, found[0].evidence) if found else shop.not_found("product")


def reviews_shown(shop: ShopPages) -> Fact[ReviewDisplay]:
    """Whether reviews are shown, by the shop or a provider's widget, and whether any date stands with them."""
    told = _read(shop)
    marked = [(page, words) for page in shop.of(*_SHOWN) for words in _marked(page)]
    places = [(_page(shop, r), r.evidence.quote) for r in told] + marked
    dated = any(r.value.day for r in told) or any(_dated(page, words) for page, words in places)
    verified = bool(clauses(texts(shop, *_SHOWN), "reviews.verified")) or any(map(_verified, texts(shop, *_SHOWN)))
    widget = next(((p, mark) for p in shop.of(*_SHOWN) for mark in _WIDGETS if _WIDGET_MARKS[mark].on(p)), None)
    provider = _WIDGETS[widget[1]] if widget else ""
    if told:
        return Found(ReviewDisplay(provider, len(told), dated, verified), told[0].evidence)
    whole = [(page, words) for page, words in marked if words in page.text]
    # one element alone may be an invitation to write, whatever its class
    if len({words for _, words in whole}) > 1 or any(_names_day(words) for _, words in whole):
        page, words = whole[0]
        if by_others(page, placed(page, (words,))):
            return Unknown("unclear", f"reviews that may be of others than buyers: {page.url}")
        return Found(ReviewDisplay(provider, len(marked), dated, verified), page.evidence(words))
    if widget is not None and widget[1] in widget[0].html:
        return Found(ReviewDisplay(provider, 0, False, verified), widget[0].evidence(widget[1]))
    if marked:
        return Unknown("unclear", f"something called a review on {marked[0][0].url}")
    plain = next(((page, found) for page in shop.of(*_SHOWN) if (found := unmarked(page))), None)
    if plain is not None:
        page, found = plain
        if by_others(page, found) or not is_called_so(page, found):
            return Unknown("unclear", f"reviews that may be of others than buyers: {page.url}")
        return Found(ReviewDisplay(provider, len(found), True, verified), page.evidence(found[0].line))
    return shop.not_found("product")


def _verified(told: StatementText) -> bool:
    """Whether words glued to others call reviews verified: "Size: 200 mlVerified purchase", set apart by style."""
    for phrase in (p for code in told.languages for p in lexicon(code)["reviews"].get("verified", ())):
        at = told.flat.find(phrase)
        while at > 0:
            if told.text[at].isupper() and told.text[at - 1].isalnum() and not told.text[at - 1].isupper():
                return True
            at = told.flat.find(phrase, at + 1)
    return False


def _page(shop: ShopPages, review: Found[Review]) -> Page:
    return next(page for page in shop.pages if page.url == review.evidence.url)


def _dated(page: Page, words: str) -> bool:
    """Whether a date stands in the words of a review or close by; of a text that is not shown, that cannot be told."""
    at = page.text.find(words[:60])
    if at < 0:
        return True
    near = _DATE.search(page.text, max(0, at - _NEAR), at + len(words) + _NEAR)
    return near is not None or _SAID_DAY.search(words) is not None


def review_statement(shop: ShopPages) -> Fact[ReviewStatement]:
    """What is said of where reviews come from. Words in the source that are not shown leave it unclear."""
    pages = list(texts(shop, *_SAID))
    found = [
        Found(ReviewStatement(f.value, told.says(clause, "reviews.measures")), f.evidence)
        for told in pages
        for f in clauses([told], "reviews.statement", lambda told, clause: told.words(clause) > 4)
        for clause in [told.clause(max(0, told.text.find(f.value)))]
    ]
    if found:
        return merged(sorted(found, key=lambda f: not f.value.measures))
    for told in pages:
        if any(told.is_menu(told.clause(hit.start)) for hit in told.of("reviews.statement")):
            return Unknown("unclear", f"a link seems to lead to what is said of reviews: {told.page.url}")
    if own := next((told for told in pages if told.page.role != "privacy" and told_anywhere(told)), None):
        return Unknown("unclear", f"a sentence may tell how the voices of buyers are checked: {own.page.url}")
    for page in shop.of(*_SAID):
        if _BEHIND.search(page):
            return Unknown("unclear", f"words on the control of reviews behind a click or in a script: {page.url}")
    for page in shop.of(*_SHOWN):
        told_of = (review.value.text for review in _read(shop) if review.evidence.url == page.url)
        plain, marked = unmarked(page), placed(page, (*_marked(page), *told_of))
        hinted = (plain and origin_hinted(page, plain)) or sentence_hinted(page, (*marked, *plain))
        if hinted or ((plain or marked) and note_hinted(page)):
            return Unknown("unclear", f"words beside the reviews may say where they come from: {page.url}")
    return shop.not_found("product", "terms")


_READERS = {"reviews": reviews, "reviews_shown": reviews_shown, "review_statement": review_statement}


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The facts of this family, by field of `ShopFacts`."""
    return {name: reader(shop) for name, reader in _READERS.items()}
