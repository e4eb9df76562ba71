"""Whether an offer is one that was seen before, under another address or in another shop: by identifier, then by text.

An equal barcode, marketplace item or model with its brand says so; without these the titles must agree almost wholly,
and nothing may contradict. It is a lead for a person, never a proof that the goods are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from product_alerts.compare import (
    brand_agrees,
    brand_clash,
    other_gtin,
    other_model,
    other_size,
    same_gtin,
    same_item_id,
    same_model,
)
from product_alerts.model import Offer
from product_alerts.modelnumbers import Strength, code
from product_alerts.prepare import Subject, of_offer
from product_alerts.text import stem

By = Literal["gtin", "item_id", "model", "text", "picture"]
_LEAST_WORDS = 4  # that two titles must share where nothing but their words agrees
_SHARE = 0.9  # of all words of both


@dataclass(frozen=True, slots=True)
class Again:
    """An offer that agrees with the wanted one at a place of the list, by what, in the words or digits of both."""

    wanted: int
    by: By
    said: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An offer read for comparison; `stated` is its model number as the shop states it apart from the title, or ""."""

    subject: Subject
    stated: str

    @classmethod
    def of(cls, offer: Offer) -> Seen:
        """Reads an offer once."""
        return cls(of_offer(offer), code(offer.mpn).compact)


def again(wanted: Seen, offer: Seen) -> tuple[By, str] | None:
    """By what two offers agree, and the value; None where they are not told to be one."""
    mine, theirs = wanted.subject, offer.subject
    if item := same_item_id(mine, theirs):
        return "item_id", item.offer_value
    if gtin := same_gtin(mine, theirs):
        return "gtin", gtin.offer_value
    if other_gtin(mine, theirs) or brand_clash(mine, theirs) or other_size(mine, theirs) or mine.parts != theirs.parts:
        return None
    model = same_model(mine, theirs, Strength.WITH_BRAND)
    if model and brand_agrees(mine, theirs) and code(model.offer_value).compact in (wanted.stated, offer.stated):
        return "model", model.offer_value
    if other_model(mine, theirs) or _other_number(mine, theirs):
        return None
    return _by_words(mine, theirs)


def _by_words(mine: Subject, theirs: Subject) -> tuple[By, str] | None:
    brands = {stem(word) for key in mine.brand_keys | theirs.brand_keys for word in key}
    one, other = _words(mine) - brands, _words(theirs) - brands
    shared, every = one & other, one | other
    if len(shared) < _LEAST_WORDS or len(shared) < _SHARE * len(every):
        return None
    return "text", " ".join(sorted(shared))


def _words(subject: Subject) -> frozenset[str]:
    """The words of a title, in letters and without plural endings."""
    return frozenset(stem(word) for word in subject.title_words if len(word) > 2 and word.isalpha())


def _other_number(one: Subject, other: Subject) -> bool:
    """Whether both titles hold figures, and not the same: "Blocks 16" and "Blocks 24"."""
    mine, theirs = (frozenset(w for w in s.title_words if not w.isalpha()) for s in (one, other))
    return bool(mine and theirs) and mine != theirs


class Lookout:
    """The wanted offers made ready: a new offer is compared only with those that share a code or a word with it."""

    def __init__(self, wanted: Sequence[Offer]) -> None:
        self._wanted = tuple(map(Seen.of, wanted))
        self._places: dict[object, list[int]] = {}
        for at, seen in enumerate(self._wanted):
            for key in _keys(seen.subject):
                self._places.setdefault(key, []).append(at)

    def seen(self, offer: Offer) -> Iterator[Again]:
        """Every wanted offer that this one agrees with, in the order of the list."""
        seen = Seen.of(offer)
        near = {at for key in _keys(seen.subject) for at in self._places.get(key, ())}
        for at in sorted(near):
            if met := again(self._wanted[at], seen):
                yield Again(at, *met)


def _keys(subject: Subject) -> Iterator[object]:
    yield from subject.gtins
    yield from subject.item_ids
    yield from (("code", compact) for compact in subject.codes(Strength.WITH_BRAND))
    yield from (("word", word) for word in _words(subject))
