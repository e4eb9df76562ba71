"""The features: what agrees and what contradicts between an offer and an alert, each a few lines with its reason.

A feature answers with a `MatchReason` holding the two values that met, or with None when it has nothing to say.
Agreement is symmetric: swapping the two sides swaps only the values. Qualifiers (`*_clash`, `other_*`) never make a
match, they only prevent or weaken one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from product_alerts.brands import Key, Keys, made_by, same_brand, stands_in
from product_alerts.categories import things_of
from product_alerts.gtin import Gtin
from product_alerts.model import MatchReason
from product_alerts.modelnumbers import Strength
from product_alerts.named import named
from product_alerts.prepare import Subject
from product_alerts.purpose import MADE_FOR_ANOTHER
from product_alerts.reasons import agree, contradict
from product_alerts.things import same_kind, same_purpose

Feature = Callable[[Subject, Subject], MatchReason | None]


class Rare(Protocol):
    """How rare words are, told from a shop's own offers and all notices together."""

    def __call__(self, word: str) -> bool:
        """Whether few offers and few notices use the word."""

    def here(self, word: str) -> bool:
        """Whether few of this shop's offers use the word, however many notices do."""


def same_item_id(offer: Subject, alert: Subject) -> MatchReason | None:
    """The same marketplace listing: as strong as a barcode."""
    shared = sorted(offer.item_ids & alert.item_ids, key=lambda i: (i.marketplace, i.number))
    if not shared:
        return None
    said = f"{shared[0].marketplace} {shared[0].number}"
    return agree("same_item_id", said, said)


def same_gtin(offer: Subject, alert: Subject) -> MatchReason | None:
    """An equal barcode that is unique in the world; made-up, short and in-store codes are none of these."""
    shared = sorted(code for code in offer.gtins & alert.gtins if Gtin(code).identifies)
    return agree("same_gtin", shared[0], shared[0]) if shared else None


def same_short_gtin(offer: Subject, alert: Subject) -> MatchReason | None:
    """An equal GTIN-8: one arbitrary 8-digit number in ten passes its check digit, so it needs a second witness."""
    shared = sorted(
        c for c in offer.gtins & alert.gtins if Gtin(c).short and not Gtin(c).restricted and not Gtin(c).junk
    )
    return agree("same_short_gtin", shared[0], shared[0]) if shared else None


def same_store_code(offer: Subject, alert: Subject) -> MatchReason | None:
    """An equal in-store barcode, where both sides name the same retailer; elsewhere it means nothing."""
    shared = sorted(code for code in offer.gtins & alert.gtins if Gtin(code).restricted and not Gtin(code).junk)
    if not shared or not (offer.places & alert.places or offer.brand_keys & alert.brand_keys):
        return None
    return agree("same_store_code", shared[0], shared[0])


def other_gtin(offer: Subject, alert: Subject) -> MatchReason | None:
    """Both state barcodes, and none is equal: another product, or another variant of it."""
    mine = {c for c in offer.gtins if Gtin(c).identifies}
    theirs = {c for c in alert.gtins if Gtin(c).identifies}
    return contradict("other_gtin", mine, theirs) if mine and theirs and not mine & theirs else None


def same_model(offer: Subject, alert: Subject, least: Strength = Strength.ALONE) -> MatchReason | None:
    """An equal model number, letter for letter; "AB-1234" and "AB-1235" are two products."""
    mine, theirs = offer.codes(least), alert.codes(least)
    shared = [compact for compact in sorted(mine.keys() & theirs, key=len) if mine[compact].same(theirs[compact])]
    return agree("same_model", mine[shared[-1]].text, theirs[shared[-1]].text) if shared else None


