"""Equal values held once: the law behind a check is the same in every shop, the pages read are in every absence.

A sweep of ten thousand shops has a million verdicts; without this each would hold its own copy of both.
"""

from __future__ import annotations

from dataclasses import replace

from checks.facts import Evidence
from checks.verdict import LawRow, Verdict
from sweep.results import ShopResult


class Sharing:
    """Makes results share what is equal in them: the law over all shops, the proofs within one."""

    def __init__(self) -> None:
        self._law: dict[tuple[LawRow, ...], tuple[LawRow, ...]] = {}

    def result(self, result: ShopResult) -> ShopResult:
        """An equal result."""
        each: dict[Evidence, Evidence] = {}
        together: dict[tuple[Evidence, ...], tuple[Evidence, ...]] = {}
        texts: dict[str, str] = {}

        def proof(e: Evidence) -> Evidence:
            if e not in each:
                each[e] = replace(e, **{n: texts.setdefault(v, v) for n, v in _texts(e)})
            return each[e]

        def shared(verdict: Verdict) -> Verdict:
            proofs = verdict.evidence
            if proofs not in together:
                together[proofs] = tuple(map(proof, proofs))
            return replace(verdict, law=self._law.setdefault(verdict.law, verdict.law), evidence=together[proofs])

        return replace(result, verdicts=tuple(map(shared, result.verdicts)))


def _texts(e: Evidence) -> tuple[tuple[str, str], ...]:
    """What many proofs of one page have in common."""
    return ("url", e.url), ("sha256", e.sha256), ("record_id", e.record_id)
