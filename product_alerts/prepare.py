"""Offers and alerts read once into what the features compare: codes, brand names, words, kinds, quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from product_alerts.categories import kind_of_category, kinds_of, nouns_in
from product_alerts.gtin import normalise
from product_alerts.item_ids import host_of, item_of_url, items_of_text, marketplace
from product_alerts.model import Alert, ItemId, Offer
from product_alerts.modelnumbers import Code, Strength, code, codes_in, joined_codes, model_codes, strength
from product_alerts.text import fold, is_placeholder, tidy, tokens, word_list

MADE_FOR_ANOTHER = "made for another"  # what stands for a part whose name we do not know
Words = frozenset[str]
Quantities = frozenset[tuple[str, str]]

_QUANTITY = re.compile(
    r"(?<![\w.,])(\d{1,6}(?:[.,]\d{1,3})?)\s?(mm|cm|m|kg|g|mg|ml|cl|l|gb|tb|mb|mah|wh|w|kw|v|inch|zoll|pcs|pieces|pack|oz|lb|k)(?![a-z0-9])"
)
_SET_OF = re.compile(
    r"\b(?:set|pack|lot|box|jeu)\s+(?:of|de|mit|van)\s+(\d{1,4})\b|\b(\d{1,4})\s*(?:er|-?pack|-?piece)\b"
)
_LANGUAGES = {
    "en": "the and with for of in from by to is your",
    "fr": "le la les des du pour avec sans et une au aux",
    "de": "der die das und mit fur ohne von zum zur ein eine",
    "nl": "het een voor met zonder van en op uit",
    "it": "il lo gli della di con per senza e una",
    "es": "el los las y con para sin del una por",
    "pt": "os com para sem da do dos uma e",
    "pl": "do dla ze na bez i oraz",
    "cs": "pro ze na s bez a se k",
    "sv": "och med for utan till av",
    "ro": "si pentru cu din fara",
}


def usable_brand(text: str) -> bool:
    """Whether a brand can tell products apart: no placeholder, no plain word, at least two letters."""
    words = " ".join(tokens(text))
    return sum(c.isalpha() for c in words) >= 2 and not is_placeholder(text) and words not in word_list("plain_brands")


def content_words(text: str) -> Words:
    """The words of `text` that may tell one product from another: letters only, three or more, none of the common."""
    common = word_list("common")
    return frozenset(
        w for w in tokens(text) if len(w) >= 3 and w.isalpha() and w not in common and w + "s" not in common
    )


def quantities(text: str) -> Quantities:
    """The amounts stated with a unit: "Sensory Blocks Set of 16" -> {("pieces", "16")}, "500 ml" -> {("ml", "500")}."""
    folded = fold(text)
    found = {(unit, number.replace(",", ".")) for number, unit in _QUANTITY.findall(folded)}
    found |= {("pieces", a or b) for a, b in _SET_OF.findall(folded)}
    return frozenset(("pieces" if unit in ("pcs", "pieces", "pack") else unit, number) for unit, number in found)


@cache
def _language_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _LANGUAGES.items()}


def language(text: str) -> str:
    """The language whose small words `text` uses most (ISO 639-1), or "" when that cannot be told."""
    words = frozenset(tokens(text))
    votes = sorted(((len(words & small), name) for name, small in _language_words().items()), reverse=True)
    return votes[0][1] if votes[0][0] >= 1 and votes[0][0] > votes[1][0] else ""


@cache
def _for_words() -> re.Pattern[str]:
    phrases = sorted(word_list("for_words"), key=len, reverse=True)
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, phrases))})(?![a-z0-9])")


def host_part(title: str) -> tuple[str, str]:
    """A title parted into what is sold and what it is sold for, both folded.

    "Battery for Makello DHP484" -> ("battery", "makita dhp484"). The second part ends at a comma or bracket.
    """
    folded = fold(tidy(title))
    found = next((m for m in _for_words().finditer(folded) if _names_a_device(folded[m.end() :])), None)
    if not found:
        return folded, ""
    end = re.compile(r"[,;()\[\]|]|\s-\s").search(folded, found.end())
    stop = end.start() if end else len(folded)
    return f"{folded[: found.start()]} {folded[stop:]}", folded[found.end() : stop]


def _names_a_device(rest: str) -> bool:
    # "for boys", "pour le jardin", "fur Kinder": whom or where it is for, and no device.
    words = [word for word in tokens(rest[:60]) if word not in _ARTICLES]
    return bool(words) and words[0] not in word_list("common") and words[0] + "s" not in word_list("common")


_ARTICLES = frozenset(
    "the a an your my all le la les l un une der die das den dein ihr het een il lo i gli el los las o a os".split()
)


@cache
def _part_words() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in word_list("part_words"))


def parts_named(text: str) -> frozenset[str]:
    """The words in `text` for things that are sold as part of, or for, another product."""
    # "Torch with battery" is a torch: what comes along is not what is sold.
    words = tokens(_WITH.split(fold(text), maxsplit=1)[0])
    grams = {tuple(words[at : at + size]) for size in (1, 2) for at in range(len(words) - size + 1)}
    return frozenset(" ".join(phrase) for phrase in grams & _part_words())


_WITH = re.compile(r"\b(?:with|including|incl|mit|inkl|avec|met|con|com|wraz)\b")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared, of an offer or of an alert."""

    gtins: frozenset[str]
    item_ids: frozenset[ItemId]
    models: tuple[Code, ...]  # its own
    aliases: tuple[Code, ...]  # what may be its model too: the shop's own number, two words joined
    host_models: frozenset[str]  # of devices it is made for, compact
    brands: tuple[str, ...]  # as stated, without placeholders
    brand_keys: frozenset[tuple[str, ...]]  # folded words of the usable ones
    name_words: Words
    all_words: Words
    kinds: frozenset[str]
    nouns: frozenset[tuple[str, ...]]
    parts: frozenset[str]
    amounts: Quantities
    language: str
    title_words: tuple[str, ...]  # folded, in order: where a brand may stand
    places: frozenset[str]  # hosts and sellers

    def codes(self, least: Strength) -> dict[str, Code]:
        """Its own model codes of at least that strength, by compact form."""
        return {c.compact: c for c in (*self.aliases, *self.models) if strength(c.compact) >= least}


