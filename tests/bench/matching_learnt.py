"""How much the matcher's features know: weights learnt for a public benchmark, and for nothing else.

The features are those of the product: every reason for and against of `judge`, and how much of what a `Subject` holds
(codes, words by their rarity, amounts, brands) the two sides share. A gradient-boosted tree learns the weights on the
training split, the threshold is chosen on the validation split, the figures are of the test split. None of it ships.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from product_alerts.compare import Feature
from product_alerts.judge import QUALIFIERS, WITNESSES, judge
from product_alerts.model import Alert, Offer
from product_alerts.modelnumbers import Strength
from product_alerts.prepare import Subject, of_alert, of_offer
from product_alerts.text import stem, tokens
from tests.bench.alerts import public_offers

_SEEDS = range(20)  # of five the F1 is a matter of luck: 0.86 to 0.89
_FEATURES: tuple[Feature, ...] = (*QUALIFIERS, *WITNESSES)


class _Rarity:
    """How rare words are among the titles of the training split; both sides of a pair are a shop's titles here."""

    def __init__(self, titles: Sequence[Collection[str]]) -> None:
        self.uses = Counter(word for title in titles for word in set(title))
        self.total = len(titles)

    def weight(self, word: str) -> float:
        return math.log(1 + self.total / (1 + self.uses[word])) if self.total else 1.0

    def __call__(self, word: str) -> bool:
        return self.uses[word] <= 0.004 * self.total

    def here(self, word: str) -> bool:
        return self(word)


_EVEN = _Rarity([])


def _share(one: Collection[str], other: Collection[str], rarity: _Rarity) -> list[float]:
    """Of two sets of words: the weight in common by that of the smaller, the larger, and of each side's rest."""
    both = sum(map(rarity.weight, set(one) & set(other)))
    mine, theirs = sum(map(rarity.weight, set(one))), sum(map(rarity.weight, set(other)))
    return [both / (min(mine, theirs) or 1), both / (max(mine, theirs) or 1), both, mine - both, theirs - both]


def _near(one: Collection[str], other: Collection[str]) -> float:
    """The best likeness of two codes, by the letters they begin with."""
    return max((_begun(a, b) / max(len(a), len(b)) for a in one for b in other), default=-1.0)


