"""Notices of a whole shop that rules of a sector ask for: messages on alcohol, codes, logos, accessibility, privacy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from checks.facts import Absent, Fact, Found, Unknown
from checks.goods_facts import ConsentBox, MedicineLogo
from sweep.extract.page import Page
from sweep.extract.pages.beside import says_beside
from sweep.extract.pages.mentions import Mention, SourcePattern
from sweep.extract.pages.statement_text import Span, StatementText, statement_text
from sweep.extract.practices.chosen import Labels
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.stated import clauses, merged, unless_hinted
from sweep.extract.words.labels import known
from sweep.extract.words.needles import Sieve
from sweep.extract.words.sieves import sieve
from sweep.extract.words.text import fold

_ORGANIC = Sieve(r"\b[a-z]{2}(?:-bio-|-oko-|-eco-|-eko-|-org-)\d{1,3}\b")
_WASTE = (
    Sieve(r"\bweee[^\n]{0,40}?\bde ?\d{8}\b|\bwee-reg[^\n]{0,20}\d{8}\b"),
    re.compile(r"fr(?<!\wfr)\d{6}_0[56][a-z0-9]{4}\b"),  # what begins with letters is searched for ten times faster
)
_OTHER_WASTE = (re.compile(r"fr(?<!\wfr)\d{6}_\d{2}[a-z0-9]{4}\b"),)
_HIDDEN_ALCOHOL = SourcePattern(r"abus d.alcool|consommer avec mod|alcool est dangereux")
_LISTS = SourcePattern(
    r"https?://[\w.-]*(?:ordre\.pharmacien\.fr|bfarm\.de|dimdi\.de|versandhandel\.dimdi\.de|afmps\.be|fagg-afmps\.be|"
    r"famhp\.be|aanbiedersmedicijnen\.nl|salute\.gov\.it|distafarma\.aemps\.es|infarmed\.pt|rejestrymedyczne\.\w+|"
    r"thepsi\.ie|basg\.gv\.at)[^\s\"'<>]*",
)
_LOGO = SourcePattern(
    r"(?:logo[-_]?(?:ue|eu|pharmacie)|eu[-_]?logo|common[-_]?logo|versandhandels?[-_]?(?:logo|register)|"
    r"pharmacie[-_ ]en[-_ ]ligne[-_ ]autoris)[\w-]{0,40}",
)
_BOX = Mention("checkbox")
_MAX_BOXES = 100
_TITLE_WORDS = 8

Holds = Callable[[StatementText, Span], bool]


def _spoken(shop: ShopPages, key: str, *coverage: str, hidden: SourcePattern | None = None) -> Fact[str]:
    """A sentence with words of `key` on any page; not absent while the source of a page holds such words unseen."""
    if found := _said(shop, key):
        return merged(found)
    if hidden and (page := next((p for p in shop.pages if hidden.search(p)), None)):
        return Unknown("unclear", f"{page.url}: words that the page does not show at once")
    return shop.not_found(*coverage)


def _said(shop: ShopPages, key: str, holds: Holds | None = None) -> list[Found[str]]:
    texts = (statement_text(page) for page in shop.pages if page.url not in shop.templates)
    return clauses(texts, f"sector.{key}", holds)


def alcohol_message(shop: ShopPages) -> Fact[str]:
    """The message on health; one in words of the shop's own is left to a person."""
    nothing = _spoken(shop, "alcohol_message", "home", "product", hidden=_HIDDEN_ALCOHOL)
    return unless_hinted(nothing, _said(shop, "alcohol_hint")) if isinstance(nothing, Absent) else nothing


def minors_notice(shop: ShopPages) -> Fact[str]:
    """Words on the age of buyers. "18 years" alone may be a warranty's, and leaves it open.

    Who may borrow money, open an account, win a prize or give data of his own is another matter.
    """
    pages = [p for p in shop.pages if p.url not in shop.templates and p.role != "privacy"]
    if found := clauses(map(statement_text, pages), "sector.minors", _of_goods):
        return merged(found)
    nothing = shop.not_found("home", "product", "terms")
    return unless_hinted(nothing, [f for k in _AGES for f in clauses(map(statement_text, shop.pages), k)])


_AGES = ("sector.minors", "sector.minors_hint")
_OTHER_AGES = re.compile(
    r"credit|kredi?t|kredyt|financ|finanz|loan|prestito|prestamo|personal data|personenbezogen|datos"
)


def _of_goods(told: StatementText, clause: Span) -> bool:
    other = _OTHER_AGES.search(told.flat, clause.start, clause.end)
    return other is None and not says_beside(told, clause, "sector", "minors")


def _code(shop: ShopPages, forms: Sequence[Sieve | re.Pattern[str]], *coverage: str) -> Fact[str]:
    """The first number of one of these forms on any page, as it is written there."""
    for page in shop.pages:
        if places := [match.span() for form in forms if (match := form.search(page.folded))]:
            quote = page.text[slice(*min(places))]
            return Found(quote, page.evidence(quote))
    return shop.not_found(*coverage)