def same_stated_model(offer: Subject, alert: Subject) -> MatchReason | None:
    """A number that the notice states as a model, as a whole word of the title: beside brand and thing it tells."""
    theirs = {one.compact: one for one in alert.stated}
    shared = [one for one in offer.stated if one.compact in theirs and one.same(theirs[one.compact])]
    if not shared:
        return None
    said = max(shared, key=lambda one: (len(one.compact), one.compact, one.text))
    return agree("same_model", said.text, theirs[said.compact].text)


def other_model(offer: Subject, alert: Subject) -> MatchReason | None:
    """Both state model numbers, and none is equal."""
    mine, theirs = {c.compact for c in offer.models}, {c.compact for c in alert.models}
    equal = offer.codes(Strength.WITH_KIND).keys() & alert.codes(Strength.WITH_KIND).keys()
    return contradict("other_model", mine, theirs) if mine and theirs and not equal else None


def made_for_model(offer: Subject, alert: Subject) -> MatchReason | None:
    """One side is a part or accessory for the other's model, not the thing itself."""
    if same_purpose(offer, alert):
        return None  # two chargers for phones: the number behind the phones is the charger's
    mine = offer.host_models & alert.codes(Strength.WITH_BRAND).keys()
    theirs = alert.host_models & offer.codes(Strength.WITH_BRAND).keys()
    if not mine and not theirs:
        return None
    return contradict("made_for_model", mine | theirs, mine | theirs)


def brand_agrees(offer: Subject, alert: Subject) -> MatchReason | None:
    """The same usable brand, stated by both; or one side's brand in the title of the other, who states none."""
    met = _met(offer.brand_keys, alert.brand_keys) or _met_in_name(offer, alert)
    for one, other in ((offer, alert), (alert, offer)):
        # A brand in the title counts where no other brand is stated: "Acme disc, Sonora quality" is Acme's.
        if met is None and not one.brand_keys:
            named = next((key for key in sorted(other.brand_keys) if stands_in(key, one.title_words)), None)
            met = (named, named) if named else None
    return agree("brand_agrees", " ".join(met[0]), " ".join(met[1])) if met else None


def _met(mine: Keys, theirs: Keys) -> tuple[Key, Key] | None:
    pairs = ((one, other) for one in sorted(mine) for other in sorted(theirs) if same_brand(one, other))
    return next(pairs, None)


def _met_in_name(offer: Subject, alert: Subject) -> tuple[Key, Key] | None:
    """One side's brand right behind the other's in that one's title: "GX Gumaly oil" is by GX and by Gumaly."""
    pairs = ((one, other) for one in sorted(offer.brand_keys) for other in sorted(alert.brand_keys))
    return next(
        (
            (one, other)
            for one, other in pairs
            if stands_in((*other, *one), alert.title_words) or stands_in((*one, *other), offer.title_words)
        ),
        None,
    )


def plain_brand_agrees(offer: Subject, alert: Subject) -> MatchReason | None:
    """Both name one brand that is a plain word ("Baby"): a witness for a model number and for nothing else."""
    for one, other in ((offer, alert), (alert, offer)):
        for key in sorted(other.plain_brands):
            if key in one.plain_brands or (not one.brands and set(key) <= set(one.title_words)):
                return agree("plain_brand_agrees", " ".join(key), " ".join(key))
    return None


def stated_plain_brand(offer: Subject, alert: Subject) -> bool:
    """Whether both state one plain word in the field of the brand."""
    return not offer.plain_brands.isdisjoint(alert.plain_brands)


def maker_agrees(offer: Subject, alert: Subject) -> MatchReason | None:
    """The offer's brand is the company that a notice names: a witness for a long model number, or a name."""
    for key in sorted(alert.makers):
        named = next((brand for brand in sorted(offer.brand_keys) if made_by(brand, frozenset((key,)))), None)
        if named is None and not offer.brand_keys and stands_in(key, offer.title_words):
            named = key
        if named:
            return agree("maker_agrees", " ".join(named), " ".join(key))
    return None


