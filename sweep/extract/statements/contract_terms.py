"""The terms of sale: that they are there, clauses that may be unfair, complaints, and references to replaced laws."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checks.contract_facts import OutdatedReference, TermsPage, Unfair, UnfairClause
from checks.facts import Fact, Found
from sweep.extract.pages.beside import says_beside
from sweep.extract.pages.languages import language_of
from sweep.extract.pages.mentions import SourcePattern
from sweep.extract.pages.reported import is_reported
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.words.needles import Haystack

_TITLE_WORDS = 6
_SENTENCE = 6  # words


def terms_page(shop: ShopPages) -> Fact[TermsPage]:
    """The longest page of terms; of pages with nothing but a platform's default text none counts."""
    pages = [page for page in shop.of("terms") if page.url not in shop.templates and page.text]
    if not pages:
        return unless_hinted(shop.not_found("terms"), _terms_elsewhere(shop))
    page = max(pages, key=lambda p: (len(p.text), p.url))
    value = TermsPage(page.url, len(page.text), language_of(page))
    return Found(value, page.evidence(page.text[:120].split("\n")[0].strip()))


_TOPICS = ("withdraw_right", "guarantee_legal", "delivery", "refund", "adr", "tax_included")
_ENOUGH = 3  # topics of a contract of sale on one page: that page holds terms, whatever it is called
_UNNAMED = 2  # of these on a page whose name tells nothing


def _terms_elsewhere(shop: ShopPages) -> Iterator[Found[str]]:
    for told in texts(shop, *TEXTS):
        topics = [hits[0] for topic in _TOPICS if (hits := told.of(topic))]
        if len(topics) >= (_UNNAMED if told.page.role == "other" else _ENOUGH):
            clause = told.clause(topics[0].start)
            yield Found(told.quote(clause), told.evidence(clause, topics[0].start))


def complaints(shop: ShopPages) -> Fact[str]:
    """A sentence on what a consumer does with a complaint, or a heading "Complaints" with one below it."""
    pages = tuple(texts(shop, *TEXTS))
    said = [(told, f) for told in pages for f in clauses([told], "contract.complaint", _is_on_complaints)]
    said.sort(key=lambda pair: not _tells_how(*pair))
    found = [f for _, f in said] or [f for told in pages for f in _below_heading(told)]
    if found:
        return merged(found)
    nothing = shop.not_found("terms", "contact", "legal_notice")
    return unless_hinted(nothing, clauses(pages, "contract.complaint", _is_sentence))


def _is_on_complaints(told: StatementText, clause: Span) -> bool:
    """A sentence on a consumer's complaints to the trader: not on personal data, and not on what is barred."""
    return _is_sentence(told, clause) and not (
        told.says(clause, "consent") or says_beside(told, clause, "contract", "complaint")
    )


def _tells_how(told: StatementText, said: Found[str]) -> bool:
    start = told.text.find(said.value)
    clause = Span(start, start + len(said.value))
    return "@" in said.value or says_beside(told, clause, "contract", "answer")


def _below_heading(told: StatementText) -> Iterator[Found[str]]:
    for hit in told.of("contract.complaint"):
        title = told.clause(hit.start)
        below = told.below(title, _TITLE_WORDS)
        if below is None or (told.is_menu(title) and told.quote(title) not in told.page.headings):
            continue
        if _is_sentence(told, below) and not told.is_menu(below):
            yield Found(told.quote(below), told.evidence(below))


def _is_sentence(told: StatementText, clause: Span) -> bool:
    return told.words(clause) >= _SENTENCE or "@" in told.text[clause.start : clause.end]  # "Complaints: help@..."


_BOOK = SourcePattern(r"(?:www\.)?livroreclamacoes\.pt[\w./-]{0,80}")


def complaints_book(shop: ShopPages) -> Fact[str]:
    """The address of Portugal's electronic complaints book, in a text or behind a link or picture."""
    for page in shop.pages:
        match = _BOOK.search(page)
        if match:
            return Found(match[0], page.evidence(match[0]))
    return shop.not_found("home", "terms", "contact", "legal_notice")


# --- clauses that may be unfair ---

_UNFAIR: tuple[tuple[Unfair, str], ...] = (
    ("court", "contract.unfair_court"),
    ("arbitration", "contract.unfair_arbitration"),
    ("risk", "contract.unfair_risk"),
    ("credit", "contract.unfair_credit"),
    ("price", "contract.unfair_price"),
    ("faulty", "contract.unfair_faulty"),
    ("notice", "contract.unfair_notice"),
)
_TERMS = ("terms", "withdrawal", "delivery", "guarantee", "legal_notice", "other")


