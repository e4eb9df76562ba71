"""Clauses with the words of well-known unfair terms; a person decides, and so does a court in the end."""

from __future__ import annotations

from checks.contract_facts import UnfairClause
from checks.facts import Absent, Found, Known
from checks.verdict import Answer, graded, passed, review, worst


def _judged(found: Found[UnfairClause]) -> Answer:
    quote = found.value.text
    match found.value.kind:
        case "credit":
            return graded(review("credit", found, quote=quote), "major")
        case "court":
            return review("court", found, quote=quote)
        case "arbitration":
            return review("arbitration", found, quote=quote)
        case "risk":
            return review("risk", found, quote=quote)
        case "faulty":
            return graded(review("faulty", found, quote=quote), "major")
        case "notice":
            return review("notice", found, quote=quote)
    return review("price", found, quote=quote)


def check(unfair_clauses: Known[tuple[Found[UnfairClause], ...]]) -> Answer:
    if isinstance(unfair_clauses, Absent):
        return passed("none", unfair_clauses)
    return worst(map(_judged, unfair_clauses.value))