def brand_clash(offer: Subject, alert: Subject) -> MatchReason | None:
    """Both state a brand, and they do not agree."""
    if not offer.brand_keys or not alert.brand_keys or brand_agrees(offer, alert) or maker_agrees(offer, alert):
        return None
    return contradict("brand_clash", offer.brands, alert.brands)


def part_clash(offer: Subject, alert: Subject) -> MatchReason | None:
    """One side is a part or accessory and the other is not ("case for ...", "replacement filter")."""
    brand = {word for key in offer.brand_keys | alert.brand_keys for word in key}
    aside = {MADE_FOR_ANOTHER} if same_purpose(offer, alert) else set()
    mine, theirs = (
        frozenset(part for part in side.parts - aside if not brand.issuperset(part.split())) for side in (offer, alert)
    )
    if bool(mine) == bool(theirs) or _as_noun(mine | theirs, offer, alert) or _is_the_very_thing(offer, alert):
        return None
    return contradict("part_clash", mine, theirs)


def _is_the_very_thing(offer: Subject, alert: Subject) -> bool:
    """Brand and model are one, and the side without a part's name names no other thing: only our word is missing."""
    part, other = (offer, alert) if offer.parts else (alert, offer)
    if brand_agrees(offer, alert) is None:
        return False
    if part is alert and any(len(name.own) >= 1 for _, name, _ in named(offer, alert)):
        return True
    if MADE_FOR_ANOTHER in part.parts or (other.nouns and (part is offer or not same_kind(offer, alert))):
        return False
    return bool(same_model(offer, alert, Strength.WITH_KIND) or same_stated_model(offer, alert))


def _as_noun(parts: frozenset[str], offer: Subject, alert: Subject) -> bool:
    # A charger is a part beside a drill and the thing itself beside a charger.
    shared = offer.nouns & alert.nouns
    if things_of(offer.nouns) & things_of(alert.nouns):
        shared |= offer.nouns | alert.nouns
    return any(set(part.split()) <= set(noun) for part in parts for noun in shared)


def other_size(offer: Subject, alert: Subject) -> MatchReason | None:
    """An amount with the same unit that differs: "Set of 16" and "Set of 8", "100 ml" and "500 ml"."""
    units = {unit for unit, _ in offer.amounts} & {unit for unit, _ in alert.amounts}
    mine = {(unit, number) for unit, number in offer.amounts if unit in units}
    theirs = {(unit, number) for unit, number in alert.amounts if unit in units}
    if all({n for u, n in mine if u == unit} & {n for u, n in theirs if u == unit} for unit in units):
        return None
    return contradict("other_size", (f"{n} {u}" for u, n in mine), (f"{n} {u}" for u, n in theirs))


def other_variant(offer: Subject, alert: Subject) -> MatchReason | None:
    """One name bears a word that sets two goods of that name apart, and the other does not: "Solo II", "Solo"."""
    branded = [word for key in offer.brand_keys | alert.brand_keys for word in key]
    mine = offer.variants.difference(alert.title_words, alert.variants, branded)
    theirs = alert.variants.difference(offer.title_words, offer.variants, branded)
    named_goods = bool(alert.names or offer.names)
    return contradict("other_variant", mine, theirs) if named_goods and (mine or theirs) else None


def rare_name_words(offer: Subject, alert: Subject, rare: Rare) -> frozenset[str]:
    """Rare words of the names of both; names are printed on the goods and so the same in every language."""
    return frozenset(word for word in offer.name_words & alert.name_words if rare(word))


def rare_words(offer: Subject, alert: Subject, rare: Rare) -> frozenset[str]:
    """Rare words that both use anywhere; only where both are in one language."""
    if offer.language and alert.language and offer.language != alert.language:
        return frozenset()
    return frozenset(word for word in offer.all_words & alert.all_words if rare(word))


def words_overlap(shared: frozenset[str]) -> MatchReason | None:
    said = ", ".join(sorted(shared))
    return agree("words_overlap", said, said) if shared else None
