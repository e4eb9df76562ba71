"""Offers and alerts read once into what the features compare: codes, brand names, words, kinds, quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from product_alerts.brands import Keys, brand_keys, company_keys, plain_keys
from product_alerts.categories import kind_of_category, kinds_of, nouns_in, nouns_of_kind
from product_alerts.gtin import normalise
from product_alerts.item_ids import host_of, item_of_url, items_of_text, marketplace
from product_alerts.model import Alert, ItemId, Offer
from product_alerts.modelnumbers import Code, Strength, code, codes_in, joined_codes, model_codes, strength
from product_alerts.names import SIZES, Name, common_stems, names_of, variants_in
from product_alerts.purpose import MADE_FOR_ANOTHER, host_part, parts_named, purpose, without_extras
from product_alerts.stated import stated_models, written_models
from product_alerts.text import fold, is_placeholder, stem, tokens

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


def content_words(text: str) -> Words:
    """The words of `text` that may tell one product from another: letters only, three or more, none of the common.

    Without plural endings, as all words that are compared.
    """
    return frozenset(_content(tuple(tokens(text))))


def _content(words: tuple[str, ...]) -> Iterator[str]:
    common = common_stems()
    for word in words:
        if len(word) >= 3 and word.isalpha():
            bare = stem(word)
            if bare not in common:
                yield bare


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


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared, of an offer or of an alert."""

    gtins: frozenset[str]
    item_ids: frozenset[ItemId]
    models: tuple[Code, ...]  # its own
    aliases: tuple[Code, ...]  # what may be its model too: the shop's own number, two words joined
    stated: frozenset[Code]  # numbers that are models where the notice states them: its own, or an offer's words
    host_models: frozenset[str]  # of devices it is made for, compact
    purpose: Words  # what it is said to be for: "charger for mobile phones"
    brands: tuple[str, ...]  # as stated, without placeholders
    brand_keys: Keys  # folded words of the usable ones
    plain_brands: Keys  # of those that are plain words or nothing but two letters
    makers: Keys  # names of companies, of a notice only
    names: tuple[Name, ...]  # commercial names, of a notice only
    numbers: frozenset[str]  # that stand in names and models of a notice: "Excellence 740"
    variants: frozenset[str]  # words that set two goods of one name apart: "mini", "pro", "ii"
    name_words: Words
    all_words: Words
    category: str  # the kind its published category means, or ""
    nouns: frozenset[tuple[str, ...]]
    parts: frozenset[str]
    amounts: Quantities
    language: str
    title_words: tuple[str, ...]  # folded, in order: where a brand may stand
    places: frozenset[str]  # hosts and sellers

    def codes(self, least: Strength) -> dict[str, Code]:
        """Its own model codes of at least that strength, by compact form."""
        return {c.compact: c for c in (*self.aliases, *self.models) if strength(c.compact) >= least}


def of_offer(offer: Offer) -> Subject:
    """An offer as a subject. Its title is what is sold; its description only adds words."""
    own, host = host_part(f"{offer.title} {offer.variant}".strip())
    stated = tuple(c for c in (code(offer.mpn),) if strength(c.compact))
    gtin = normalise(offer.gtin)
    brands = () if is_placeholder(offer.brand) else (offer.brand,)
    brand_words = frozenset(map(stem, tokens(offer.brand)))
    nouns = nouns_in(without_extras(own)) or nouns_in(own)
    return Subject(
        gtins=frozenset({gtin.code} if gtin else ()),
        item_ids=_offer_items(offer),
        models=tuple(dict.fromkeys((*stated, *codes_in(own)))),
        aliases=tuple(c for c in (code(offer.sku), *joined_codes(own)) if strength(c.compact)),
        stated=written_models(f"{offer.title} {offer.variant}", offer.mpn, offer.sku),
        host_models=frozenset(c.compact for c in codes_in(host)),
        purpose=purpose(offer.title),
        brands=brands,
        brand_keys=brand_keys(brands),
        plain_brands=plain_keys(brands),
        makers=frozenset(),
        names=(),
        numbers=frozenset(),
        # The notice is about every size of a shirt, whichever of them a shop shows first.
        variants=variants_in(own) - (SIZES - variants_in(offer.title)),
        name_words=content_words(own) - brand_words,
        all_words=content_words(f"{offer.title} {offer.variant} {offer.description[:2000]}") - brand_words,
        category="" if nouns else next(iter(sorted(kinds_of(offer.category))), ""),
        nouns=nouns,
        parts=parts_named(own) | (frozenset({MADE_FOR_ANOTHER}) if host else frozenset()),
        amounts=quantities(f"{offer.title} {offer.variant}"),
        language=language(f"{offer.title} {offer.description[:300]}"),
        title_words=tuple(tokens(own)),
        places=frozenset(p for p in (_site(offer.url), marketplace(_site(offer.url)), _name(offer.seller)) if p),
    )


