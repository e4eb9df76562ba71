"""Guarantees beside the legal one, and what must be told of it: the EU's notice and label, repairs, spare parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from checks.claims import CommercialGuarantee, GaranLabel, HarmonisedNotice
from checks.facts import Absent, Fact, Found, Unknown
from sweep.extract.page import Page
from sweep.extract.pages.mentions import Mention, SourcePattern
from sweep.extract.pages.outline import Outline
from sweep.extract.pages.statement_text import Span, StatementText, statement_text
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.words.needles import Sieve
from sweep.extract.words.text import per_line

COVERAGE = ("guarantee", "terms")
_TOLD = ("guarantee", "terms", *TEXTS, "product", "basket", "checkout")
_ADDRESS = re.compile(
    r"(?:https?:)?(?://)?(?:www\.)?europa\.eu/youreurope/[\w./-]{0,80}guarant[\w./-]{0,40}", re.IGNORECASE
)
_OTHER_ADDRESS = re.compile(r"(?:www\.)?europa\.eu/youreurope(?:/[\w./-]{0,120})?", re.IGNORECASE)
_NOTICE_NAME = re.compile(
    r"harmoni[sz]\w{0,6}[ _-]?(?:notice|guarantee)|(?:legal|eu)[ _-]?guarantee[ _-]?notice|2025[ _-]?1960|"
    r"(?:avis|aviso|avviso)[ _-]?(?:harmonis|armoni|harmoni)|harmonisierte[ _-]?mitteilung|youreurope",
    re.IGNORECASE,
)
# A picture or its words on a guarantee that is the law's: "legal-guarantee-de.png", "Gesetzliche Gewährleistung (EU)".
_OF_LAW = re.compile(
    r"(?<![a-z])(?:eu|ue)(?![a-z])|europ|l[eé]gal|gesetz|statut|wettelijk|ustaw|harmon|mitteilung|notice|conformit",
    re.IGNORECASE,
)
_BACKGROUND = SourcePattern(r"url\([^)\s]{0,120}(?:guarant|garant|garanz|gew(?:ae|%c3%a4|%C3%A4|ä)hr)[^)\s]{0,80}")
_GUARANTEE_NAME = re.compile(
    r"garant|guarant|gew[aä]hr|warrant|waarborg|garanz|gwaranc|r[eę]kojm|conformit", re.IGNORECASE
)
_LABEL = Sieve(r"(?<!\w)GARAN(?!\w)")
_LABEL_NAME = re.compile(
    r"(?<![a-z])garan[ _-]?label|label[ _-]?garan(?![a-z])|(?<![a-z])garan(?![a-z])", re.IGNORECASE
)
_MORE_THAN = re.compile(
    r"(?:langer als|mehr als|uber|more than|over|longer than|beyond|plus de|superieures? a|au-dela de|meer dan|"
    r"langer dan|"
    r"mas de|superior(?:es|i)? a|oltre(?: i)?|piu di|mais de|ponad|powyzej|dluzej niz) $"
)
_YOUR_EUROPE = Mention("youreurope")
_MONTHS = range(1, 601)
_REPAIR_MONTHS = range(1, 37)
_LABEL_YEARS = 50
_NAME_WORDS = 5  # of the name of an article that tells of its guarantee, at least
_NEAR = 3  # lines round a guarantee in which its particulars may stand


def harmonised_notice(shop: ShopPages) -> Fact[HarmonisedNotice]:
    """The notice as a link, a picture or words. A picture without a telling name may be it: then nothing is absent."""
    pages = [page for page in shop.pages if page.url not in shop.templates]
    found = [f for page in pages for f in _notice_links(page)]
    found += [f for page in pages for f in _notice_pictures(page)]
    for told in texts(shop, *_TOLD):  # in a heading or on a button, too: behind it the notice may open
        places = dict.fromkeys(told.clause(hit.start) for hit in told.of("guarantees.notice"))
        found += [Found(HarmonisedNotice("text"), told.evidence(clause)) for clause in places]
    if found:
        return merged(found)
    if (page := next((p for p in shop.of(*COVERAGE) if any(_unnamed_pictures(p))), None)) is not None:
        return Unknown("not parsed", f"a picture on {page.url} may be the notice")
    if (file := next((t.page for t in texts(shop, *TEXTS) if _is_drawn(t)), None)) is not None:
        return Unknown("not parsed", f"{file.url} is a file whose pictures are not seen")
    return shop.not_found(*COVERAGE, "product")


def _is_drawn(told: StatementText) -> bool:
    """Whether a page is a file on guarantees: of its pictures and links nothing is known here."""
    return told.page.media_type == "application/pdf" and bool(told.of("guarantee_any", "guarantee_legal"))


def _notice_links(page: Page) -> Iterator[Found[HarmonisedNotice]]:
    if not _YOUR_EUROPE.on(page):
        return
    if match := _ADDRESS.search(page.html):
        yield Found(HarmonisedNotice("link"), page.evidence(match[0]))
    elif match := _OTHER_ADDRESS.search(page.html):  # perhaps to the same page under another address
        yield Found(HarmonisedNotice("text"), page.evidence(match[0]))


def _notice_pictures(page: Page) -> Iterator[Found[HarmonisedNotice]]:
    for name in _pictures(page.body):
        if _names_notice(name) and name in page.html:
            yield Found(HarmonisedNotice("picture"), page.evidence(name))
            return
    if (background := _BACKGROUND.search(page)) is not None:
        yield Found(HarmonisedNotice("picture"), page.evidence(background[0]))


@per_line
def _names_notice(name: str) -> bool:
    """Most pictures stand on many pages of their shop."""
    file = name.rsplit("/", 1)[-1]  # "images-eu.shop.example" and "/eu/" are where pictures lie
    legal = _GUARANTEE_NAME.search(file) is not None and _OF_LAW.search(file) is not None
    return legal or _NOTICE_NAME.search(name) is not None


def _pictures(body: Outline) -> Iterator[str]:
    """Address and replacement text of every picture, each apart."""
    for i in body.of("img", "source", "object", "embed", "svg"):
        yield from [value for name, value in body.attributes[i].items() if value and name in _PICTURE_NAMES]


_PICTURE_NAMES = frozenset(("src", "data-src", "srcset", "data-srcset", "alt", "title", "data", "aria-label"))


def _unnamed_pictures(page: Page) -> Iterator[str]:
    """Pictures in the text of a page on guarantees or terms that are no logo: about a guarantee, or without words."""
    body = page.body
    for i in body.of("img"):
        attributes = body.attributes[i]
        if not _in_frame(body, i):
            names = " ".join(attributes.get(k) or "" for k in ("src", "alt", "title"))
            if not (attributes.get("alt") or "").strip() or _GUARANTEE_NAME.search(names):
                yield names


def _in_frame(body: Outline, element: int) -> bool:
    while element >= 0:
        if body.tags[element] in ("header", "nav", "footer"):
            return True
        element = body.parents[element]
    return False


def garan_label(shop: ShopPages) -> Fact[GaranLabel]:
    """The label by its name "GARAN" in the text, or in the name of a picture."""
    found: list[Found[GaranLabel]] = []
    for page in shop.of("product", "listing", "home", "guarantee", "terms", "other"):
        told = statement_text(page)
        found += [_label(told, told.clause(m.start())) for m in _LABEL.finditer(told.text)]
        named = (n for n in _pictures(page.body) if "garan" in n.lower() and _LABEL_NAME.search(n) and n in page.html)
        found += [Found(GaranLabel(None), page.evidence(n)) for n in named]
    if found:
        return merged(sorted(found, key=lambda f: f.value.years if f.value.years is not None else 99))
    return shop.not_found("product")


def _label(told: StatementText, clause: Span) -> Found[GaranLabel]:
    every = told.periods_in(clause)
    months = [p.months for p in every if p.months and p.months <= 12 * _LABEL_YEARS]
    # "for guarantees of more than two years" tells what the label is for
    explained = any(_MORE_THAN.search(told.flat, max(clause.start, p.start - 30), p.start) for p in every)
    years = max(months) // 12 if months and not explained else None
    return Found(GaranLabel(years, told.says(clause, "guarantees.paid")), told.evidence(clause))


def commercial_guarantee(shop: ShopPages) -> Fact[CommercialGuarantee]:
    """A guarantee of the producer or shop for a time that is named; conditional and negative sentences are none."""
    found = [
        Found(_commercial(told, clause), told.evidence(clause, hit.start))
        for told in texts(shop, "product", "guarantee", "terms", *TEXTS)
        for hit in told.of("guarantees.commercial")
        if _offers(told, clause := told.clause(hit.start))
    ]
    if not found:
        return shop.not_found("product", *COVERAGE)
    particulars = {t for f in found for t in f.value.told}
    found.sort(key=lambda f: (f.value.giver != "producer", f.value.paid, -(f.value.months or 0)))
    first, best = found[0].value, merged(found)
    told_all: Any = tuple(sorted(particulars))
    return Found(CommercialGuarantee(first.months, first.giver, first.paid, told_all), best.evidence, best.more)


def _offers(told: StatementText, clause: Span) -> bool:
    if told.says(
        clause,
        "guarantee_legal",
        "guarantee_law",
        "guarantees.none",
        "guarantee_denial",
        "guarantee_weak",
        "guarantees.hidden",
    ):
        return False
    return not told.is_menu(clause) and _months(told, clause) is not None and not _leads_away(told, clause)


def _leads_away(told: StatementText, clause: Span) -> bool:
    """Whether a line is the text of a link: the name of another article, whose own page tells of its guarantee."""
    if told.words(clause) < _NAME_WORDS:
        return False
    words = told.text[clause.start : clause.end].strip()
    here = told.page.url.partition("#")[0]
    return any(words in link.text and link.url.partition("#")[0] != here for link in told.page.links)


def _months(told: StatementText, clause: Span) -> int | None:
    return max((p.months for p in told.periods_in(clause) if p.months and p.months in _MONTHS), default=None)


def _commercial(told: StatementText, clause: Span) -> CommercialGuarantee:
    giver: Literal["producer", "shop"] = "producer" if told.says(clause, "guarantees.producer") else "shop"
    round_it = told.beside(clause, _NEAR, _NEAR)
    near = Span(round_it[0].start, round_it[-1].end)
    named: list[Literal["duration", "territory", "conditions", "unaffected"]] = ["duration"]
    if told.says(near, "guarantees.territory"):
        named.append("territory")
    if told.says(near, "guarantees.conditions"):
        named.append("conditions")
    if told.says(near, "unaffected"):
        named.append("unaffected")
    return CommercialGuarantee(_months(told, clause), giver, told.says(clause, "guarantees.paid"), tuple(named))


def hidden_defects(shop: ShopPages) -> Fact[str]:
    """Any mention of the guarantee against hidden defects."""
    found = [
        Found(told.quote(clause, hit.start), told.evidence(clause, hit.start))
        for told in texts(shop, "guarantee", "terms", *TEXTS, "product")
        for hit in told.of("guarantees.hidden")
        for clause in [told.clause(hit.start)]
    ]
    return merged(found) if found else shop.not_found(*COVERAGE)


def repair_extension(shop: ShopPages) -> Fact[int]:
    """Months by which the guarantee is said to last longer after a repair; the shortest, where several are named."""
    found = [
        Found(min(months), told.evidence(clause))
        for told in texts(shop, "guarantee", "terms", *TEXTS)
        for clause in dict.fromkeys(told.clause(h.start) for h in told.of("guarantees.prolonged"))
        if told.says(clause, "guarantees.repaired") and told.says(clause, "guarantees.guaranteed")
        if (months := [p.months for p in told.periods_in(clause) if p.months and p.months in _REPAIR_MONTHS])
    ]
    return merged(sorted(found, key=lambda f: f.value)) if found else shop.not_found(*COVERAGE)


def spare_parts(shop: ShopPages) -> Fact[str]:
    """A sentence on how long spare parts can be had, or that there are none; any other mention leaves it unclear."""
    pages = list(texts(shop, "product", "guarantee", "terms", *TEXTS))
    found = clauses(pages, "guarantees.spare", lambda told, clause: bool(told.periods_in(clause)))
    if found:
        return merged(found)
    missing: Absent | Unknown = shop.not_found("product", *COVERAGE)
    return unless_hinted(missing, clauses(pages, "guarantees.spare"))


_READERS = {
    "harmonised_notice": harmonised_notice,
    "garan_label": garan_label,
    "commercial_guarantee": commercial_guarantee,
    "hidden_defects": hidden_defects,
    "repair_extension": repair_extension,
    "spare_parts": spare_parts,
}


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The facts of this family, by field of `ShopFacts`."""
    return {name: reader(shop) for name, reader in _READERS.items()}
