"""Who bears the cost of sending goods back."""

from __future__ import annotations

from checks.contract_facts import ReturnCosts
from checks.facts import Absent, Fact, Found, Known
from checks.verdict import Answer, failed, graded, not_applicable, not_measurable, passed, review


def check(return_costs: Known[ReturnCosts], withdrawal_right: Fact[str]) -> Answer:
    if isinstance(return_costs, Found):
        several = return_costs.proof[:2] if return_costs.value.payer == "both" else return_costs.proof[:1]
        told = " / ".join(proof.quote for proof in several)
        if return_costs.value.far and return_costs.value.payer == "consumer":
            return graded(review("far", return_costs, quote=told), "major")
        return passed("told", return_costs, quote=told)
    match withdrawal_right:
        case Found():
            return failed("silent", return_costs)
        case Absent():  # nothing on withdrawal at all is one breach, not several
            return not_applicable("no_right", withdrawal_right)
    return not_measurable("cannot_tell")
