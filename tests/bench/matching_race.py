"""Search engines side by side: the same notices, the same offers with slips of the pen, the ten best of each."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np

from product_alerts.asked import MOST, read
from product_alerts.index import Index, Notices
from product_alerts.model import Alert, Offer
from product_alerts.vocabulary import Vocabulary

NOW = datetime(2026, 11, 21, tzinfo=UTC)
Search = Callable[[list[Offer]], list[list[int]]]
_SYLLABLES = "ka lo mi ra ven tor sel bri dan fo gu hex jin lum nor pal qui ros tas vel wim xan yor zel".split()


def grown(alerts: Sequence[Alert], number: int) -> list[Alert]:
    """The real notices, then as many more of the same products under invented brands and models as are wanted."""
    dice = random.Random(1)
    found = list(alerts[:number])
    for at in range(len(found), number):
        real = alerts[at % len(alerts)]
        brand = "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).title()
        model = "".join(dice.choices("ABCDEFGHKLMNPRSTX", k=dice.randint(1, 3))) + f"-{dice.randint(100, 99999)}"
        words = real.name.split()
        dice.shuffle(words)
        fresh = {"brands": (brand,), "models": (model,) if dice.random() < 0.7 else (), "name": " ".join(words)}
        found.append(replace(real, number=f"{real.number} {at}", gtins=(), item_ids=(), **fresh))
    return found


def slip(word: str, dice: random.Random) -> str:
    """A letter left out, put in, put in another's place, or changed with the next."""
    if len(word) < 4:
        return word
    at, kind = dice.randrange(len(word)), dice.randrange(4)
    letter = dice.choice("abcdefghijklmnopqrstuvwxyz" if word[at].isalpha() else "0123456789")
    rest = word[at + 1 :]
    return word[:at] + (rest, letter + word[at:], letter + rest, rest[:1] + word[at] + rest[1:])[kind]


def planted(alerts: Sequence[Alert], number: int) -> list[tuple[Offer, int]]:
    """Offers of notices' products, one or two of their words with a slip; name and model are left out now and then."""
    dice, found = random.Random(2), []
    while len(found) < number:
        at = dice.randrange(len(alerts))
        alert = alerts[at]
        name = alert.name if dice.random() < 0.8 else ""
        model = alert.models[0] if alert.models and dice.random() < 0.8 else ""
        parts = [part for part in ("".join(alert.brands[:1]), alert.product, name, model) if part]
        if len(parts) >= 3:
            words = " ".join(parts).split()[:14]
            for _ in range(dice.choice((1, 1, 1, 2, 2))):
                place = dice.randrange(len(words))
                words[place] = slip(words[place], dice)
            found.append((Offer(f"https://shop.example/{len(found)}", " ".join(words)), at))
    return found


def recall(found: Sequence[Sequence[int]], wanted: Sequence[int]) -> tuple[float, float]:
    """The share of offers whose notice comes first, and among the first ten."""
    first = sum(list(got[:1]) == [at] for got, at in zip(found, wanted, strict=True))
    ten = sum(at in got[:10] for got, at in zip(found, wanted, strict=True))
    return first / len(wanted), ten / len(wanted)


def engines(alerts: Sequence[Alert]) -> Iterator[tuple[str, Search]]:
    """Each engine that can be imported, with its index made; the others say that they are not there."""
    for name, make in (("ours", _ours), ("tantivy", _tantivy), ("sparse-dot-topn", _sparse), ("Splink", _splink)):
        try:
            yield name, make(alerts)
        except ImportError as missing:
            print(f"({name}: not measured: {missing}; install the extra `bench`)")


def _text(alert: Alert) -> str:
    return " ".join((*alert.brands, alert.product, alert.name, *alert.models))


def _ours(alerts: Sequence[Alert]) -> Search:
    notices, vocabulary = Notices(Index.of(alerts)), Vocabulary()

    def search(offers: list[Offer]) -> list[list[int]]:
        found: list[list[int]] = []
        for start in range(0, len(offers), MOST):
            part = offers[start : start + MOST]
            hits = notices.search(read(part, vocabulary), 10)
            ends, best = np.searchsorted(hits.offers, np.arange(len(part) + 1)).tolist(), hits.notices.tolist()
            found += [best[first:last] for first, last in pairwise(ends)]
        return found

    return search


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _tantivy(alerts: Sequence[Alert]) -> Search:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text")
    builder.add_integer_field("at", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(50_000_000, 1)
    for at, alert in enumerate(alerts):
        writer.add_document(tantivy.Document(text=_text(alert), at=at))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(offers: list[Offer]) -> list[list[int]]:
        found = []
        for offer in offers:
            asked = index.parse_query(" ".join(_words(offer.title)), ["text"])
            found.append([searcher.doc(address)["at"][0] for _, address in searcher.search(asked, 10).hits])
        return found

    return search


def _sparse(alerts: Sequence[Alert]) -> Search:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    # Words and pairs of neighbours: the fastest of the kinds that find enough.
    weigh = TfidfVectorizer(tokenizer=_words, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True)
    known = weigh.fit_transform([_text(alert) for alert in alerts]).T.tocsr()

    def search(offers: list[Offer]) -> list[list[int]]:
        asked = weigh.transform([offer.title for offer in offers])
        best = sp_matmul_topn(asked, known, top_n=10, sort=True)
        return [best.indices[best.indptr[row] : best.indptr[row + 1]].tolist() for row in range(len(offers))]

    return search


def _row(number: int, text: str) -> dict[str, Any]:
    words = _words(text)
    codes = sorted((w for w in words if not w.isalpha() and len(w) >= 4), key=len)
    return {
        "unique_id": number,
        "head": " ".join(words[:1]),
        "second": " ".join(words[1:2]),
        "last": " ".join(words[-1:]),
        "code": codes[-1] if codes else None,
    }


def _splink(alerts: Sequence[Alert]) -> Search:
    import pandas
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    right = pandas.DataFrame([_row(at, _text(alert)) for at, alert in enumerate(alerts)])

    def search(offers: list[Offer]) -> list[list[int]]:
        left = pandas.DataFrame([_row(at, offer.title) for at, offer in enumerate(offers)])
        rules = [block_on("code"), block_on("head", "second"), block_on("head", "last"), block_on("second", "last")]
        wanted = SettingsCreator(link_type="link_only", blocking_rules_to_generate_predictions=rules)
        base = DuckDBAPI()
        tables = [
            base.register(rows, dataset_display_name=name) for name, rows in (("a_offers", left), ("b_notices", right))
        ]
        pairs = Linker(tables, wanted, log_level=None).inference.deterministic_link().as_pandas_dataframe()
        found: list[list[int]] = [[] for _ in offers]
        for one, other in zip(pairs["unique_id_l"], pairs["unique_id_r"], strict=True):
            found[one].append(other)
        return found

    return search
