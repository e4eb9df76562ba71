"""Environmental claims about goods: generic words, neutral climates, own labels, promises, words that French law bans.

Read on pages with goods only; what consumers write in reviews, what a ministry or a law is called, and what a sentence
denies is no claim of the shop. Law: Directive 2005/29/EC, annex I, as amended by Directive (EU) 2024/825.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from checks.claims import EnvironmentalSheet, GreenClaim, GreenKind
from checks.facts import Fact, Found
from sweep.extract.page import Page
from sweep.extract.pages.mentions import Mention
from sweep.extract.pages.reported import is_reported
from sweep.extract.pages.statement_text import Hit, Span, StatementText
from sweep.extract.pages.voices import is_others
from sweep.extract.practices.green_subject import is_doubtful, is_explained, names_of_goods
from sweep.extract.shop_pages import ShopPages
from sweep.extract.statements.granted import negates
from sweep.extract.visit.stated import clauses, merged, texts

_GOODS = ("product", "listing", "home")
_PLAIN: dict[str, GreenKind] = {
    "green.generic": "generic",
    "green.neutral": "neutral",
    "green.whole": "whole",
    "green.required": "required",
    "green.lifetime": "lifetime",
    "green.fr_banned": "fr_banned",
}
_PAIRS: tuple[tuple[str, str, GreenKind], ...] = (
    ("green.bpa", "green.baby_bottle", "required"),
    ("green.free_of", "green.water", "irrelevant"),
)
_REACH = 200  # characters within which a claim may be specified
_LABEL_NAME = 90  # characters; longer names of pictures describe the product
_LABEL_WORDS = 5  # of a picture's description; the names of goods have more
_MOST = 6  # claims of one kind kept of one shop
_YEAR = re.compile(r"(?<!\d)20(?:2[7-9]|[3-6]\d)(?!\d)")
_FIGURE = re.compile(r"\d\s?%")
_WHOLLY = re.compile(r"(?<!\d)100\s?%")
_BESIDE = 8  # characters between a hundred per cent and the word that it is said of: "sostenibile al 100 %"
_LABEL = re.compile(
    r"(?<![a-z])(?:eco[ _-]?(?:label|choice|friendly|conscious|logo|badge|seal|responsable)|green[ _-]?(?:choice|label|"
    r"product|seal|badge)|umweltfreundlich|milieuvriendelijk|(?:climate|carbon|klima|co2)[ _-]?neutral|"
    r"planet[ _-]?friendly|ecologique|eco[ _-]?concu)",
    re.IGNORECASE,
)
_STEMS = ("eco", "green", "umweltfreundlich", "nachhaltig", "milieuvriendelijk", "neutral", "planet")  # of _LABEL
_GREEN = Mention(*_STEMS)
_KNOWN_LABEL = re.compile(
    r"eu[ _-]?ecolabel|ecolabel[ _-]?(?:eu|europe)|europ\w*[ _-]?ecolabel|blauer[ _-]?engel|blue[ _-]?angel|"
    r"nordic[ _-]?swan|umweltzeichen|fsc|pefc|gots|oeko[ _-]?tex|energy[ _-]?label",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"FR(?<!\wFR)\d{6}_\d{2}[A-Z0-9]{4}(?!\w)")
_OF_ECOLOGY = re.compile(r"ecologi|okologi|ekologi")  # organic farming, a science, a movement, or praise
_LIKE_IDENTIFIER = re.compile(r"FR(?<!\wFR)\s?\d{5,7}[_-]\s?\w{5,7}(?!\w)")


def green_claims(shop: ShopPages) -> Fact[tuple[Found[GreenClaim], ...]]:
    """Every claim, each sentence once a kind; without any, Absent only where product pages were read."""
    found: dict[tuple[str, str], Found[GreenClaim]] = {}
    goods = names_of_goods(heading for page in shop.of("product") for heading in _titles(page))
    for told in texts(shop, *_GOODS):
        for claim in _claims(told, goods):
            found.setdefault((claim.value.kind, claim.value.text), claim)
    for page in shop.of(*_GOODS):
        for claim in _labels(page):
            found.setdefault((claim.value.kind, claim.value.text), claim)
    kept = tuple(_capped(found.values()))
    return Found(kept, kept[0].evidence) if kept else shop.not_found("product")


def _capped(found: Iterable[Found[GreenClaim]]) -> Iterator[Found[GreenClaim]]:
    """At most _MOST of a kind, the ones that say least about themselves first: they weigh most."""
    seen: dict[str, int] = {}
    for claim in sorted(
        found, key=lambda f: (f.value.doubtful, f.value.certified, f.value.specified, not f.value.offset)
    ):
        seen[claim.value.kind] = seen.get(claim.value.kind, 0) + 1
        if seen[claim.value.kind] <= _MOST:
            yield claim


def _titles(page: Page) -> Iterator[str]:
    """The first headings of a product's page: one of them is its title."""
    yield from islice(page.headings, 2)


