"""Where the model withdrawal form may stand but cannot be read: in a file to download, in a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from checks.facts import Found
from sweep.extract.labels import known
from sweep.extract.languages import spoken
from sweep.extract.lexicon import pattern
from sweep.extract.page import Link, Page
from sweep.extract.shop_pages import ShopPages
from sweep.extract.text import fold

_FILE = re.compile(r"\.(?:pdf|docx?|odt|rtf|jpe?g|png|gif|webp)$", re.IGNORECASE)
_SLUG_NOISE = re.compile(r"[-_+./\d]+")


def form_elsewhere(shop: ShopPages) -> Iterator[Found[str]]:
    """Links to files and pictures that call themselves a form, on pages about withdrawal or named after it."""
    for page in shop.of("withdrawal", "terms", "delivery", "contact", "other", "legal_notice", "home"):
        for words, quote in (*_files(shop, page), *_pictures(page)):
            if _names_form(page, fold(words)):
                yield Found(words.strip(), page.evidence(quote))


def _files(shop: ShopPages, page: Page) -> Iterator[tuple[str, str]]:
    for link in page.links:
        if link.kind == "a" and link.url.startswith("http") and shop.page_at(link.url) is None and _leads_away(link):
            yield f"{link.text} {_path_words(link.url)}", link.text if link.text in page.text else ""


def _leads_away(link: Link) -> bool:
    return bool(_FILE.search(urlsplit(link.url).path)) or link.place == "main"


def _pictures(page: Page) -> Iterator[tuple[str, str]]:
    for image in page.tree.css("img, object[data], embed[src], iframe[src]"):
        attributes = image.attributes
        source = attributes.get("src") or attributes.get("data") or ""
        yield f"{attributes.get('alt') or attributes.get('title') or ''} {_path_words(source)}", ""


def _path_words(url: str) -> str:
    try:
        return _SLUG_NOISE.sub(" ", unquote(urlsplit(url).path))
    except ValueError:
        return ""


def _names_form(page: Page, folded: str) -> bool:
    languages = known(spoken(page))
    form = any(p.search(folded) for code in languages if (p := pattern("statements", "form_word", code)))
    hinted = any(
        p.search(folded)
        for code in languages
        for key in ("withdraw_hint", "withdraw_right")
        if (p := pattern("statements", key, code))
    )
    return form and (hinted or page.role == "withdrawal")
