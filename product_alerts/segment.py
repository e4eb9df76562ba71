"""An index of notices as flat arrays: looked up a thousand offers at a time, read from a file without being copied.

Rare terms lead to notices directly, frequent ones only two together, so that what an offer costs does not grow with
the number of notices; a word that no notice has is also looked up with one letter left out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from product_alerts.asked import Asked
from product_alerts.ranking import Found, Packed, firsts, likeliest, spread, top
from product_alerts.rolling import Longs, Sieve, Whole, hashed
from product_alerts.terms import NAME, TOLD
from product_alerts.vocabulary import Column, Vocabulary

Ints = npt.NDArray[np.uint32]

SHORTEST_MENDED = 4  # letters of a word that is looked up with one left out
LONGEST_MENDED = 14
_PAIR_TENTHS = 6  # of the weights of both its terms: three terms make three pairs
_SPARE = 18  # notices more than asked for that an offer is compared with by all its terms
_APART = 16  # frequent terms of an offer that make pairs: each with as many that come after it
_MOST_MEANT = 8  # terms that a word with a slip may be meant for
POINT = 1 << 16  # parts that a weight is counted in


@dataclass(frozen=True, slots=True)
class Arrays:
    """Everything but the texts. `starts` and the like are offsets: notice n has `terms[starts[n]:starts[n + 1]]`.

    A term is rare, with its notices in `post`, or frequent, in the lists of its notices.
    """

    hashes: Longs  # of the terms (see `rolling`), in order: a term is its place among them
    codes: Longs  # those of terms that begin with "#"
    weights: Ints  # a term: how much it tells, in parts of `POINT`
    post_starts: Ints  # a rare term: its notices in `post`
    post: Ints
    post_whats: npt.NDArray[np.uint8]  # what it is to each of them
    pairs: Longs  # two frequent terms, as first << 32 | second, in order
    pair_starts: Ints
    pair_post: Ints
    starts: Ints  # a notice: its frequent terms, and what they are to it
    terms: Ints
    whats: npt.NDArray[np.uint8]
    branded: npt.NDArray[np.bool_]  # a notice: whether it names a brand
    mends: Ints  # rare words and what remains of them with one letter left out, as upper halves of their hashes
    mend_terms: Ints


ARRAYS = tuple(field.name for field in fields(Arrays))


@dataclass(frozen=True, slots=True)
class Hits:
    """Offers and the notices they share terms with; row by row, an offer's rows together, the best first."""

    offers: Whole
    notices: Whole
    whats: npt.NDArray[np.uint8]  # what the shared terms are to the notice, together
    named: Whole  # how many of them are of its name
    told: Whole  # how many of them are of the description of goods without a brand


