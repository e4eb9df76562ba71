"""Where the model withdrawal form may stand in other words than the law's, or cannot be read: a file, a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from checks.facts import Fact, Found
from sweep.extract.page import Page
from sweep.extract.pages.beside import says_beside
from sweep.extract.pages.languages import spoken
from sweep.extract.pages.links import Link
from sweep.extract.pages.statement_text import Span, StatementText
from sweep.extract.shop_pages import ShopPages
from sweep.extract.visit.stated import TEXTS, clauses, merged, texts, unless_hinted
from sweep.extract.words.labels import known
from sweep.extract.words.sieves import sieve
from sweep.extract.words.text import fold

_ENDING = r"\.(?:pdf|docx?|odt|rtf|jpe?g|png|gif|webp)"
_FILE, _LIKE_FILE = re.compile(f"{_ENDING}$", re.IGNORECASE), re.compile(_ENDING, re.IGNORECASE)
_DOCUMENT = re.compile(r"(?<!\w)(?:pdf|docx?|odt|rtf) ?$")
_GAP = re.compile(r"[\[<{(][^\])>}\n]*[\])>}]\.?$")
_TITLE_WORDS, _LINE_WORDS = 8, 6
_COVERAGE = ("withdrawal", "terms", "delivery")
_SLUG_NOISE = re.compile(r"[-_+./\d]+")


def model_form(shop: ShopPages) -> Fact[str]:
    """The sentence that only the model withdrawal form has (Directive 2011/83/EU, annex I B)."""
    pages = list(texts(shop, *TEXTS))
    found = clauses(pages, "model_form") or [f for told in pages for f in _over_lines(told)]
    if found:
        return merged(found)
    hints = [*clauses(pages, "form_hint"), *clauses(pages, "form_word", _annexed)]
    hints += [*form_elsewhere(shop), *form_below_title(pages)]
    return unless_hinted(shop.not_found(*_COVERAGE), hints)


def _over_lines(told: StatementText) -> Iterator[Found[str]]:
    """The form's sentence where its lines are broken as on paper; the line in which it begins is the proof."""
    words = sieve("statements", ("model_form",), told.languages) if told.of("form_hint", "withdraw_hint") else None
    for match in words.finditer(told.flat.replace("\n", " ")) if words else ():
        clause = told.clause(match.start())
        yield Found(told.quote(clause, match.start()), told.evidence(clause, match.start()))


def _annexed(told: StatementText, clause: Span) -> bool:
    """ "The form is annexed to these terms", "is available here": a person must look for it, in a file or elsewhere."""
    there = told.says(clause, "annexed") or says_beside(told, clause, "statements", "form")
    return there and told.says(clause, "withdraw_right", "withdraw_hint", "withdraw_event")


def form_elsewhere(shop: ShopPages) -> Iterator[Found[str]]:
    """Links to files and pictures that call themselves a form, on pages about withdrawal or named after it."""
    for page in shop.of("withdrawal", "terms", "delivery", "contact", "other", "legal_notice", "home"):
        for words, quote in (*_files(shop, page), *_pictures(page)):
            form, hinted = _form_words(words, known(spoken(page)))
            here = page.role == "withdrawal"  # a document there that speaks of withdrawing may hold the form
            if (form and (hinted or here)) or (here and hinted and _DOCUMENT.search(words)):
                yield Found(words.strip(), page.evidence(quote))


def form_below_title(pages: Iterable[StatementText]) -> Iterator[Found[str]]:
    """Titles that name the form, with a line below them that is neither the next title nor a gap to be filled in."""
    for told in pages:
        for hit in told.of("form_word"):
            title = told.clause(hit.start)
            below = told.below(title, _TITLE_WORDS)
            if below is None or not _is_title(told, title) or not all(_form_words(told.quote(title), told.languages)):
                continue
            if told.words(below) >= _LINE_WORDS and not told.is_menu(below) and not _GAP.match(told.quote(below)):
                yield Found(told.quote(below), told.evidence(below))


def _is_title(told: StatementText, clause: Span) -> bool:
    words = told.quote(clause)
    return words in told.page.headings or not (words.endswith((".", "?", "!")) or told.is_menu(clause))


def _files(shop: ShopPages, page: Page) -> Iterator[tuple[str, str]]:
    for link in page.links:
        if link.kind == "a" and link.url.startswith("http") and _leads_away(link) and shop.page_at(link.url) is None:
            yield f"{link.text} {_path_words(link.url)}", link.text if link.text in page.text else ""


def _leads_away(link: Link) -> bool:
    return link.place == "main" or bool(_LIKE_FILE.search(link.url) and _FILE.search(urlsplit(link.url).path))


def _pictures(page: Page) -> Iterator[tuple[str, str]]:
    for image in page.tree.css("img, object[data], embed[src], iframe[src]"):
        attributes = image.attributes
        source = attributes.get("src") or attributes.get("data") or ""
        yield f"{attributes.get('alt') or attributes.get('title') or ''} {_path_words(source)}", ""


@lru_cache(maxsize=20_000)
def _path_words(url: str) -> str:
    try:
        return _SLUG_NOISE.sub(" ", unquote(urlsplit(url).path))
    except ValueError:
        return ""


@lru_cache(maxsize=20_000)
def _form_words(words: str, languages: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether words name a form, and whether they also speak of withdrawing."""
    folded = fold(words)
    form = sieve("statements", ("form_word",), languages)
    hint = sieve("statements", ("withdraw_hint", "withdraw_right"), languages)
    return bool(form and form.search(folded)), bool(hint and hint.search(folded))