def _name(text: str) -> str:
    return " ".join(tokens(text))


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


_VIA = re.compile(r"\bvia ([A-Z][\w.-]+)")


def of_alert(alert: Alert) -> Subject:
    """An alert as a subject; names and models are as printed on the goods, whatever the notice's language."""
    kind_named, _, name_in_kind = alert.product.partition(" - ")
    own, host = host_part(kind_named)
    brand_words = frozenset(stem(word) for brand in alert.brands for word in tokens(brand))
    keys, plain = brand_keys(alert.brands), plain_keys(alert.brands)
    printed = tuple(m for m in alert.models if not any(c.isdigit() for c in m))
    names = " ".join((alert.name, name_in_kind, *printed))
    kind = kind_of_category(alert.category)
    nouns = nouns_in(own) | nouns_of_kind(f"{alert.name}, {name_in_kind}", kind)
    return Subject(
        gtins=frozenset(alert.gtins),
        item_ids=frozenset(alert.item_ids),
        models=tuple(dict.fromkeys((*model_codes(alert.models), *codes_in(alert.name), *codes_in(name_in_kind)))),
        aliases=joined_codes(alert.name),
        stated=stated_models(alert.models, alert.brands, keys | plain),
        host_models=frozenset(c.compact for c in codes_in(host)),
        purpose=purpose(alert.product) | purpose(alert.name),
        brands=alert.brands,
        brand_keys=keys,
        plain_brands=plain,
        makers=company_keys(alert.companies),
        names=(
            *names_of((alert.name, name_in_kind, *printed, _unnumbered(alert)), keys | plain, kind, described=not own),
            *names_of(
                (brand for brand in alert.brands if len(brand.split()) > LONG_BRAND),
                frozenset(),
                kind,
                described=not own,
            ),
        ),
        numbers=frozenset(re.findall(r"\d+", f"{names} {' '.join(alert.models)}")),
        variants=variants_in(names),
        name_words=content_words(names) - brand_words,
        all_words=content_words(f"{alert.product} {names} {alert.description[:2000]}") - brand_words,
        category=kind or ("" if nouns else _kind(alert.category)),
        nouns=nouns,
        parts=parts_named(f"{alert.product} {alert.name}") | (frozenset({MADE_FOR_ANOTHER}) if host else frozenset()),
        amounts=quantities(f"{alert.name} {' '.join(alert.models)}"),
        language=alert.language,
        title_words=tuple(tokens(f"{alert.product} {alert.name}")),
        places=_alert_places(alert),
    )


LONG_BRAND = 3  # words; a longer one has the name of the goods in it: "Tubby Tots Fizzy Flask"


def _unnumbered(alert: Alert) -> str:
    """The name without the model numbers in it, which shops leave out: "Seagull Pro ZT6001 cordless cleaner"."""
    models = {code(model).compact for model in alert.models}
    words = alert.name.split()
    kept = [word for word in words if code(word).compact not in models]
    return " ".join(kept) if len(kept) < len(words) else ""


def _kind(category: str) -> str:
    return next(iter(sorted(kinds_of(category))), "")


def _alert_places(alert: Alert) -> frozenset[str]:
    """Where it was sold: the trader's host, the marketplace that the description names, the maker's own shops."""
    markets = (marketplace(named) for named in _VIA.findall(alert.description[:3000]))
    return frozenset(p for p in (host_of(alert.online_trader), *markets, *map(_name, alert.brands)) if p)