class Segment:
    """Arrays in use. It keeps what the words of the vocabulary that it last met are to it."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self._codes, self._mends = Sieve(arrays.codes), Sieve(arrays.mends)
        self._packed, self._packed_pairs = _packed(arrays)
        self._known = _Known(Vocabulary())

    def __len__(self) -> int:
        return len(self.arrays.starts) - 1

    def search(self, asked: Asked, most: int = 10, *, mend: bool = True) -> Hits:
        """For each offer the `most` notices that share the most telling terms.

        `mend` is for words that no notice has: they are also looked up with a letter more, less, other or elsewhere.
        """
        if not len(self) or not len(self.arrays.hashes):
            return _NOTHING
        rows, terms = self._terms(asked, mend)
        if not len(rows):
            return _NOTHING
        return self._weighed(self._found(rows, terms, most + _SPARE), rows, terms, asked.size, most)

    def _places(self, hashes: Longs) -> Whole:
        """The terms of these hashes, -1 for what is none."""
        found = np.searchsorted(self.arrays.hashes, hashes)
        found[found == len(self.arrays.hashes)] = 0
        return np.where(self.arrays.hashes[found] == hashes, found, -1)

    def _terms(self, asked: Asked, mend: bool) -> tuple[Whole, Whole]:
        """The terms of all offers: the offer's row, the term; each pair once, in order."""
        known = self._known_of(asked.vocabulary)
        size = len(self.arrays.hashes)
        likely = self._codes.passed(asked.runs)
        terms = [known.terms.values[asked.words], known.terms.values[asked.keys], self._places(asked.runs[likely])]
        rows = [asked.rows, asked.key_rows, asked.run_rows[likely]]
        if mend:
            strange = np.flatnonzero(terms[0] < 0)
            meant_rows, meant = self._meant(asked.rows[strange], asked.words[strange], known)
            rows.append(meant_rows)
            terms.append(meant)
        every, owners = np.concatenate(terms), np.concatenate(rows)
        pairs = np.sort((owners * size + every)[every >= 0])
        pairs = pairs[firsts(pairs)]
        return pairs // size, pairs % size

    def _known_of(self, vocabulary: Vocabulary) -> _Known:
        if self._known.vocabulary is not vocabulary:
            self._known = _Known(vocabulary)
        fresh = vocabulary.hashes[len(self._known.terms) :]
        if len(fresh):
            self._known.terms.extend(self._places(fresh))
            self._known.meant_first.extend(np.full(len(fresh), -1))
            self._known.meant_count.extend(np.zeros(len(fresh), dtype=np.int64))
        return self._known

    def _meant(self, rows: Whole, words: Whole, known: _Known) -> tuple[Whole, Whole]:
        """The terms that words without a term of their own may be meant for."""
        fresh = np.unique(words[known.meant_first.values[words] < 0])
        if len(fresh):
            known.keep(fresh, *self._mended(fresh, known.vocabulary))
        first, count = known.meant_first.values[words], known.meant_count.values[words]
        owners, places = spread(rows, first, count)
        return owners, known.meant.values[places]

    def _mended(self, numbers: Whole, vocabulary: Vocabulary) -> tuple[Whole, Whole]:
        """For words, the terms that they are but for one letter: the place of the word among `numbers`, the term."""
        lengths = vocabulary.lengths[numbers]
        fit = np.flatnonzero((lengths >= SHORTEST_MENDED) & (lengths <= LONGEST_MENDED))
        hashes, owners = hashed([vocabulary.words[number] for number in numbers[fit].tolist()]).lacking_one()
        likely = self._mends.passed(hashes)
        asked, owners = hashes[likely], fit[owners[likely]]
        mends = self.arrays.mends
        first = np.searchsorted(mends, asked)
        first[first == len(mends)] = 0
        some = np.flatnonzero(mends[first] == asked) if len(mends) else first[:0]
        first, count = first[some], np.searchsorted(mends, asked[some], "right") - first[some]
        few = np.flatnonzero(count <= _MOST_MEANT)
        owners, places = spread(owners[some[few]], first[few], count[few])
        return owners, self.arrays.mend_terms[places].astype(np.int64)

    def _found(self, rows: Whole, terms: Whole, most: int) -> Found:
        """Offers with notices, the most telling by rare terms and by pairs of frequent ones."""
        arrays, notices = self.arrays, len(self)
        first = arrays.post_starts[terms].astype(np.int64)
        count = arrays.post_starts[terms + 1] - first
        rare = self._packed.of(rows * notices, first, count)
        frequent = np.flatnonzero(count == 0)
        pair_rows, pairs = pairs_of(rows[frequent], terms[frequent], _APART)
        at = np.searchsorted(arrays.pairs, pairs)
        at[at == len(arrays.pairs)] = 0
        known = np.flatnonzero(arrays.pairs[at] == pairs) if len(arrays.pairs) else at[:0]
        first = arrays.pair_starts[at[known]].astype(np.int64)
        count = arrays.pair_starts[at[known] + 1] - first
        paired = self._packed_pairs.of(pair_rows[known] * notices, first, count)
        return likeliest(np.concatenate([rare, paired]), notices, most)

    def _weighed(self, found: Found, rows: Whole, terms: Whole, size: int, most: int) -> Hits:
        """The found ones by all the terms they share, frequent ones too."""
        arrays = self.arrays
        offers, places = found.offers, found.notices
        first = arrays.starts[places].astype(np.int64)
        count = arrays.starts[places + 1] - first
        owners, spots = spread(np.arange(len(places)), first, count)
        theirs = arrays.terms[spots]
        shared = _held(rows, terms, size, len(arrays.hashes), np.repeat(offers, count), theirs)
        owners, theirs, whats = owners[shared], theirs[shared], arrays.whats[spots[shared]]
        points = found.points + np.bincount(owners, arrays.weights[theirs], len(places)).astype(np.int64)
        together, first_of = found.whats.copy(), firsts(owners)
        together[owners[first_of]] |= np.bitwise_or.reduceat(whats, first_of) if len(owners) else whats
        named, told = (
            before + np.bincount(owners[(whats & kind) > 0], minlength=len(places))
            for before, kind in ((found.named, NAME), (found.told, TOLD))
        )
        best = top(offers, points, most)
        return Hits(offers[best], places[best], together[best], named[best], told[best])