def organic_code(shop: ShopPages) -> Fact[str]:
    """The code number of a control body: FR-BIO-01, DE-ÖKO-006."""
    return _code(shop, (_ORGANIC,), "product", "home")


def waste_number(shop: ShopPages) -> Fact[str]:
    """The German WEEE registration number, or a French producer's unique identifier for equipment or batteries.

    There is one for each kind of waste, named by two digits: that for textiles alone leaves it open.
    """
    found = _code(shop, _WASTE, "legal_notice", "terms", "product")
    other = None if isinstance(found, Found) else _code(shop, _OTHER_WASTE)
    return Unknown("unclear", other.value) if isinstance(other, Found) and isinstance(found, Absent) else found


def medicine_logo(shop: ShopPages) -> Fact[MedicineLogo]:
    """The logo by the list of an authority that it leads to, or by its name in the source."""
    for linked, words in ((True, _LISTS), (False, _LOGO)):
        for page in shop.pages:
            if match := words.search(page):
                return Found(MedicineLogo(linked), page.evidence(match[0]))
    return shop.not_found("home", "product")


def accessibility_statement(shop: ShopPages) -> Fact[str]:
    """Words on accessibility in a text or a link. A link to a page that was not read is enough to find it."""
    if found := _said(shop, "accessibility", _is_on_access):
        return merged(found)
    spoken = shop.not_found("terms", "legal_notice", "home")
    linked = (one for page in shop.pages if (one := _link_on(page, "accessibility", shop.languages)) is not None)
    return next(linked, spoken)


def _is_on_access(told: StatementText, clause: Span) -> bool:
    """Not on a service that may be interrupted or is there day and night."""
    return not says_beside(told, clause, "sector", "access")


def _link_on(page: Page, key: str, languages: tuple[str, ...]) -> Found[str] | None:
    """A link to another page whose label holds words of `key`."""
    words = sieve("sector", (key,), known((page.language, *languages)))
    if words is None or not words.search(page.folded):
        return None
    for link in page.links:
        leads = link.kind == "a" and link.url.partition("#")[0] not in ("", page.url)
        if leads and words.search(fold(link.text)) and link.text in page.text:
            return Found(link.text, page.evidence(link.text))
    return None


def privacy_policy(shop: ShopPages) -> Fact[str]:
    """A page on privacy that speaks of personal data; one that says nothing of it in our words is unclear."""
    pages = [p for p in shop.of("privacy") if p.url not in shop.templates]
    if found := clauses((statement_text(p) for p in pages), "sector.privacy"):
        return merged(found)
    if pages:
        return Unknown("unclear", pages[0].url)
    others = [statement_text(p) for p in shop.of("terms", "legal_notice", "other")]
    if found := clauses(others, "sector.privacy", _tells_of_data) or [f for t in others for f in _data_titles(t)]:
        return merged(found)
    return unless_hinted(shop.not_found("privacy", "legal_notice", "terms"), clauses(others, "sector.privacy"))


def _tells_of_data(told: StatementText, clause: Span) -> bool:
    """What is done with data, or where that is told: not any mention of them."""
    return says_beside(told, clause, "sector", "policy")


def _data_titles(told: StatementText) -> Iterator[Found[str]]:
    """ "Personal data" as the title of a passage."""
    for hit in told.of("sector.privacy"):
        clause = told.clause(hit.start)
        if told.below(clause, _TITLE_WORDS) is not None and not told.quote(clause).endswith((".", ",", ";")):
            yield Found(told.quote(clause), told.evidence(clause))


def consent_box(shop: ShopPages) -> Fact[ConsentBox]:
    """A box for advertising or a newsletter; one that is ticked in advance goes before the others."""
    found = [f for page in shop.pages if _BOX.on(page) for f in _boxes(page)]
    if found:
        return merged(sorted(found, key=lambda f: not f.value.ticked))
    return shop.not_found("home", "checkout", "contact")


def _boxes(page: Page) -> list[Found[ConsentBox]]:
    text = statement_text(page)
    lines = {text.quote(text.clause(hit.start)) for hit in text.of("sector.consent")}
    found, labels = [], Labels(page)
    for box in page.tree.css("input[type=checkbox]")[:_MAX_BOXES]:
        words = labels.beside(box)
        if words and words in page.text and any(fold(words) in fold(line) for line in lines):
            found.append(Found(ConsentBox(words, "checked" in box.attributes), page.evidence(words)))
    return found


_READERS = {
    "alcohol_message": alcohol_message,
    "minors_notice": minors_notice,
    "organic_code": organic_code,
    "waste_number": waste_number,
    "medicine_logo": medicine_logo,
    "accessibility_statement": accessibility_statement,
    "privacy_policy": privacy_policy,
    "consent_box": consent_box,
}


def read(shop: ShopPages) -> dict[str, Fact[Any]]:
    """The facts of this family, by field of `ShopFacts`."""
    return {name: reader(shop) for name, reader in _READERS.items()}