def _begun(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def values(offer: Offer, alert: Alert, rarity: _Rarity) -> list[float]:
    """The features of one pair, as numbers."""
    one, other = of_offer(offer), of_alert(alert)
    said = [float(feature(one, other) is not None) for feature in _FEATURES]
    judged = judge(one, other, rarity)
    left, right = ([stem(word) for word in tokens(text)] for text in (offer.title, alert.product))
    codes = [set(side.codes(Strength.WITH_KIND)) for side in (one, other)]
    numbers = [{word for word in words if any(c.isdigit() for c in word)} for words in (left, right)]
    stated = [{model} if (model := _compact(text)) else set() for text in (offer.mpn, "".join(alert.models))]
    runs = ["".join(words) for words in (left, right)]
    return [
        *said,
        judged.score if judged else 0.0,
        *_share(left, right, rarity),
        *_share(one.name_words, _own(other), rarity),
        *_share(_grams(left), _grams(right), rarity),
        *_share(_grams(left, 3), _grams(right, 3), _EVEN),
        *_share(_neighbours(left), _neighbours(right), _EVEN)[:2],
        *_share(tokens(offer.category), tokens(dict(alert.extra).get("category", "")), _EVEN)[:2],
        _order(left, right),
        *_counts(*codes),
        *_counts(*numbers),
        *_counts({f"{n} {u}" for u, n in one.amounts}, {f"{n} {u}" for u, n in _amounts(alert)}),
        _near(*codes),
        _near(*stated),
        float(any(model in runs[1] for model in stated[0])) if stated[0] else -1.0,
        float(any(model in runs[0] for model in stated[1])) if stated[1] else -1.0,
        float(len(left)),
        float(len(right)),
        float(left[:1] == right[:1]),
        *_price(offer, alert),
    ]


def _compact(text: str) -> str:
    return "".join(tokens(text))


def _own(alert: Subject) -> frozenset[str]:
    return alert.all_words | alert.name_words


def _amounts(alert: Alert) -> frozenset[tuple[str, str]]:
    return of_offer(Offer("", alert.product)).amounts


def _grams(words: Sequence[str], size: int = 4) -> set[str]:
    text = " ".join(words)
    return {text[at : at + size] for at in range(len(text) - size + 1)}


def _neighbours(words: Sequence[str]) -> set[str]:
    return {f"{one} {other}" for one, other in pairwise(words)}


def _order(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the shorter title stands in the longer in the same order."""
    longest = [0] * (len(other) + 1)
    for word in one:
        before = longest[:]
        for at, theirs in enumerate(other):
            longest[at + 1] = before[at] + 1 if word == theirs else max(before[at + 1], longest[at])
    return longest[-1] / (min(len(one), len(other)) or 1)


def _counts(one: Collection[str], other: Collection[str]) -> list[float]:
    both = len(set(one) & set(other))
    return [float(both), float(len(one) - both), float(len(other) - both)]


def _price(offer: Offer, alert: Alert) -> list[float]:
    """How far apart the prices are; notices state none, so the benchmark's lies among what has no column."""
    theirs = next((float(text) for name, text in alert.extra if name == "price" and text), 0.0)
    mine = float(offer.price or 0)
    return [abs(math.log(mine / theirs)) if mine > 0 and theirs > 0 else -1.0]


@cache
def _split(name: str) -> tuple[tuple[Offer, Alert, bool], ...]:
    return tuple(public_offers(name))


def _table(name: str, rarity: _Rarity) -> tuple[Any, Any]:
    rows = [values(offer, alert, rarity) for offer, alert, _ in _split(name)]
    # Sums of words in any order differ in their last digits, and trees would grow by them.
    return np.round(np.array(rows), 9), np.array([same for _, _, same in _split(name)])


def _scores(truth: Any, said: Any) -> tuple[float, float, float]:
    right = float((truth & said).sum())
    precision, recall = right / max(1.0, float(said.sum())), right / float(truth.sum())
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def rows() -> Iterator[tuple[object, ...]]:
    """Precision, recall and F1 of the test split; says so where the extra is not installed."""
    try:
        import lightgbm
    except ImportError as missing:
        print(f"(not measured: {missing}; install the extra `bench`)")
        return
    titles = [[stem(w) for w in tokens(t)] for o, a, _ in _split("train") for t in (o.title, a.product)]
    rarity = _Rarity(titles)
    (train, known), (valid, chosen), (test, truth) = (_table(name, rarity) for name in ("train", "valid", "test"))
    guesses = []
    for seed in _SEEDS:
        # Of five settings the one that did best on the validation split.
        options = {"n_estimators": 800, "learning_rate": 0.05, "num_leaves": 31, "min_child_samples": 20}
        more = {"subsample": 0.8, "subsample_freq": 1, "colsample_bytree": 0.5, "reg_lambda": 1.0}
        trees = lightgbm.LGBMClassifier(**options, **more, random_state=seed, n_jobs=1, verbose=-1)
        trees.fit(train, known)
        guesses.append((trees.predict_proba(valid)[:, 1], trees.predict_proba(test)[:, 1]))
    on_valid, on_test = (np.mean([guess[at] for guess in guesses], axis=0) for at in (0, 1))
    threshold = max(np.linspace(0.05, 0.95, 91), key=lambda t: _scores(chosen, on_valid >= t)[2])
    figures = _scores(truth, on_test >= threshold)
    yield (f"{train.shape[1]} features, mean of {len(_SEEDS)} gradient-boosted trees", *(f"{f:.3f}" for f in figures))
