"""Which breaches a circumstance of the shop leaves to a person, and which rules it takes out of play altogether."""

from __future__ import annotations

from dataclasses import replace

from checks.contract_facts import Circumstance
from checks.facts import Fact, Found
from checks.verdict import Answer, Outcome, not_applicable, review

# Rules for contracts between a trader and a consumer; who sells must be told to everybody.
_CONSUMER = (
    "withdrawal.",
    "guarantee.",
    "price.",
    "terms.",
    "checkout.",
    "adr.",
    "gpsr.",
    "reduction.",
    "subscription.",
)
_CONTRACT = ("withdrawal.", "terms.", "checkout.", "price.delivery_cost", "guarantee.", "gpsr.")
_OF_RIGHT = tuple(
    f"withdrawal.{rule}"
    for rule in ("info", "model_form", "function", "function_info", "return_costs", "refund_period", "form_addressee")
)
_FOR_GOODS = ("gpsr.", "price.delivery_cost", "withdrawal.return_costs", "guarantee.harmonised_notice")
# What is said of a breach that is left to a person, and of which rules.
_LEFT: dict[str, tuple[str, tuple[str, ...]]] = {
    "business_only": ("judge.business_only", _CONSUMER),
    "no_orders": ("judge.no_orders", _CONTRACT),
    "excepted": ("judge.excepted", _OF_RIGHT),
    "intangible": ("judge.intangible", ("terms.delivery_time", "guarantee.")),
    # Made before 13 December 2024 they may be sold as before (Regulation (EU) 2023/988, art. 51).
    "used": ("judge.used", ("gpsr.",)),
    "service": ("judge.service", ("gpsr.", "price.delivery_cost", "terms.delivery_time", "guarantee.")),
    "unscoped": ("judge.unscoped", ("gpsr.",)),
}
# What is recalled endangers whoever gets it, used or new; a file, or what nobody can order, may be something else.
_DANGER = ("gpsr.alert_match", "gpsr.recall_page")
_NO_EXCUSE = ("used", "unscoped", "service", "business_only", "excepted")
_WORST = (Outcome.REVIEW, Outcome.FAIL)


def weighed(rule: str, answer: Answer, known: Fact[tuple[Found[Circumstance], ...]]) -> Answer:
    """The answer of a rule ("gpsr.manufacturer") in the light of what the shop says and sells."""
    if answer.outcome not in _WORST or not isinstance(known, Found):
        return answer
    for one in known.value:
        if rule in _DANGER and one.value.kind in _NO_EXCUSE:
            continue
        message, rules = _LEFT[one.value.kind]
        if one.value.kind == "intangible" and rule.startswith(_FOR_GOODS):
            return not_applicable(message, one, quote=one.value.text)
        if answer.outcome is Outcome.FAIL and rule.startswith(rules):
            told = review(message, one, quote=one.value.text)
            return replace(told, evidence=(*told.evidence, *answer.evidence), severity=answer.severity)
    return answer
