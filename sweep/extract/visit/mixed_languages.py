"""Paragraphs of a legal text that were left in another language, as machines leave them."""

from __future__ import annotations

from checks.facts import Fact, Found
from sweep.extract.lexicon import languages
from sweep.extract.page import Page
from sweep.extract.pages.languages import language_of, leans, told
from sweep.extract.shop_pages import ShopPages
from sweep.extract.words.text import fold

_ROLES = ("terms", "withdrawal", "delivery", "legal_notice")
_LINE = 60  # characters of a line that counts as text
_PARAGRAPH = 200  # characters; a shorter one does not tell its language for certain
_LEAST = 2  # paragraphs in the other language; one may be a quotation
_SHARE = 0.25  # of the text; with more of it a page is given in two languages, which is a courtesy
_QUOTE = 200


def mixed_languages(shop: ShopPages) -> Fact[tuple[str, ...]]:
    """The language of a page and the other one, ISO 639-1, with the first paragraph in the other as proof."""
    pages = [page for page in shop.of(*_ROLES) if page.url not in shop.templates]
    found = (mixed for page in pages if (mixed := _mixed(page)) is not None)
    return next(found, None) or shop.not_found("terms", "legal_notice")


def _mixed(page: Page) -> Found[tuple[str, ...]] | None:
    main = language_of(page)
    if main not in languages():
        return None
    lines = [(line, fold(line)) for line in page.text.split("\n") if len(line) >= _LINE]
    foreign = [(told(main, folded)[0], line) for line, folded in lines if len(line) >= _PARAGRAPH]
    foreign = [(other, line) for other, line in foreign if other not in (main, "")]
    if len(foreign) < _LEAST:
        return None
    other, line = foreign[0]
    strange = sum(len(folded) for _, folded in lines if leans(folded, other, main))
    if strange > _SHARE * sum(len(folded) for _, folded in lines):
        return None
    return Found((main, other), page.evidence(line.strip()[:_QUOTE]))
