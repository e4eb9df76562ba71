"""An index of notices as flat arrays: looked up a thousand offers at a time, read from a file without being copied.

Rare terms lead to notices directly, frequent ones only two together, so that what an offer costs does not grow with
the number of notices; a word that no notice has is also looked up with one letter left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import combinations
from zlib import crc32

import numpy as np
import numpy.typing as npt

from product_alerts.terms import BRAND, NAME, TOLD

Ints = npt.NDArray[np.uint32]
Longs = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]

_RARE_EXACT = 512  # the same for codes and keys
RARE = 48  # notices that a term may lead to; the words of more than these count only in pairs
_SHORTEST_MENDED = 5  # letters of a word that is looked up with one left out
_LONGEST_MENDED = 14
_PAIR = np.float32(0.6)  # of the weights of both its terms: three terms make three pairs
_SPARE = 18  # notices more than asked for that an offer is compared with by all its terms
_EXACT = 3.0  # how much more a code or key says than a word as rare


@dataclass(frozen=True, slots=True)
class Arrays:
    """Everything but the texts. `starts` and the like are offsets: notice n has `terms[starts[n]:starts[n + 1]]`."""

    weights: Floats  # a term: how much it tells
    post_starts: Ints  # a term: its notices in `post`
    post: Ints
    pairs: Longs  # two frequent terms, as first << 32 | second, in order
    pair_starts: Ints
    pair_post: Ints
    starts: Ints  # a notice: its terms
    terms: Ints
    whats: npt.NDArray[np.uint8]
    branded: npt.NDArray[np.bool_]  # a notice: whether it names a brand
    mends: Ints  # crc32 of a rare word with one letter left out, in order
    mend_terms: Ints


@dataclass(frozen=True, slots=True)
class Hits:
    """Offers and the notices they share terms with; row by row, an offer's rows together, the best first."""

    offers: npt.NDArray[np.int64]
    notices: npt.NDArray[np.int64]
    scores: Floats
    whats: npt.NDArray[np.uint8]  # what the shared terms are to the notice, together
    named: npt.NDArray[np.int64]  # how many of them are of its name
    told: npt.NDArray[np.int64]  # how many of them are of the description of goods without a brand


def _offsets(lengths: Iterable[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(np.fromiter(lengths, dtype=np.int64))]).astype(np.uint32)


def _flat(lists: Iterable[Sequence[int]], total: int) -> Ints:
    return np.fromiter((number for numbers in lists for number in numbers), dtype=np.uint32, count=total)


def lacking_one(word: str) -> list[int]:
    """Hashes of a word and of what remains of it with each letter left out."""
    raw = word.encode()
    return [crc32(raw), *[crc32(raw[:at] + raw[at + 1 :]) for at in range(len(raw))]]


def _mended(word: str) -> bool:
    return _SHORTEST_MENDED <= len(word) <= _LONGEST_MENDED and word[0] not in "=@"


def build(notices: Sequence[Mapping[str, int]]) -> tuple[list[str], Arrays]:
    """The terms in their order, and the arrays over them, of notices given as `terms_of_notice` gives them."""
    ids: dict[str, int] = {}
    rows = [[(ids.setdefault(term, len(ids)), what) for term, what in notice.items()] for notice in notices]
    texts = list(ids)
    uses = np.bincount(np.fromiter((t for row in rows for t, _ in row), dtype=np.int64), minlength=len(texts))
    post: list[list[int]] = [[] for _ in texts]
    pairs: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        frequent = []
        for term, _ in row:
            if uses[term] <= (_RARE_EXACT if texts[term][0] in "#=@" else RARE):
                post[term].append(at)
            else:
                frequent.append(term)
        for one, other in combinations(sorted(frequent)[:24], 2):
            pairs[one << 32 | other].append(at)
    kept = sorted(key for key, found in pairs.items() if len(found) <= RARE)
    mends = sorted((h, t) for t, text in enumerate(texts) if post[t] and _mended(text) for h in lacking_one(text))
    weights = np.log(1 + len(notices) / np.maximum(1, uses)).astype(np.float32)
    exact = np.fromiter((text[0] in "#=@" for text in texts), dtype=bool, count=len(texts))
    total = sum(map(len, rows))
    return texts, Arrays(
        weights=np.where(exact, weights * _EXACT, weights).astype(np.float32),
        post_starts=_offsets(map(len, post)),
        post=_flat(post, sum(map(len, post))),
        pairs=np.array(kept, dtype=np.uint64),
        pair_starts=_offsets(len(pairs[key]) for key in kept),
        pair_post=_flat((pairs[key] for key in kept), sum(len(pairs[key]) for key in kept)),
        starts=_offsets(map(len, rows)),
        terms=np.fromiter((t for row in rows for t, _ in row), dtype=np.uint32, count=total),
        whats=np.fromiter((w for row in rows for _, w in row), dtype=np.uint8, count=total),
        branded=np.fromiter((any(what & BRAND for _, what in row) for row in rows), dtype=bool, count=len(rows)),
        mends=np.fromiter((h for h, _ in mends), dtype=np.uint32, count=len(mends)),
        mend_terms=np.fromiter((t for _, t in mends), dtype=np.uint32, count=len(mends)),
    )


