"""How the arrays of an index are made of the terms of its notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from product_alerts.rolling import Longs, Whole, hashed
from product_alerts.segment import LONGEST_MENDED, POINT, SHORTEST_MENDED, Arrays, Ints, pairs_of
from product_alerts.terms import BRAND
from product_alerts.vocabulary import KEYS

RARE = 48  # notices that a term may lead to; the words of more than these count only in pairs
_RARE_EXACT = 512  # the same for codes and keys
_PAIRED = 24  # frequent terms of a notice that make pairs
_SHORT = 5  # characters of a code with its sign, that stands in many titles by chance
_EXACT = 3.0  # how much more a code or key says than a word as rare


def build(notices: Sequence[Mapping[str, int]]) -> Arrays:
    """The arrays over notices given as `terms_of_notice` gives them."""
    numbers: dict[str, int] = {}
    for notice in notices:
        for term in notice:
            numbers.setdefault(term, len(numbers))
    texts = list(numbers)
    hashes, places = np.unique(hashed(texts).whole, return_inverse=True)
    owners = np.repeat(np.arange(len(notices)), [len(notice) for notice in notices])
    terms = places[np.fromiter((numbers[t] for notice in notices for t in notice), np.int64, len(owners))]
    whats = np.fromiter((what for notice in notices for what in notice.values()), np.uint8, len(owners))
    exact = np.zeros(len(hashes), dtype=np.bool_)
    exact[places] = np.fromiter(map(_is_exact, texts), np.bool_, len(texts))
    uses = np.bincount(terms, minlength=len(hashes))
    rare = uses <= np.where(exact, _RARE_EXACT, RARE)
    weights = np.log(1 + len(notices) / np.maximum(1, uses)) * np.where(exact, _EXACT, 1.0)
    direct = np.flatnonzero(rare[terms])
    direct = direct[np.argsort(terms[direct], kind="stable")]
    frequent = np.flatnonzero(~rare[terms])
    pairs, pair_starts, pair_post = _paired(owners, terms, rare)
    mends, mend_terms = _mends(texts, places, rare)
    coded = np.fromiter((text[0] == "#" for text in texts), np.bool_, len(texts))
    return Arrays(
        hashes=hashes,
        codes=hashes[np.unique(places[coded])],
        weights=np.round(weights * POINT).astype(np.uint32),
        post_starts=_offsets(np.where(rare, uses, 0)),
        post=owners[direct].astype(np.uint32),
        post_whats=whats[direct],
        pairs=pairs,
        pair_starts=pair_starts,
        pair_post=pair_post,
        starts=_offsets(np.bincount(owners[frequent], minlength=len(notices))),
        terms=terms[frequent].astype(np.uint32),
        whats=whats[frequent],
        branded=np.bincount(owners, (whats & BRAND) > 0, len(notices)) > 0,
        mends=mends,
        mend_terms=mend_terms,
    )


def _is_exact(term: str) -> bool:
    """Whether a term is a barcode, an item, or a code that is too long to be any number."""
    return term[0] in KEYS and (term[0] != "#" or len(term) > _SHORT)


def _offsets(lengths: Whole) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint32)


def _paired(owners: Whole, terms: Whole, rare: npt.NDArray[np.bool_]) -> tuple[Longs, Ints, Ints]:
    """Every two frequent terms of a notice, where few notices have both: the pairs in order, and their notices."""
    frequent = np.flatnonzero(~rare[terms])
    frequent = frequent[np.lexsort((terms[frequent], owners[frequent]))]
    rows = owners[frequent]
    early = np.arange(len(rows)) - np.searchsorted(rows, rows) < _PAIRED
    pair_rows, pairs = pairs_of(rows[early], terms[frequent][early], _PAIRED)
    distinct, numbers, uses = np.unique(pairs, return_inverse=True, return_counts=True)
    kept = np.flatnonzero(uses[numbers] <= RARE)
    kept = kept[np.lexsort((pair_rows[kept], numbers[kept]))]
    few = uses <= RARE
    return distinct[few], _offsets(uses[few]), pair_rows[kept].astype(np.uint32)


def _mends(texts: Sequence[str], places: Whole, rare: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """What rare words are with one letter left out, in order, and the term of each."""
    words = [at for at, text in enumerate(texts) if rare[places[at]] and _mended(text)]
    hashes, owners = hashed([texts[at] for at in words]).lacking_one()
    meant = places[np.array(words, dtype=np.int64)[owners]].astype(np.uint32)
    order = np.lexsort((meant, hashes))
    return hashes[order], meant[order]


def _mended(text: str) -> bool:
    return SHORTEST_MENDED <= len(text) <= LONGEST_MENDED and text[0] not in KEYS
