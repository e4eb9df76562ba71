"""Import duties, taxes and handling left to the consumer of a parcel from outside the European Union."""

from __future__ import annotations

from checks.facts import Absent, Known
from checks.verdict import Answer, graded, passed, review


def check(import_costs: Known[str]) -> Answer:
    if isinstance(import_costs, Absent):
        return passed("none", import_costs)
    quote = import_costs.evidence.quote
    if any(proof.role in ("product", "basket") for proof in import_costs.proof):
        return graded(review("beside", import_costs, quote=quote), "minor")
    return review("hidden", import_costs, quote=quote)
