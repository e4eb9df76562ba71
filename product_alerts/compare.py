"""The features: what agrees and what contradicts between an offer and an alert, each a few lines with its reason.

A feature answers with a `MatchReason` holding the two values that met, or with None when it has nothing to say.
Agreement is symmetric: swapping the two sides swaps only the values. Qualifiers (`*_clash`, `other_*`) never make a
match, they only prevent or weaken one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from product_alerts.categories import clash
from product_alerts.gtin import Gtin
from product_alerts.model import MatchReason
from product_alerts.modelnumbers import Strength
from product_alerts.prepare import MADE_FOR_ANOTHER, Subject

Rare = Callable[[str], bool]
Feature = Callable[[Subject, Subject], MatchReason | None]


def _agree(feature: str, offer: str, alert: str) -> MatchReason:
    return MatchReason(feature, True, offer, alert)


def _contradict(feature: str, offer: Iterable[str], alert: Iterable[str]) -> MatchReason:
    return MatchReason(feature, False, ", ".join(sorted(offer))[:200], ", ".join(sorted(alert))[:200])


def same_item_id(offer: Subject, alert: Subject) -> MatchReason | None:
    """The same marketplace listing: as strong as a barcode."""
    shared = sorted(offer.item_ids & alert.item_ids, key=lambda i: (i.marketplace, i.number))
    if not shared:
        return None
    said = f"{shared[0].marketplace} {shared[0].number}"
    return _agree("same_item_id", said, said)


def same_gtin(offer: Subject, alert: Subject) -> MatchReason | None:
    """An equal barcode that is unique in the world; made-up, short and in-store codes are none of these."""
    shared = sorted(code for code in offer.gtins & alert.gtins if Gtin(code).identifies)
    return _agree("same_gtin", shared[0], shared[0]) if shared else None


def same_short_gtin(offer: Subject, alert: Subject) -> MatchReason | None:
    """An equal GTIN-8: one arbitrary 8-digit number in ten passes its check digit, so it needs a second witness."""
    shared = sorted(
        c for c in offer.gtins & alert.gtins if Gtin(c).short and not Gtin(c).restricted and not Gtin(c).junk
    )
    return _agree("same_short_gtin", shared[0], shared[0]) if shared else None


def same_store_code(offer: Subject, alert: Subject) -> MatchReason | None:
    """An equal in-store barcode, where both sides name the same retailer; elsewhere it means nothing."""
    shared = sorted(code for code in offer.gtins & alert.gtins if Gtin(code).restricted and not Gtin(code).junk)
    if not shared or not (offer.places & alert.places or offer.brand_keys & alert.brand_keys):
        return None
    return _agree("same_store_code", shared[0], shared[0])


def other_gtin(offer: Subject, alert: Subject) -> MatchReason | None:
    """Both state barcodes, and none is equal: another product, or another variant of it."""
    mine = {c for c in offer.gtins if Gtin(c).identifies}
    theirs = {c for c in alert.gtins if Gtin(c).identifies}
    return _contradict("other_gtin", mine, theirs) if mine and theirs and not mine & theirs else None


def same_model(offer: Subject, alert: Subject, least: Strength = Strength.ALONE) -> MatchReason | None:
    """An equal model number, letter for letter; "AB-1234" and "AB-1235" are two products."""
    mine, theirs = offer.codes(least), alert.codes(least)
    shared = [compact for compact in sorted(mine.keys() & theirs, key=len) if mine[compact].same(theirs[compact])]
    return _agree("same_model", mine[shared[-1]].text, theirs[shared[-1]].text) if shared else None


def other_model(offer: Subject, alert: Subject) -> MatchReason | None:
    """Both state model numbers, and none is equal."""
    mine, theirs = {c.compact for c in offer.models}, {c.compact for c in alert.models}
    equal = offer.codes(Strength.WITH_BRAND).keys() & alert.codes(Strength.WITH_BRAND).keys()
    return _contradict("other_model", mine, theirs) if mine and theirs and not equal else None


def made_for_model(offer: Subject, alert: Subject) -> MatchReason | None:
    """One side is a part or accessory for the other's model, not the thing itself."""
    mine = offer.host_models & alert.codes(Strength.WITH_BRAND).keys()
    theirs = alert.host_models & offer.codes(Strength.WITH_BRAND).keys()
    if not mine and not theirs:
        return None
    return _contradict("made_for_model", mine | theirs, mine | theirs)


