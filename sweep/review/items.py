"""What is to be reviewed: the suspected infringements and points to review of a sweep, small enough for a list."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from checks.verdict import Outcome, Verdict
from sweep.report.overview import severity_rank
from sweep.results import ShopResult
from sweep.review.model import proof_key
from sweep.run import Sweep
from sweep.store.rows import fingerprint

Confidence = Literal["quoted", "absent", "judgement", "law"]
CONFIDENCES: tuple[Confidence, ...] = ("quoted", "absent", "law", "judgement")  # the surest first
SEVERITIES = ("critical", "major", "minor", "info")
_REVIEWED = (Outcome.FAIL, Outcome.REVIEW)


@dataclass(frozen=True, slots=True)
class Item:
    """One finding in the queue. `id` is its name over all sweeps, `proof` changes with the judged fact."""

    id: str
    shop: str
    check: str
    outcome: str
    severity: str
    confidence: Confidence
    country: str
    proof: str

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """The gravest first, and of these the surest."""
        return severity_rank(self.severity), CONFIDENCES.index(self.confidence), self.shop, self.check


def confidence(verdict: Verdict) -> Confidence:
    """How sure the rules are, by what they rest on.

    quoted: a suspected infringement whose words stand in the page; absent: suspected because it is on none of the pages
    read; law: suspected, by an article that is still to be confirmed; judgement: the rules leave it to a person.
    """
    if verdict.outcome is not Outcome.FAIL:
        return "judgement"
    if not all(row.confirmed for row in verdict.law):
        return "law"
    return "quoted" if any(e.quote for e in verdict.evidence) else "absent"


def items_of(shop: ShopResult) -> tuple[Item, ...]:
    """What is to be reviewed in one shop."""
    key = shop.target.key
    return tuple(
        Item(
            fingerprint(key, v.check), key, v.check, v.outcome.label, v.severity, confidence(v), v.country, proof_key(v)
        )
        for v in shop.verdicts
        if v.outcome in _REVIEWED
    )


class Items:
    """The findings of a sweep, following it while it still runs: a shop judged anew replaces what was there."""

    def __init__(self, sweep: Sweep) -> None:
        self._sweep = sweep
        self._lock = threading.Lock()
        self._shops: dict[str, tuple[Item, ...]] = {}
        self._by_id: dict[str, Item] = {}
        self._ordered: tuple[Item, ...] = ()
        self._last = 0

    def refresh(self) -> None:
        """Reads what was judged since the last time."""
        with self._lock:
            last, shops = self._sweep.store.judged_since(self._sweep.name, self._last)
            if last == self._last:
                return
            results = (r for shop in shops for r in self._sweep.store.results(self._sweep.name, shop))
            self._take(self._sweep.store.results(self._sweep.name) if not self._last else results)
            self._last = last

    def _take(self, results: Iterable[ShopResult]) -> None:
        self._shops.update((r.target.key, items_of(r)) for r in results)
        self._ordered = tuple(sorted((i for found in self._shops.values() for i in found), key=lambda i: i.rank))
        self._by_id = {item.id: item for item in self._ordered}

    def all(self) -> tuple[Item, ...]:
        """All findings, the gravest and surest first."""
        return self._ordered

    def get(self, name: str) -> Item | None:
        return self._by_id.get(name)

    def shops(self) -> tuple[str, ...]:
        """The keys of the shops that have a result."""
        return tuple(sorted(self._shops))
