"""Equal values held once: the law behind a check is the same in every shop, the pages read are in every absence.

A sweep of ten thousand shops has a million verdicts and as many facts; without this each would hold its own copy.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any, TypeVar

from checks.facts import Absent, Evidence, Fact, Found, ShopFacts, Unknown
from checks.verdict import LawRow, Verdict
from sweep.results import ShopResult

T = TypeVar("T", bound=Hashable)
_ALIKE = 20_000  # verdicts without proof, or what verdicts tell: most are few, those that name an address are not


class Sharing:
    """Makes results share what is equal in them: the law over all shops, the proofs within one."""

    def __init__(self) -> None:
        self._law: dict[tuple[LawRow, ...], tuple[LawRow, ...]] = {}
        self._alike: dict[Verdict, Verdict] = {}
        self._said: dict[Hashable, Any] = {}

    def result(self, result: ShopResult) -> ShopResult:
        """An equal result."""
        shop = _Shop()
        return replace(
            result,
            facts=shop.facts(result.facts),
            verdicts=tuple(self._verdict(verdict, shop) for verdict in result.verdicts),
        )

    def _verdict(self, verdict: Verdict, shop: _Shop) -> Verdict:
        if (known := self._alike.get(verdict)) is not None:
            return known
        law = self._law.setdefault(verdict.law, verdict.law)
        params, day = self._one(verdict.params), self._one(verdict.day)
        held = replace(verdict, law=law, params=params, day=day, evidence=shop.proofs(verdict.evidence))
        if not held.evidence and len(self._alike) < _ALIKE:
            self._alike[held] = held
        return held

    def _one(self, value: T) -> T:
        """The first value that was equal to this one, as long as there are not too many different ones."""
        known: T = self._said.get(value, value)
        if len(self._said) < _ALIKE:
            self._said[known] = known
        return known


class _Shop:
    """What the facts and verdicts of one shop have in common."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}
        self._proofs: dict[Evidence, Evidence] = {}
        self._together: dict[tuple[Evidence, ...], tuple[Evidence, ...]] = {}

    def one(self, value: T) -> T:
        """The first value that was equal to this one."""
        known: T = self._known.setdefault(value, value)
        return known

    def proof(self, e: Evidence) -> Evidence:
        if e not in self._proofs:
            self._proofs[e] = replace(
                e, url=self.one(e.url), sha256=self.one(e.sha256), record_id=self.one(e.record_id)
            )
        return self._proofs[e]

    def proofs(self, proofs: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        if proofs not in self._together:
            self._together[proofs] = tuple(map(self.proof, proofs))
        return self._together[proofs]

    def facts(self, facts: ShopFacts) -> ShopFacts:
        return replace(facts, **{name: self._fact(fact) for name, fact in facts.items()})

    def _fact(self, fact: Fact[Any]) -> Fact[Any]:
        match fact:
            case Absent():
                return Absent(self.proofs(fact.read))
            case Unknown():
                return self.one(fact)
        return self._found(fact)

    def _found(self, fact: Found[Any]) -> Found[Any]:
        value = fact.value
        if isinstance(value, tuple):
            value = tuple(self._found(one) if isinstance(one, Found) else one for one in value)
        return Found(value, self.proof(fact.evidence), self.proofs(fact.more))
