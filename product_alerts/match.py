"""Offers put together with notices: looked up by their terms, a thousand at a time, and judged one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np
import numpy.typing as npt

from product_alerts.asked import MOST, Asked, read
from product_alerts.brands import Keys, brand_keys, made_by, stands_in
from product_alerts.index import Index, Notices
from product_alerts.judge import NAME_SHARE, ORDER, TOLD_WORDS, Judged, judge
from product_alerts.model import Alert, AlertStatus, Match, Offer
from product_alerts.prepare import Subject, of_offer
from product_alerts.segment import Hits
from product_alerts.terms import BRAND, CODE, KEY, MAKER, SERIES
from product_alerts.vocabulary import Vocabulary

_RARE_SHARE = 0.004  # of all offers and alerts together that may use a word for it to be rare
_RARE_LEAST = 3
_MOST_WORDS = 300_000  # that are remembered from one shop to the next
_JUDGED = 12  # notices that an offer is judged against; what is judged must agree to the letter, so nothing is mended


@dataclass(frozen=True, slots=True)
class _Counted:
    """`Rare` by counting: how many notices and how many of a shop's offers use a word."""

    uses: Sequence[Mapping[str, int]]
    numbers: Mapping[str, int]
    own: npt.NDArray[np.int64]  # by a word's number
    most: float
    most_own: float

    def __call__(self, word: str) -> bool:
        own = self._own(word)
        return own <= self.most_own and sum(uses.get(word, 0) for uses in self.uses) + own <= self.most

    def here(self, word: str) -> bool:
        return self._own(word) <= self.most_own

    def _own(self, word: str) -> int:
        number = self.numbers.get(word, -1)
        return int(self.own[number]) if 0 <= number < len(self.own) else 0


class Matcher:
    """Holds the notices ready for any number of shops, in any number of threads. Withdrawn notices never match."""

    def __init__(self, alerts: Iterable[Alert] = (), *, index: Index | None = None) -> None:
        first = index or Index.of(alert for alert in alerts if alert.status is not AlertStatus.WITHDRAWN)
        self._parts = [Notices(first)]
        self._vocabulary = Vocabulary()
        self._turn = Lock()  # the vocabulary and the segments grow while they are asked

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def update(self, changed: Iterable[Alert]) -> None:
        """Takes in notices that came, changed or were withdrawn since; what is there stays as it is."""
        known = tuple(changed)
        fresh = Notices(Index.of(alert for alert in known if alert.status is not AlertStatus.WITHDRAWN))
        with self._turn:
            for part in self._parts:
                part.forget(alert.id for alert in known)
            self._parts.append(fresh)

    def matches(self, offers: Sequence[Offer]) -> tuple[Match, ...]:
        """Every match of these offers, the surest first; at most one per offer and alert.

        How rare a word is, is told from these offers and all alerts together: pass a shop's offers in one call.
        """
        with self._turn:
            return self._matches(offers)

    def _matches(self, offers: Sequence[Offer]) -> tuple[Match, ...]:
        if len(self._vocabulary) > _MOST_WORDS:
            self._vocabulary = Vocabulary()
        starts = range(0, len(offers), MOST)
        asked = [read(offers[start : start + MOST], self._vocabulary) for start in starts]
        rare = self._rare(asked)
        found = [
            Match(offers[row], part.alert(at), judged.grade, judged.score, judged.reasons)
            for start, batch in zip(starts, asked, strict=True)
            for row, part, at, judged in self._judged(offers, batch, start, rare)
        ]
        return tuple(sorted(found, key=lambda m: (ORDER[m.grade], -m.score, m.offer.url, m.alert.id)))

    def notice(self, alert_id: str) -> tuple[Alert, Subject] | None:
        """The notice of this id as it stands now, and what is compared of it; None where there is none in force."""
        for part in reversed(self._parts):
            at = part.place(alert_id)
            if at is not None and not part.gone(at):
                return part.alert(at), part.subject(at)
        return None

    def _judged(
        self, offers: Sequence[Offer], batch: Asked, start: int, rare: _Counted
    ) -> Iterator[tuple[int, Notices, int, Judged]]:
        prepared: dict[int, Subject] = {}
        for part in self._parts:
            for inside, at, sure in _worth(part.search(batch, _JUDGED, mend=False), part.branded):
                offer = offers[start + inside]
                if part.gone(at) or not (sure or _may_be_named(batch.words_of(inside), offer, part.subject(at))):
                    continue
                if inside not in prepared:
                    prepared[inside] = of_offer(offer)
                judged = judge(prepared[inside], part.subject(at), rare)
                if judged:
                    yield start + inside, part, at, judged

    def _rare(self, asked: Sequence[Asked]) -> _Counted:
        own = np.zeros(len(self._vocabulary.words), dtype=np.int64)
        for batch in asked:
            words = np.unique(batch.rows * len(own) + batch.words) % len(own)
            own += np.bincount(words, minlength=len(own))
        number = sum(batch.size for batch in asked)
        most, most_own = max(_RARE_LEAST, _RARE_SHARE * (len(self) + number)), max(_RARE_LEAST, 0.05 * number)
        return _Counted([part.uses for part in self._parts], self._vocabulary, own, most, most_own)


def _may_be_named(words: frozenset[str], offer: Offer, alert: Subject) -> bool:
    """Whether an offer with these words could be matched by the notice's words.

    With a name or two words of it beside the brand; without a brand with most of the name, or as the offer's brand.
    """
    shared = len(words & alert.name_words)
    if alert.brand_keys or alert.plain_brands:
        names = alert.names if shared < 2 else ()
        if shared >= 2 or any((name.own and name.own <= words) or words.issuperset(name.words) for name in names):
            return True
    if alert.brand_keys:
        return False
    return (shared >= 2 and shared >= NAME_SHARE * len(alert.name_words)) or any(
        stands_in(key, alert.title_words) or made_by(key, alert.makers) for key in _keys_of(offer.brand)
    )


@lru_cache(maxsize=4096)
def _keys_of(brand: str) -> Keys:
    return brand_keys((brand,))


def _worth(hits: Hits, branded: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int, bool]]:
    """The offers and notices to be judged: a code or key in common, or the brand and a word of the name.

    Of no-name goods, two words of the name or as many of the description as tell them. The third value says whether
    they are worth it whatever the name is.
    """
    brand, bare = (hits.whats & BRAND) > 0, ~branded[hits.notices]
    sure = ((hits.whats & (CODE | KEY)) > 0) | (((hits.whats & SERIES) > 0) & (brand | bare))
    sure |= bare & (hits.told >= TOLD_WORDS)
    known = brand | ((hits.whats & MAKER) > 0)
    kept = sure | (known & (hits.named >= 1)) | (bare & (hits.named >= 2))
    return zip(hits.offers[kept].tolist(), hits.notices[kept].tolist(), sure[kept].tolist(), strict=True)