def _keys(brands: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(tokens(brand)) for brand in brands if usable_brand(brand))


def of_offer(offer: Offer) -> Subject:
    """An offer as a subject. Its title is what is sold; its description only adds words."""
    own, host = host_part(f"{offer.title} {offer.variant}".strip())
    stated = tuple(c for c in (code(offer.mpn),) if strength(c.compact))
    gtin = normalise(offer.gtin)
    brands = () if is_placeholder(offer.brand) else (offer.brand,)
    own_kinds = kinds_of(own) or kinds_of(offer.category)
    brand_words = frozenset(tokens(offer.brand))
    return Subject(
        gtins=frozenset({gtin.code} if gtin else ()),
        item_ids=_offer_items(offer),
        models=tuple(dict.fromkeys((*stated, *codes_in(own)))),
        aliases=tuple(c for c in (code(offer.sku), *joined_codes(own)) if strength(c.compact)),
        host_models=frozenset(c.compact for c in codes_in(host)),
        brands=brands,
        brand_keys=_keys(brands),
        name_words=content_words(own) - brand_words,
        all_words=content_words(f"{offer.title} {offer.variant} {offer.description[:2000]}") - brand_words,
        kinds=own_kinds,
        nouns=nouns_in(own),
        parts=parts_named(own) | (frozenset({MADE_FOR_ANOTHER}) if host else frozenset()),
        amounts=quantities(f"{offer.title} {offer.variant}"),
        language=language(f"{offer.title} {offer.description[:300]}"),
        title_words=tuple(tokens(own)),
        places=frozenset(p for p in (_site(offer.url), " ".join(tokens(offer.seller))) if p),
    )


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _offer_items(offer: Offer) -> frozenset[ItemId]:
    item = item_of_url(offer.url)
    market = marketplace(_site(offer.url))
    numbers = items_of_text(offer.sku, market) if market and offer.sku else ()
    return frozenset(([item] if item else []) + [n for n in numbers if n.marketplace == market])


def of_alert(alert: Alert) -> Subject:
    """An alert as a subject. Notices are written in English, except for the names printed on the goods."""
    own, host = host_part(alert.product)
    brand_words = frozenset(word for brand in alert.brands for word in tokens(brand))
    names = " ".join((alert.name, *(m for m in alert.models if not any(c.isdigit() for c in m))))
    kind = kind_of_category(alert.category)
    spoken = kinds_of(own) | kinds_of(alert.name)
    return Subject(
        gtins=frozenset(alert.gtins),
        item_ids=frozenset(alert.item_ids),
        models=tuple(dict.fromkeys((*model_codes(alert.models), *codes_in(alert.name)))),
        aliases=(),
        host_models=frozenset(c.compact for c in codes_in(host)),
        brands=alert.brands,
        brand_keys=_keys(alert.brands),
        name_words=content_words(names) - brand_words,
        all_words=content_words(f"{alert.product} {names} {alert.description[:2000]}") - brand_words,
        kinds=frozenset({kind}) | spoken if kind else spoken or kinds_of(alert.category),
        nouns=nouns_in(own) | nouns_in(fold(alert.name)),
        parts=parts_named(f"{alert.product} {alert.name}") | (frozenset({MADE_FOR_ANOTHER}) if host else frozenset()),
        amounts=quantities(f"{alert.name} {' '.join(alert.models)}"),
        language="en",
        title_words=tuple(tokens(f"{alert.product} {alert.name}")),
        places=frozenset(p for p in (host_of(alert.online_trader), *(" ".join(tokens(b)) for b in alert.brands)) if p),
    )