def brand_agrees(offer: Subject, alert: Subject) -> MatchReason | None:
    """The same usable brand, stated as brand by both; or the alert's brand (4 letters or more) in the offer's title."""
    shared = offer.brand_keys & alert.brand_keys
    if shared:
        said = " ".join(min(shared))
        return _agree("brand_agrees", said, said)
    for mine in sorted(offer.brand_keys):
        for theirs in sorted(alert.brand_keys):
            if _begins(mine, theirs):
                return _agree("brand_agrees", " ".join(mine), " ".join(theirs))
    for one, other in ((offer, alert), (alert, offer)):
        # A brand in the title counts where no other brand is stated: "Acme disc, Sonora quality" is Acme's.
        if not one.brand_keys:
            named = next((key for key in sorted(other.brand_keys) if _stands_in(key, one.title_words)), None)
            if named:
                return _agree("brand_agrees", " ".join(named), " ".join(named))
    return None


def _letters(key: tuple[str, ...]) -> int:
    return sum(c.isalpha() for word in key for c in word)


def _begins(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """ "Lumora" and "Lumora Home" are one brand, "BabyTal" and "Baby Tal" too; "Sun", "Sun Garden" may be two."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if "".join(one) == "".join(other):
        return True
    return longer[: len(shorter)] == shorter and _letters(shorter) >= 4


def _stands_in(key: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return _letters(key) >= 4 and any(words[at : at + len(key)] == key for at in range(len(words) - len(key) + 1))


def brand_clash(offer: Subject, alert: Subject) -> MatchReason | None:
    """Both state a brand, and they do not agree."""
    if not offer.brand_keys or not alert.brand_keys or brand_agrees(offer, alert):
        return None
    return _contradict("brand_clash", offer.brands, alert.brands)


def same_noun(offer: Subject, alert: Subject) -> MatchReason | None:
    """Both name the same kind of thing by the same noun ("meat grinder")."""
    shared = offer.nouns & alert.nouns
    said = max((" ".join(noun) for noun in shared), key=lambda n: (len(n), n), default="")
    return _agree("same_noun", said, said) if said else None


def same_kind(offer: Subject, alert: Subject) -> MatchReason | None:
    """The nouns of both, each in its language, mean the same kind of product."""
    shared = sorted(offer.kinds & alert.kinds)
    return _agree("same_kind", shared[0], shared[0]) if shared else None


def kind_clash(offer: Subject, alert: Subject) -> MatchReason | None:
    """The kinds of product exclude each other: kills a match on words."""
    return _contradict("kind_clash", offer.kinds, alert.kinds) if clash(offer.kinds, alert.kinds) else None


def part_clash(offer: Subject, alert: Subject) -> MatchReason | None:
    """One side is a part or accessory and the other is not ("case for ...", "replacement filter")."""
    mine, theirs = offer.parts, alert.parts
    if bool(mine) == bool(theirs) or (mine | theirs) & _as_noun(offer, alert) or _is_the_very_thing(offer, alert):
        return None
    return _contradict("part_clash", mine, theirs)


def _is_the_very_thing(offer: Subject, alert: Subject) -> bool:
    """Brand and model are one, and the side without a part's name names no other thing: only our word is missing."""
    part, other = (offer, alert) if offer.parts else (alert, offer)
    if MADE_FOR_ANOTHER in part.parts or other.nouns:
        return False
    return same_model(offer, alert, Strength.WITH_BRAND) is not None and brand_agrees(offer, alert) is not None


def _as_noun(offer: Subject, alert: Subject) -> frozenset[str]:
    # A charger is a part beside a drill and the thing itself beside a charger.
    return frozenset(" ".join(noun) for noun in offer.nouns & alert.nouns)


def other_size(offer: Subject, alert: Subject) -> MatchReason | None:
    """An amount with the same unit that differs: "Set of 16" and "Set of 8", "100 ml" and "500 ml"."""
    units = {unit for unit, _ in offer.amounts} & {unit for unit, _ in alert.amounts}
    mine = {(unit, number) for unit, number in offer.amounts if unit in units}
    theirs = {(unit, number) for unit, number in alert.amounts if unit in units}
    if all({n for u, n in mine if u == unit} & {n for u, n in theirs if u == unit} for unit in units):
        return None
    return _contradict("other_size", (f"{n} {u}" for u, n in mine), (f"{n} {u}" for u, n in theirs))


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
    return _agree("words_overlap", said, said) if shared else None