def _claims(told: StatementText, goods: frozenset[str]) -> Iterator[Found[GreenClaim]]:
    for key, kind in _PLAIN.items():
        for hit in told.of(key):
            if _is_claim(told, clause := told.clause(hit.start), key):
                yield _claim(told, clause, kind, hit, goods)
    for first, second, kind in _PAIRS:
        for hit in told.of(first):
            clause = told.clause(hit.start)
            if told.says(clause, second) and _is_claim(told, clause, first):
                yield _claim(told, clause, kind, hit, goods)
    for hit in told.of("green.neutral", "green.footprint"):
        clause = told.clause(hit.start)
        if _YEAR.search(told.flat, clause.start, clause.end) and _is_claim(told, clause, hit.key):
            planned = told.says(_near(told, clause), "green.plan")
            term = told.text[hit.start : hit.end]
            yield Found(GreenClaim("future", term, told.quote(clause), planned), told.evidence(clause, hit.start))


def _is_claim(told: StatementText, clause: Span, key: str) -> bool:
    quote = told.quote(clause)
    if told.says(clause, "green.not_claim") or quote.endswith("?"):
        return False
    if negates(told, clause) and is_reported(told, clause, key):
        return False  # "the word „green“ is not one we use"
    # a product's own name is a heading and a link elsewhere, and still a claim; a bare word in a menu is none
    return (told.words(clause) > 2 or not told.is_menu(clause)) and not is_others(told.page, quote)


def _near(told: StatementText, clause: Span) -> Span:
    return Span(max(0, clause.start - _REACH), min(len(told.flat), clause.end + _REACH))


def _claim(told: StatementText, clause: Span, kind: GreenKind, hit: Hit, goods: frozenset[str]) -> Found[GreenClaim]:
    near, term = _near(told, clause), told.text[hit.start : hit.end]
    if kind == "whole":
        specified = told.says(near, "green.part")
    else:
        specified = told.says(near, "green.specific") or _is_measured(told, near, hit)
        specified = specified or told.says(clause, "green.reason") or is_explained(told, clause, hit)
    certified = bool(told.of("green.certificate"))
    offset = told.says(near, "green.offset")
    several = kind == "neutral" or _OF_ECOLOGY.match(told.flat, hit.start) is not None
    doubtful = kind in ("generic", "neutral") and is_doubtful(told, clause, hit, goods, open_word=several)
    value = GreenClaim(kind, term, told.quote(clause), specified, certified, offset, doubtful)
    return Found(value, told.evidence(clause))


def _is_measured(told: StatementText, near: Span, hit: Hit) -> bool:
    """Whether a percentage stands near; "100 % sustainable" says no more than "sustainable"."""
    figures = (m for m in _FIGURE.finditer(told.flat, near.start, near.end))
    return any(not _is_of_all(told, m, hit) for m in figures)


def _is_of_all(told: StatementText, figure: re.Match[str], hit: Hit) -> bool:
    """Whether a figure, of which the last digit was found, is the hundred per cent beside the word of the claim."""
    apart = max(hit.start - figure.end(), figure.start() - hit.end)
    return apart <= _BESIDE and _WHOLLY.match(told.flat, max(0, figure.start() - 2)) is not None


def _labels(page: Page) -> Iterator[Found[GreenClaim]]:
    """Pictures that are called a green label and none of the known certified ones."""
    if not _GREEN.on(page):
        return
    for i in page.body.of("img"):
        names = [v for k in ("alt", "title", "src") if (v := page.body.attributes[i].get(k))]
        named = next((n for n in names if _is_label(n.rsplit("/", 1)[-1]) and n in page.html), "")
        if len(named.split()) > _LABEL_WORDS:
            continue
        # the replacement text of a product's picture is its name, not a label
        if (
            named
            and len(named) <= _LABEL_NAME
            and named not in page.headings
            and not any(_KNOWN_LABEL.search(n) for n in names)
        ):
            yield Found(GreenClaim("label", named, named), page.evidence(named))


def _is_label(name: str) -> bool:
    words = name.lower()
    return any(stem in words for stem in _STEMS) and bool(_LABEL.search(name))


def fr_environmental_sheet(shop: ShopPages) -> Fact[EnvironmentalSheet]:
    """The register number of producers (Code de l'environnement, R541-173) and the sheet of qualities (R541-221)."""
    for page in shop.pages:
        if "FR" in page.text and (match := _IDENTIFIER.search(page.text)):
            return Found(EnvironmentalSheet(match[0]), page.evidence(match[0]))
    for page in shop.of("legal_notice", "terms", "privacy", "about", "other", "home"):
        if "FR" in page.text and (match := _LIKE_IDENTIFIER.search(page.text)):
            return Found(EnvironmentalSheet(match[0]), page.evidence(match[0]))
    sheet = clauses(texts(shop, "product", "listing", "home", "other"), "green.sheet")
    if sheet:
        best = merged(sheet)
        return Found(EnvironmentalSheet("", sheet=True), best.evidence, best.more)
    return shop.not_found("product", "legal_notice", "terms")


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The facts of this family, by field of `ShopFacts`."""
    return {"green_claims": green_claims(shop), "fr_environmental_sheet": fr_environmental_sheet(shop)}