def unfair_clauses(shop: ShopPages) -> Fact[tuple[Found[UnfairClause], ...]]:
    """Clauses with the words of well-known unfair terms. Those for traders, or with a reserve, are left out."""
    pages = list(texts(shop, *_TERMS))
    found = [
        Found(UnfairClause(kind, said.value, kind == "credit" and not _paid_back(pages, said.value)), said.evidence)
        for told in pages
        for kind, key in _UNFAIR
        for said in clauses([told], key, _unreserved if kind != "credit" else _is_all_there_is)
    ]
    return Found(tuple(found), found[0].evidence) if found else shop.not_found("terms")


def _paid_back(pages: Iterable[StatementText], but: str) -> bool:
    """Whether a sentence other than `but` has words on paying back."""
    told = ((page, page.clause(hit.start)) for page in pages for hit in page.of("refund"))
    return any(page.quote(clause) != but and not page.is_menu(clause) for page, clause in told)


def _unreserved(told: StatementText, clause: Span) -> bool:
    """Whether neither the clause nor the one before or behind it speaks of traders, or keeps mandatory law."""
    reserved = any(told.says(c, "contract.unfair_not") for c in told.beside(clause, 1, 1))
    return not reserved and not is_reported(told, clause)


def _is_all_there_is(told: StatementText, clause: Span) -> bool:
    """Whether a voucher is all there is, not one by choice, out of goodwill, or for what was paid with one."""
    chosen = any(told.says(c, "contract.credit_not") for c in told.beside(clause, 1, 0))
    return not chosen and _unreserved(told, clause)


# --- laws that were replaced: names, sections and numbers, which are the same in every language ---

_REPLACED = {
    "de.tmg": r"§+ ?\d{1,2}[a-z]?(?: abs\.? ?\d)?(?: satz \d)?,? (?:tmg|telemediengesetz\w*)(?!\w)"
    r"|\btelemediengesetz(?:es)?(?!\w)",
    "de.rstv": r"§+ ?55[^.\n]{0,20} (?:rstv|rundfunkstaatsvertrag\w*)(?!\w)",
    "de.bgb_info": r"bgb-info(?:v|-verordnung)(?!\w)",
    "fr.lcen": r"article 6[^.\n]{0,12} (?:de la )?(?:loi|lcen)[^.\n]{0,40}(?:2004-575|confiance dans l'economie)",
    "fr.l121_20": r"(?<!\w)l\.? ?121-(?:20(?:-\d+)?|1[6-9]|2[01])(?!\d)[^.\n]{0,60}code de la consommation",
    "be.pratiques": r"loi du 6 avril 2010|wet van 6 april 2010|loi du 14 juillet 1991|wet van 14 juli 1991",
    "pl.2000": r"ustaw\w* z (?:dnia )?2 marca 2000",
    "it.185": r"(?:d\.? ?lgs\.?|decreto legislativo)[^.\n]{0,12}185/(?:19)?99"
    r"|(?:d\.? ?lgs\.?|decreto legislativo)[^.\n]{0,20}22 maggio 1999",
    "eu.97_7": r"(?<!\d)97/7/(?:ce|eg|ec|we)(?!\w)",
}
_COMPILED = {law: re.compile(words) for law, words in _REPLACED.items()}
_HAYSTACK = Haystack(_REPLACED)
_MARKS = ("tmg", "telemediengesetz", "rstv", "rundfunk", "bgb-info", "2004-575", "confiance dans", "121-", "2010",
          "1991", "2000", "185/", "1999", "97/7")  # fmt: skip


def outdated_references(shop: ShopPages) -> Fact[tuple[Found[OutdatedReference], ...]]:
    """References to laws that were replaced, each law once."""
    found: dict[str, Found[OutdatedReference]] = {}
    for told in texts(shop, *TEXTS, "privacy"):
        for reference in _outdated(told):
            found.setdefault(reference.value.law, reference)
    kept = tuple(found.values())
    return Found(kept, kept[0].evidence) if kept else shop.not_found("legal_notice", "terms")


def _outdated(told: StatementText) -> Iterator[Found[OutdatedReference]]:
    if not any(mark in told.flat for mark in _MARKS):
        return
    possible = _HAYSTACK.possible(told.flat)
    for law, pattern in _COMPILED.items():
        match = pattern.search(told.flat) if law in possible else None
        if match:
            words = told.text[match.start() : match.end()]
            yield Found(OutdatedReference(law, words), told.page.evidence(words))