ARRAYS = tuple(field.name for field in fields(Arrays))


def _spread(
    rows: npt.NDArray[np.int64], starts: Ints, at: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """For each place `at` of a list of lists: its row again and again, and the places of the members."""
    first = starts[at].astype(np.int64)
    lengths = starts[at + 1].astype(np.int64) - first
    total = int(lengths.sum())
    inside = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(rows, lengths), np.repeat(first, lengths) + inside


@dataclass(frozen=True, slots=True)
class Segment:
    """Arrays with the numbers of their terms."""

    ids: Mapping[str, int]
    arrays: Arrays

    def __len__(self) -> int:
        return len(self.arrays.starts) - 1

    def search(
        self, offers: Sequence[tuple[Sequence[str], Sequence[str]]], most: int = 10, *, mend: bool = True
    ) -> Hits:
        """For each offer, given as its words and its keys, the `most` notices that share the most telling terms.

        `mend` is for words that no notice has: they are also looked up with a letter more, less, other or elsewhere.
        """
        rows, terms = self._terms(offers, mend)
        notices = len(self)
        if not len(rows) or not notices:
            empty = np.zeros(0, dtype=np.int64)
            return Hits(empty, empty, empty.astype(np.float32), empty.astype(np.uint8), empty, empty)
        found = self._found(rows, terms, notices, most + _SPARE)
        return self._weighed(found, rows, terms, notices, most)

    def _terms(
        self, offers: Sequence[tuple[Sequence[str], Sequence[str]]], mend: bool
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The known terms of all offers: the offer's row, the term's number; each pair once, in order."""
        ids, known, lacking, owners = self.ids, [], [], []
        size = len(self.arrays.weights)
        for row, (words, keys) in enumerate(offers):
            base = row * size
            for word in words:
                term = ids.get(word)
                if term is not None:
                    known.append(base + term)
                elif mend and _mended(word):
                    hashes = lacking_one(word)
                    lacking += hashes
                    owners += [row] * len(hashes)
            for key in keys:
                term = ids.get(key)
                if term is not None:
                    known.append(base + term)
        joined = np.unique(np.concatenate([np.array(known, dtype=np.int64), self._mends(lacking, owners, size)]))
        return joined // max(1, size), joined % max(1, size)

    def _mends(self, lacking: list[int], owners: list[int], size: int) -> npt.NDArray[np.int64]:
        """The terms that words without a term of their own may be meant for."""
        asked = np.array(lacking, dtype=np.uint32)
        order = np.argsort(asked)  # in order, neighbours are found in the same place of the list: five times as fast
        asked, mends = asked[order], self.arrays.mends
        first, last = np.searchsorted(mends, asked, "left"), np.searchsorted(mends, asked, "right")
        some = np.flatnonzero((last > first) & (last - first <= 8))
        lengths = (last - first)[some]
        inside = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        places = np.repeat(first[some], lengths) + inside
        rows = np.repeat(np.array(owners, dtype=np.int64)[order[some]], lengths)
        found: npt.NDArray[np.int64] = rows * size + self.arrays.mend_terms[places].astype(np.int64)
        return found

    def _found(
        self, rows: npt.NDArray[np.int64], terms: npt.NDArray[np.int64], notices: int, most: int
    ) -> npt.NDArray[np.int64]:
        """Offers with notices, as row * notices + notice in order: the most telling by rare terms and by pairs."""
        arrays = self.arrays
        lengths = arrays.post_starts[terms + 1] - arrays.post_starts[terms]
        owners, places = _spread(rows, arrays.post_starts, terms)
        keys = [owners * notices + arrays.post[places].astype(np.int64)]
        weights = [np.repeat(arrays.weights[terms], lengths)]
        frequent = np.flatnonzero(lengths == 0)
        pair_rows, pairs = _pairs(rows[frequent], terms[frequent])
        at = np.searchsorted(arrays.pairs, pairs)
        known = at < len(arrays.pairs)
        known[known] = arrays.pairs[at[known]] == pairs[known]
        owners, places = _spread(pair_rows[known], arrays.pair_starts, at[known].astype(np.int64))
        keys.append(owners * notices + arrays.pair_post[places].astype(np.int64))
        told = arrays.weights[pairs >> np.uint64(32)] + arrays.weights[pairs & np.uint64(0xFFFFFFFF)]
        lengths = arrays.pair_starts[at[known] + 1] - arrays.pair_starts[at[known]]
        weights.append(np.repeat(told[known] * _PAIR, lengths))
        return _best(np.concatenate(keys), np.concatenate(weights), notices, most)

    def _weighed(
        self,
        found: npt.NDArray[np.int64],
        rows: npt.NDArray[np.int64],
        terms: npt.NDArray[np.int64],
        notices: int,
        most: int,
    ) -> Hits:
        """The found ones by all the terms they share, frequent ones too."""
        arrays, size = self.arrays, len(self.arrays.weights)
        owners, places = _spread(np.arange(len(found)), arrays.starts, found % notices)
        theirs = arrays.terms[places].astype(np.int64)
        mine = rows * size + terms
        asked = (found // notices)[owners] * size + theirs
        at = np.searchsorted(mine, asked)
        at[at == len(mine)] = 0
        shared = np.flatnonzero(mine[at] == asked)
        owners, theirs, whats = owners[shared], theirs[shared], arrays.whats[places[shared]]
        scores = np.bincount(owners, arrays.weights[theirs], len(found)).astype(np.float32)
        together = np.zeros(len(found), dtype=np.uint8)
        np.bitwise_or.at(together, owners, whats)
        named, told = (np.bincount(owners, (whats & kind) > 0, len(found)).astype(np.int64) for kind in (NAME, TOLD))
        order = np.lexsort((-scores, found // notices))
        offers = (found // notices)[order]
        first = np.searchsorted(offers, offers, "left")
        order = order[np.arange(len(order)) - first < most]
        rows, places = found[order] // notices, found[order] % notices
        return Hits(rows, places, scores[order], together[order], named[order], told[order])


def _pairs(rows: npt.NDArray[np.int64], terms: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], Longs]:
    """Every two terms of one offer, the smaller first; both come in order."""
    found_rows, found = [], []
    for apart in range(1, 16):
        same = np.flatnonzero(rows[apart:] == rows[:-apart]) if len(rows) > apart else np.zeros(0, dtype=np.int64)
        if not len(same):
            break
        found_rows.append(rows[same])
        found.append(terms[same].astype(np.uint64) << np.uint64(32) | terms[same + apart].astype(np.uint64))
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint64)
    return np.concatenate(found_rows), np.concatenate(found)


def _best(keys: npt.NDArray[np.int64], weights: Floats, notices: int, most: int) -> npt.NDArray[np.int64]:
    """The distinct keys whose weights add up to the most, `most` a row, in order."""
    order = np.argsort(keys, kind="stable")
    keys, weights = keys[order], weights[order]
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, dtype=int)
    distinct, sums = keys[first], np.add.reduceat(weights, first) if len(first) else weights
    rows = distinct // notices
    ranked = np.lexsort((-sums, rows))
    starts = np.searchsorted(rows[ranked], rows[ranked], "left")
    kept: npt.NDArray[np.int64] = np.sort(distinct[ranked[np.arange(len(ranked)) - starts < most]])
    return kept
