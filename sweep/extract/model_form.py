"""Where the model withdrawal form may stand but cannot be read: in a file to download, in a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from checks.facts import Found
from sweep.extract.labels import known
from sweep.extract.languages import spoken
from sweep.extract.links import Link
from sweep.extract.page import Page
from sweep.extract.shop_pages import ShopPages
from sweep.extract.sieves import sieve
from sweep.extract.text import fold

_ENDING = r"\.(?:pdf|docx?|odt|rtf|jpe?g|png|gif|webp)"
_FILE, _LIKE_FILE = re.compile(f"{_ENDING}$", re.IGNORECASE), re.compile(_ENDING, re.IGNORECASE)
_SLUG_NOISE = re.compile(r"[-_+./\d]+")


def form_elsewhere(shop: ShopPages) -> Iterator[Found[str]]:
    """Links to files and pictures that call themselves a form, on pages about withdrawal or named after it."""
    for page in shop.of("withdrawal", "terms", "delivery", "contact", "other", "legal_notice", "home"):
        for words, quote in (*_files(shop, page), *_pictures(page)):
            form, hinted = _form_words(words, known(spoken(page)))
            if form and (hinted or page.role == "withdrawal"):
                yield Found(words.strip(), page.evidence(quote))


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
    if not form or not form.search(folded):
        return False, False
    hint = sieve("statements", ("withdraw_hint", "withdraw_right"), languages)
    return True, bool(hint and hint.search(folded))
