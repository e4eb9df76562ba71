"""The features that say whether an offer and an alert are the same thing: nouns, kinds, words, purposes."""

from __future__ import annotations

from product_alerts.categories import clash, kinds_of_nouns, things_of
from product_alerts.model import MatchReason
from product_alerts.prepare import Subject
from product_alerts.reasons import agree, contradict
from product_alerts.text import stem


def _nouns(offer: Subject, alert: Subject) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """The nouns of both without those that are part of a brand: "Mister Monitor" makes no monitors."""
    brands = [set(key) for key in offer.brand_keys | alert.brand_keys]
    if not brands:
        return offer.nouns, alert.nouns
    mine, theirs = (
        frozenset(noun for noun in nouns if not any(brand.issuperset(noun) for brand in brands))
        for nouns in (offer.nouns, alert.nouns)
    )
    return mine, theirs


def same_noun(offer: Subject, alert: Subject) -> MatchReason | None:
    """Both name the same thing, each in its own language ("meat grinder", "Fleischwolf")."""
    mine, theirs = _nouns(offer, alert)
    said = max((" ".join(noun) for noun in mine & theirs), key=lambda n: (len(n), n), default="")
    said = said or max(things_of(mine) & things_of(theirs), key=lambda n: (len(n), n), default="")
    said = said or max(_heads(mine) & _heads(theirs), key=lambda n: (len(n), n), default="")
    return agree("same_noun", said, said) if said else None


def _heads(nouns: frozenset[tuple[str, ...]]) -> frozenset[str]:
    """What the nouns mean with those that are their last words: a "rain jacket" is a jacket."""
    return things_of(nouns) | things_of(noun[-1:] for noun in nouns)


def shared_words(offer: Subject, alert: Subject) -> frozenset[str]:
    """The words beside the brand that the notice names the thing with and the title has: a noun may not be known."""
    brand = {word for key in offer.brand_keys | alert.brand_keys for word in key}
    mine, theirs = (
        frozenset(stem(w) for w in side.title_words if len(w) >= _SHORTEST_NOUN and w.isalpha() and w not in brand)
        for side in (offer, alert)
    )
    return mine & theirs


_SHORTEST_NOUN = 3  # letters


def same_word(offer: Subject, alert: Subject) -> bool:
    """Whether they name the thing with the same words: two, or one that few things have."""
    shared = shared_words(offer, alert)
    return len(shared) >= 2 or not shared.isdisjoint(offer.name_words | alert.name_words)


def same_purpose(offer: Subject, alert: Subject) -> bool:
    """Whether both are said to be for one thing, and are one thing: "charger for mobile phones"."""
    return bool(offer.purpose & alert.purpose) and bool(same_noun(offer, alert) or shared_words(offer, alert))


def _kinds(offer: Subject, alert: Subject) -> tuple[frozenset[str], frozenset[str]]:
    mine, theirs = (kinds_of_nouns(nouns) for nouns in _nouns(offer, alert))
    return mine | {offer.category} - {""}, theirs | {alert.category} - {""}


def same_kind(offer: Subject, alert: Subject) -> MatchReason | None:
    """The nouns of both, each in its language, mean the same kind of product."""
    mine, theirs = _kinds(offer, alert)
    shared = sorted(mine & theirs)
    return agree("same_kind", shared[0], shared[0]) if shared else None


def kind_clash(offer: Subject, alert: Subject) -> MatchReason | None:
    """The kinds of product exclude each other: kills a match on words."""
    mine, theirs = _kinds(offer, alert)
    if not clash(mine, theirs) or same_noun(offer, alert):
        return None  # what is named beside the thing itself is no other kind: "pistol, laser"
    return contradict("kind_clash", mine, theirs)
