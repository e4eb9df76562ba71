"""What offers are looked up by, many of them at a time: their words as numbers, and every code they may bear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from product_alerts.model import Offer
from product_alerts.rolling import Longs, Whole, joined
from product_alerts.terms import END, brand_spellings, stated_terms, words_of_offers
from product_alerts.vocabulary import Vocabulary

MOST = 1024  # offers that are read at a time: more, and the tables no longer fit beside the processor
_LONGEST_TITLE = 40  # words
_LONGEST_CODE = 5  # words that one code may be written in
_LONGEST_HEAD = 8  # letters that a code may begin with
_SHORTEST_CODE = 3
_SHORTEST_NUMBER = 3  # of a code in two words
_HEAD = 4  # letters in front of a number that are a code together: "kw 2140"


@dataclass(frozen=True, slots=True)
class Asked:
    """Offers ready to be looked up. Of every list, the rows say to which offer an entry belongs.

    `words` are of brand, title and variant, without plural endings; `keys` are codes, barcodes and items that are
    stated apart from the title, and the words of the description; `runs` the numbers of "#" and up to five words of
    the title written together, with digits.
    """

    vocabulary: Vocabulary
    size: int
    rows: Whole
    words: Whole
    key_rows: Whole
    keys: Whole
    run_rows: Whole
    runs: Longs

    def words_of(self, row: int) -> frozenset[str]:
        """The words of one offer."""
        texts = self.vocabulary.words
        return frozenset(texts[number] for number in self.words[self.rows == row].tolist())


def read(offers: Sequence[Offer], vocabulary: Vocabulary) -> Asked:
    """Reads up to `MOST` offers; new words join the vocabulary. Raises ValueError for more of them."""
    if len(offers) > MOST:
        raise ValueError(f"{len(offers)} offers; {MOST} are read at a time")
    number = vocabulary.__getitem__
    said = list(map(number, words_of_offers(offers)))
    told: list[int] = []
    brands: list[tuple[int, int]] = []
    told_lengths: list[int] = []
    for row, offer in enumerate(offers):
        if offer.brand:
            brands += [(row, vocabulary[word]) for word in brand_spellings(offer.brand)]
        terms = stated_terms(offer)
        told += map(number, terms)
        told_lengths.append(len(terms))
    end = number(END)
    vocabulary.settle()
    rows, titles = _titles(np.array(said, dtype=np.int64), end)
    run_rows, runs = _runs(rows, titles, vocabulary)
    code_rows, codes = _likely_codes(rows, titles, vocabulary)
    branded = np.array(brands, dtype=np.int64).reshape(-1, 2)
    stems = vocabulary.stems
    return Asked(
        vocabulary,
        len(offers),
        np.concatenate([rows, code_rows, branded[:, 0]]),
        stems[np.concatenate([titles, codes, branded[:, 1]])],
        np.repeat(np.arange(len(offers)), told_lengths),
        stems[np.array(told, dtype=np.int64)],
        run_rows,
        runs,
    )


def _titles(said: Whole, end: int) -> tuple[Whole, Whole]:
    """The words of each offer by its row, of a long title the first ones; `said` has `end` between two offers."""
    ends = said == end
    rows = np.cumsum(ends)
    starts = np.concatenate([[0], np.flatnonzero(ends) + 1])
    kept = ~ends & (np.arange(len(said)) - starts[rows] < _LONGEST_TITLE)
    return rows[kept], said[kept]


def _runs(rows: Whole, words: Whole, vocabulary: Vocabulary) -> tuple[Whole, Longs]:
    """Every run of up to five words with digits may be a code: as the number of "#" and the run."""
    hashes, powers = vocabulary.hashes[words], vocabulary.powers[words]
    lengths, plain = vocabulary.lengths[words], vocabulary.plain[words]
    starts = np.flatnonzero(~plain | (lengths <= _LONGEST_HEAD))
    run, power, length, letters = hashes[starts], powers[starts], lengths[starts], plain[starts]
    found_rows, found = [], []
    for more in range(1, _LONGEST_CODE + 1):
        code = ~letters & (length >= _SHORTEST_CODE)
        found_rows.append(rows[starts[code]])
        found.append(np.uint64(ord("#")) * power[code] + run[code])
        kept = np.flatnonzero(starts < len(words) - more)
        kept = kept[rows[starts[kept]] == rows[starts[kept] + more]]
        starts = starts[kept]
        after = starts + more
        run = joined(run[kept], hashes[after], powers[after])
        power, length = power[kept] * powers[after], length[kept] + lengths[after]
        letters = letters[kept] & plain[after]
    return np.concatenate(found_rows), np.concatenate(found)


def _likely_codes(rows: Whole, words: Whole, vocabulary: Vocabulary) -> tuple[Whole, Whole]:
    """Two words that are one code, "kw 2140" -> "kw2140", as a word: so that one with a slip of the pen is found."""
    lengths, plain = vocabulary.lengths[words], vocabulary.plain[words]
    heads = plain[:-1] & (lengths[:-1] <= _HEAD) & (rows[:-1] == rows[1:])
    behind = np.flatnonzero(heads & ~plain[1:] & (lengths[1:] >= _SHORTEST_NUMBER)) + 1
    texts = vocabulary.words
    pairs = zip(words[behind - 1].tolist(), words[behind].tolist(), strict=True)
    codes = [vocabulary[texts[one] + texts[other]] for one, other in pairs]
    vocabulary.settle()
    return rows[behind], np.array(codes, dtype=np.int64)
