"""What offers and notices are looked up by: words, codes and keys as short strings, the same on both sides."""

from __future__ import annotations

import re
from functools import lru_cache

from product_alerts.item_ids import item_of_url, items_of_text, marketplace
from product_alerts.model import ItemId, Offer
from product_alerts.modelnumbers import Strength, strength
from product_alerts.prepare import Subject
from product_alerts.text import fold, stem, tokens

# What a term is to a notice: of its brand, its name, a code, a code that needs the brand beside it, a barcode or item,
# told of goods without a brand. 0 is a word of the kind of product.
BRAND, NAME, CODE, SERIES, KEY, TOLD = 1, 2, 4, 8, 16, 32
_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_CODE = 5  # words that one code may be written in
_LONGEST_HEAD = 8  # letters that a code may begin with
_LONGEST_TITLE = 40  # words
_LONGEST_TOLD = 400  # characters of a description


def terms_of_notice(alert: Subject) -> dict[str, int]:
    """Every term of a notice with what it is: words bare, codes behind "#", barcodes behind "=", items behind "@"."""
    found: dict[str, int] = {}

    def put(term: str, what: int) -> None:
        found[term] = found.get(term, 0) | what

    for word in alert.title_words:
        put(stem(word), 0)
    for key in alert.brand_keys | alert.plain_brands:
        for word in (*map(stem, key), *(("".join(key),) if len(key) > 1 else ())):
            put(word, BRAND)
    for compact in alert.codes(Strength.WITH_KIND):
        put(compact.lower(), 0)  # as a word too, so that one with a slip of the pen is found
    for name in alert.names:
        for word in name.words:
            put(word, NAME)
    for word in alert.name_words:
        put(word, NAME)
    for word in frozenset() if alert.brand_keys else alert.all_words:
        put(word, TOLD)  # no-name goods are known by what is told of them
    for compact in alert.codes(Strength.WITH_KIND):
        put(f"#{compact.lower()}", CODE if strength(compact) is Strength.ALONE else SERIES)
    for term in (*(f"={gtin}" for gtin in alert.gtins), *map(_item, alert.item_ids)):
        put(term, KEY)
    return found


def _item(item: ItemId) -> str:
    return f"@{item.marketplace} {item.number}"


@lru_cache(maxsize=4096)
def _market(host: str) -> str:
    return marketplace(host)


Query = tuple[list[str], list[str]]  # an offer's words and its keys, as terms


def query(offer: Offer) -> Query:
    """What an offer is looked up by."""
    words = words_of_offer(offer)
    brand = "".join(_WORD.findall(fold(offer.brand))) if " " in offer.brand else ""
    told = map(stem, tokens(offer.description[:_LONGEST_TOLD]))
    keys = [*keys_of_offer(offer, words), *told]
    return [*map(stem, words), *likely_codes(words), *([brand] if brand else [])], keys


def words_of_offer(offer: Offer) -> list[str]:
    """The folded words of the brand, the title and the variant, in order."""
    text = f"{offer.brand} {offer.title} {offer.variant}"
    folded = text.lower() if text.isascii() else fold(text)
    return _WORD.findall(folded.replace("'s ", " "))[:_LONGEST_TITLE]


def likely_codes(words: list[str]) -> list[str]:
    """Words that are most of a code each, or two that are one: "kw 2140"."""
    return [
        before + word
        for before, word in zip(("", *words), words, strict=False)
        if len(word) >= 3 and not word.isalpha() and len(before) <= 4 and before.isalpha()
    ]


def keys_of_offer(offer: Offer, words: list[str]) -> list[str]:
    """The codes, barcodes and items of an offer, as terms; every run of up to five words with digits may be a code."""
    found = [] if "".join(words).isalpha() else _runs(words)
    for text in (offer.mpn, offer.sku):
        if text:
            found.append("#" + "".join(_WORD.findall(fold(text))))
    if offer.gtin:
        found.append("=" + "".join(c for c in offer.gtin if c.isdigit()).zfill(14))
    market = _market(offer.url.partition("//")[2].partition("/")[0].lower())
    if market:
        item = item_of_url(offer.url)
        found += map(_item, (*((item,) if item else ()), *items_of_text(offer.sku, market)))
    return found


def _runs(words: list[str]) -> list[str]:
    found = []
    for at, word in enumerate(words):
        run = word
        plain = run.isalpha()
        if not plain and len(run) >= 4:
            found.append("#" + run)
        elif plain and len(run) > _LONGEST_HEAD:
            continue
        for after in words[at + 1 : at + _LONGEST_CODE]:
            run += after
            if len(run) >= 4 and not (plain and after.isalpha()):
                plain = False
                found.append("#" + run)
    return found
