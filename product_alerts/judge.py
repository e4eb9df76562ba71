"""One offer beside one notice: the grade, and every reason for and against it.

A false accusation is the worst error, so where features contradict each other nothing is said: brand alone never
matches, a model number needs a second witness, and words count only beside a brand or for no-name goods.
"""

from __future__ import annotations

from dataclasses import dataclass

from product_alerts import compare, things
from product_alerts.compare import Rare
from product_alerts.model import Grade, MatchReason
from product_alerts.modelnumbers import Strength, code, strength
from product_alerts.named import named
from product_alerts.names import Name
from product_alerts.prepare import Subject
from product_alerts.stated import is_long

ORDER = {Grade.SAME_PRODUCT: 0, Grade.PROBABLE: 1, Grade.LOOK_AT_PICTURE: 2}
_BASE = {Grade.SAME_PRODUCT: 0.95, Grade.PROBABLE: 0.65, Grade.LOOK_AT_PICTURE: 0.35}

QUALIFIERS = (
    compare.brand_clash,
    things.kind_clash,
    compare.part_clash,
    compare.made_for_model,
    compare.other_model,
    compare.other_gtin,
    compare.other_size,
    compare.other_variant,
)
WITNESSES = (
    compare.brand_agrees,
    compare.plain_brand_agrees,
    compare.maker_agrees,
    things.same_noun,
    things.same_kind,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What one offer and one alert came to."""

    grade: Grade
    score: float
    reasons: tuple[MatchReason, ...]


def judge(offer: Subject, alert: Subject, rare: Rare) -> Judged | None:
    """The grade of one pair with every reason for and against it, or None for no match."""
    against = tuple(reason for feature in QUALIFIERS if (reason := feature(offer, alert)))
    witnesses = tuple(reason for feature in WITNESSES if (reason := feature(offer, alert)))
    for rule in (_by_identity, _by_model, _by_stated_model, _by_name, _by_words, _by_look):
        found = rule(offer, alert, _Seen(frozenset(r.feature for r in against + witnesses), rare))
        if found:
            grade, deciding = found
            reasons = tuple(dict.fromkeys((*deciding, *witnesses, *against)))
            return Judged(grade, _score(grade, reasons), reasons)
    return None


def beside(offer: Subject, alert: Subject, lead: MatchReason) -> Judged:
    """What the text says for and against a lead that is not of the text, such as a picture: look at it."""
    found = tuple(reason for feature in (*WITNESSES, *QUALIFIERS) if (reason := feature(offer, alert)))
    reasons = (lead, *found)
    return Judged(Grade.LOOK_AT_PICTURE, _score(Grade.LOOK_AT_PICTURE, reasons), reasons)


def _score(grade: Grade, reasons: tuple[MatchReason, ...]) -> float:
    agree = sum(reason.agrees for reason in reasons)
    against = len(reasons) - agree
    low = 0.85 if grade is Grade.SAME_PRODUCT else _BASE[grade] - 0.15
    return round(min(1.0, max(low, _BASE[grade] + 0.02 * (agree - 1) - 0.05 * against)), 2)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The names of the features that had something to say, and the test for rare words."""

    features: frozenset[str]
    rare: Rare

    def any(self, *names: str) -> bool:
        return not self.features.isdisjoint(names)


_Found = tuple[Grade, tuple[MatchReason, ...]] | None


def _by_identity(offer: Subject, alert: Subject, seen: _Seen) -> _Found:
    """A marketplace item or a barcode. Where brand and kind both contradict, one entry is wrong: look."""
    sure = tuple(r for r in (compare.same_item_id(offer, alert), compare.same_gtin(offer, alert)) if r)
    if sure:
        doubtful = seen.any("brand_clash") and seen.any("kind_clash")
        return (Grade.LOOK_AT_PICTURE if doubtful else Grade.SAME_PRODUCT), sure
    weak = compare.same_store_code(offer, alert)
    if weak is None and seen.any("brand_agrees", "same_noun"):
        weak = compare.same_short_gtin(offer, alert)
    if weak is None or seen.any("kind_clash", "part_clash", "brand_clash"):
        return None
    return Grade.PROBABLE, (weak,)


_MODEL_STOPS = ("brand_clash", "kind_clash", "part_clash", "made_for_model", "other_size")


def _by_model(offer: Subject, alert: Subject, seen: _Seen) -> _Found:
    """A model number with the brand, or one strong enough to stand beside the kind of product."""
    if seen.any(*_MODEL_STOPS):
        return None
    sure = seen.any("brand_agrees")
    alike = seen.any("same_noun", "same_kind")
    least = (Strength.WITH_KIND if alike else Strength.WITH_BRAND) if sure else Strength.ALONE
    same = compare.same_model(offer, alert, least)
    if same is None:
        return _by_short_model(offer, alert, seen)
    if sure or seen.any("maker_agrees") or (seen.any("plain_brand_agrees") and alike):
        return (Grade.PROBABLE if seen.any("other_gtin") else Grade.SAME_PRODUCT), (same,)
    long = sum(c.isalnum() for c in same.alert_value) >= 6
    if seen.any("other_gtin") or not (seen.any("same_noun") or (seen.any("same_kind") and long)):
        return None
    # A no-name notice beside a branded offer: the same maker's number, or the same number by chance.
    grade = Grade.LOOK_AT_PICTURE if offer.brand_keys and not alert.brand_keys else Grade.PROBABLE
    return grade, (same,)


def _by_short_model(offer: Subject, alert: Subject, seen: _Seen) -> _Found:
    """A short model number beside the same thing and a brand that is a plain word: "Junior", baby walker, "K-006"."""
    if not (seen.any("plain_brand_agrees") and seen.any("same_noun")) or seen.any("other_gtin"):
        return None
    same = compare.same_model(offer, alert, Strength.WITH_BRAND)
    sure = compare.stated_plain_brand(offer, alert)
    return (Grade.SAME_PRODUCT if sure else Grade.PROBABLE, (same,)) if same else None


def _by_stated_model(offer: Subject, alert: Subject, seen: _Seen) -> _Found:
    """A number that only the notice makes a model, beside brand and thing; a long one needs the brand only."""
    if seen.any(*_MODEL_STOPS, "other_gtin", "other_variant") or alert.category == _VEHICLES:
        return None
    same = compare.same_stated_model(offer, alert)
    sure, plain = seen.any("brand_agrees"), compare.stated_plain_brand(offer, alert)
    if same is None or not (sure or plain):
        return None
    compact = code(same.alert_value).compact
    if not seen.any("same_noun") and not (sure and (is_long(compact) or things.same_word(offer, alert))):
        return None
    # A model number of its own beside the short one: perhaps the short one is something else.
    others = {c.compact for c in offer.models if strength(c.compact) is Strength.ALONE and c.compact not in compact}
    doubtful = plain or not others <= {c.compact for c in alert.stated}
    return (Grade.PROBABLE if doubtful else Grade.SAME_PRODUCT), (same,)


_WORD_STOPS = ("brand_clash", "kind_clash", "part_clash", "made_for_model", "other_model", "other_gtin", "other_size")


_VEHICLES = "motor"
_LONG_WORD = 8  # letters
_NAME_WORDS = 3  # of a whole name that consists of common words only


def _by_name(offer: Subject, alert: Subject, seen: _Seen) -> _Found:
    """The brand with the name printed on the goods; a name of common words must stand there whole."""
    plain = seen.any("same_noun") and compare.stated_plain_brand(offer, alert)
    if not (seen.any("brand_agrees", "maker_agrees") or plain) or seen.any(*_WORD_STOPS, "other_variant"):
        return None
    if alert.category == _VEHICLES and not seen.any("same_noun"):
        return None  # shops name the car that their mats, mirrors and models are made for
    found: list[tuple[Grade, tuple[MatchReason, ...]]] = []
    for reason, name, whole in named(offer, alert):
        rare = [word for word in name.own if seen.rare(word)]
        alike = seen.any("same_noun", "same_kind")
        one_word = len(name.own) == 1 and _tells(next(iter(name.own)), alike, offer)
        beside = seen.any("same_noun") or not offer.amounts.isdisjoint(alert.amounts)
        full = whole and _is_full(name, beside)
        if name.own and not rare and not (full and any(map(seen.rare.here, name.own))):
            continue  # words that half of this shop's goods, or many notices, bear
        if not name.own and not full and (not alike or (alert.models and not name.told)):
            continue  # "Merry Christmas" on two things of one brand, "pants set" of a notice with a model number
        if len(name.own) >= 2 or one_word or full:
            found.append((Grade.SAME_PRODUCT, (reason,)))
        elif len(name.own) == 1 and not alike and not (whole and len(name.words) >= 2):
            if len(next(iter(name.own))) >= _LONG_WORD:
                found.append((Grade.LOOK_AT_PICTURE, (reason,)))
        elif name.own or (whole and len(name.words) >= 2):
            # Words that name a kind of thing, and none of the notice's model numbers: the brand makes others of it.
            generic = not name.own and alert.models
            found.append((Grade.LOOK_AT_PICTURE if generic else Grade.PROBABLE, (reason,)))
    return min(found, key=lambda f: ORDER[f[0]], default=None)


def _is_full(name: Name, beside: bool) -> bool:
    """Whether a name that stands whole tells by itself: three words that are not all the kind's, or two `beside` it."""
    several = len(name.words) >= _NAME_WORDS and name.told > 0
    return several or (bool(name.own) and name.told >= 2 and beside)


def _tells(word: str, alike: bool, offer: Subject) -> bool:
    """Whether one rare word is a name by itself: beside the same kind of product, or long and on nothing we know."""
    return len(word) >= 4 if alike else len(word) >= _LONG_WORD and not offer.nouns


def _by_words(offer: Subject, alert: Subject, seen: _Seen) -> _Found:
    """The brand, and rare words of the product's name: all of them, or most of them as a lead."""
    if not seen.any("brand_agrees") or seen.any(*_WORD_STOPS, "other_variant"):
        return None
    shared = compare.rare_name_words(offer, alert, seen.rare)
    reason = compare.words_overlap(shared) if len(shared) >= 2 else None
    if reason is None:
        return None
    missing = {word for word in alert.name_words - offer.name_words if seen.rare(word)}
    return (Grade.LOOK_AT_PICTURE if missing else Grade.PROBABLE), (reason,)


NAME_SHARE = 0.75  # of a name, that no-name goods must bear
TOLD_WORDS = 4  # rare ones of a description, that tell no-name goods


def _by_look(offer: Subject, alert: Subject, seen: _Seen) -> _Found:
    """No-name goods: nearly all of the name printed on them, or many rare words of the description."""
    if alert.brand_keys or seen.any(*_WORD_STOPS) or not seen.any("same_noun"):
        return None
    named = compare.rare_name_words(offer, alert, seen.rare)
    covered = len(offer.name_words & alert.name_words) / max(1, len(alert.name_words))
    described = compare.rare_words(offer, alert, seen.rare)
    enough = (len(named) >= 2 and covered >= NAME_SHARE) or len(described) >= TOLD_WORDS
    reason = compare.words_overlap(named | described) if enough else None
    return (Grade.LOOK_AT_PICTURE, (reason,)) if reason else None