_NONE = np.zeros(0, dtype=np.int64)
_NOTHING = Hits(_NONE, _NONE, _NONE.astype(np.uint8), _NONE, _NONE)


def _packed(arrays: Arrays) -> tuple[Packed, Packed]:
    """The notices of rare terms and of pairs, each with what it adds."""
    told = np.repeat(arrays.weights[: len(arrays.post_starts) - 1], np.diff(arrays.post_starts))
    first, second = arrays.pairs >> np.uint64(32), arrays.pairs & np.uint64(0xFFFFFFFF)
    of_pairs = (arrays.weights[first] + arrays.weights[second]) * _PAIR_TENTHS // 10
    return (
        Packed.of_terms(arrays.post, told, arrays.post_whats),
        Packed.of_pairs(arrays.pair_post, np.repeat(of_pairs, np.diff(arrays.pair_starts))),
    )


class _Known:
    """What the words of a vocabulary are in a segment: their terms, and the terms that strange ones are meant for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.terms = Column(np.int64)  # -1: none
        self.meant_first, self.meant_count = Column(np.int64), Column(np.int64)  # -1: not looked up yet
        self.meant = Column(np.int64)

    def keep(self, words: Whole, owners: Whole, terms: Whole) -> None:
        """Keeps what each of these words is meant for, as places among them and terms."""
        order = np.argsort(owners, kind="stable")
        counts = np.bincount(owners, minlength=len(words))
        self.meant_first.values[words] = len(self.meant) + np.cumsum(counts) - counts
        self.meant_count.values[words] = counts
        self.meant.extend(terms[order])


def _held(rows: Whole, terms: Whole, size: int, known: int, offers: Whole, theirs: Ints) -> Whole:
    """The places where the offer has the term that stands beside it, by a table of the offers' terms."""
    distinct = np.flatnonzero(np.bincount(terms, minlength=known))
    column: npt.NDArray[np.uint16 | np.uint32]
    column = np.zeros(known, dtype=np.uint16 if len(distinct) < 1 << 16 else np.uint32)
    column[distinct] = np.arange(1, len(distinct) + 1)
    width = len(distinct) + 1
    table = np.zeros(size * width, dtype=np.bool_)
    table[rows * width + column[terms]] = True
    held: Whole = np.flatnonzero(table[offers * width + column[theirs]])
    return held


def pairs_of(rows: Whole, terms: Whole, most: int) -> tuple[Whole, Longs]:
    """Every two terms of one row that stand less than `most` apart, the smaller first; rows and terms come in order."""
    found_rows, found = [_NONE], [_NONE.astype(np.uint64)]
    for apart in range(1, most):
        same = np.flatnonzero(rows[apart:] == rows[:-apart]) if len(rows) > apart else _NONE
        if not len(same):
            break
        found_rows.append(rows[same])
        found.append(terms[same].astype(np.uint64) << np.uint64(32) | terms[same + apart].astype(np.uint64))
    return np.concatenate(found_rows), np.concatenate(found)
