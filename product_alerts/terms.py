"""What offers and notices are looked up by: words, codes and keys as short strings, the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from product_alerts.brands import undoubled
from product_alerts.item_ids import item_of_url, items_of_text, marketplace
from product_alerts.model import ItemId, Offer
from product_alerts.modelnumbers import Strength, strength
from product_alerts.prepare import Subject
from product_alerts.text import fold, stem, tokens

# What a term is to a notice: of its brand, its name, a code, a code that needs the brand beside it, a barcode or item,
# told of goods without a brand, of the company that is named. 0 is a word of the kind of product.
BRAND, NAME, CODE, SERIES, KEY, TOLD, MAKER = 1, 2, 4, 8, 16, 32, 64
_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_TOLD = 400  # characters of a description


def terms_of_notice(alert: Subject) -> dict[str, int]:
    """Every term of a notice with what it is: words bare, codes behind "#", barcodes behind "=", items behind "@"."""
    found: dict[str, int] = {}

    def put(term: str, what: int) -> None:
        found[term] = found.get(term, 0) | what

    for word in alert.title_words:
        put(stem(word), 0)
    for key in alert.brand_keys | alert.plain_brands:
        for word in (*map(stem, key), *_spellings("".join(key), len(key))):
            put(word, BRAND)
    for key in frozenset() if alert.brand_keys else alert.makers:
        for word in map(stem, key):
            put(word, MAKER)
    for compact in alert.codes(Strength.WITH_KIND):
        put(stem(compact.lower()), 0)  # as a word too, so that one with a slip of the pen is found
    for name in alert.names:
        for word in name.words:
            put(word, NAME)
    for word in alert.name_words:
        put(word, NAME)
    for word in frozenset() if alert.brand_keys else alert.all_words:
        put(word, TOLD)  # no-name goods are known by what is told of them
    for compact in {c.compact for c in alert.stated} | alert.codes(Strength.WITH_KIND).keys():
        put(f"#{compact.lower()}", CODE if strength(compact) is Strength.ALONE else SERIES)
    for term in (*(f"={gtin}" for gtin in alert.gtins), *map(_item, alert.item_ids)):
        put(term, KEY)
    return found


def _item(item: ItemId) -> str:
    return f"@{item.marketplace} {item.number}"


@lru_cache(maxsize=4096)
def _market(host: str) -> str:
    return marketplace(host.lower())


END = "\0"  # what stands behind the words of an offer
_BETWEEN = f" {END} "
# Lower case and digits stay, and what ends an offer; every other character parts words.
_PARTING = bytes(c if (chr(c).isalnum() and c < 128) or chr(c) == END else 32 for c in range(256))


def words_of_offers(offers: Sequence[Offer]) -> list[str]:
    """The folded words of the brand, the title and the variant, in order; `END` between two offers."""
    texts = [f"{offer.brand} {offer.title} {offer.variant}" for offer in offers]
    folded = _BETWEEN.join([text if text.isascii() else fold(text) for text in texts])
    if folded.count(END) >= len(texts):
        folded = _BETWEEN.join([fold(text).replace(END, " ") for text in texts])
    return folded.lower().replace("'s ", " ").encode("ascii").translate(_PARTING).decode("ascii").split()


@lru_cache(maxsize=65_536)
def run_together(text: str) -> str:
    """Letters and digits only, folded."""
    return "".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=65_536)
def brand_spellings(brand: str) -> tuple[str, ...]:
    """A brand in one word, and without doubled letters, where that is not what its words are."""
    return _spellings(run_together(brand), brand.count(" ") + 1)


def _spellings(joined: str, words: int) -> tuple[str, ...]:
    single = undoubled(joined)
    return (*((joined,) if words > 1 else ()), *((single,) if single != joined else ()))


def stated_terms(offer: Offer) -> list[str]:
    """What an offer states apart from its title, as terms: codes, barcodes, items, the words of its description."""
    found = tokens(offer.description[:_LONGEST_TOLD]) if offer.description else []
    if offer.mpn:
        found.append("#" + run_together(offer.mpn))
    if offer.sku:
        found.append("#" + run_together(offer.sku))
    if offer.gtin:
        found.append("=" + "".join(c for c in offer.gtin if c.isdigit()).zfill(14))
    address = offer.url.split("/", 3)
    market = _market(address[2]) if len(address) > 2 else ""
    if market:
        item = item_of_url(offer.url)
        found += map(_item, (*((item,) if item else ()), *items_of_text(offer.sku, market)))
    return found
