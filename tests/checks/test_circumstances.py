"""What a circumstance of the shop does to the verdict of a rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.circumstances import weighed
from checks.contract_facts import Circumstance
from checks.facts import Evidence, Found
from checks.verdict import Answer, Outcome, failed, passed, review

PROOF = Evidence("https://a.example/", "as it stands", "0" * 64, "home", "urn:uuid:1")


def _known(kind: str) -> Found[tuple[Found[Circumstance], ...]]:
    one = Found(Circumstance(kind, "in the shop's words"), (PROOF,))  # type: ignore[arg-type]
    return Found((one,), (PROOF,))


def _fail() -> Answer:
    return replace(failed("gpsr.manufacturer", PROOF), severity="critical")


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("business_only", "withdrawal.info"),
        ("no_orders", "terms.available"),
        ("excepted", "withdrawal.model_form"),
        ("intangible", "terms.delivery_time"),
        ("used", "gpsr.manufacturer"),
        ("service", "gpsr.identification"),
        ("unscoped", "gpsr.manufacturer"),
    ],
)
def test_a_breach_is_left_to_a_person_and_stays_as_grave(kind: str, rule: str) -> None:
    answer = weighed(rule, _fail(), _known(kind))
    assert answer.outcome is Outcome.REVIEW
    assert answer.severity == "critical"
    assert dict(answer.params)["quote"] == "in the shop's words"


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("used", "withdrawal.info"),
        ("service", "withdrawal.info"),
        ("unscoped", "price.delivery_cost"),
        ("intangible", "price.total_incl_tax"),
        ("excepted", "withdrawal.conditions_illegal"),
        ("no_orders", "price.unit_price"),
        ("business_only", "identity.legal_notice"),
    ],
)
def test_a_rule_that_the_circumstance_does_not_touch_keeps_its_answer(kind: str, rule: str) -> None:
    answer = _fail()
    assert weighed(rule, answer, _known(kind)) is answer


@pytest.mark.parametrize("kind", ["business_only", "excepted", "used", "service", "unscoped"])
@pytest.mark.parametrize("rule", ["gpsr.alert_match", "gpsr.recall_page"])
@pytest.mark.parametrize("answer", [_fail(), review("gpsr.alert_match", PROOF)])
def test_danger_is_danger_to_whomever_it_is_sold(kind: str, rule: str, answer: Answer) -> None:
    assert weighed(rule, answer, _known(kind)) is answer


def test_what_nobody_can_order_or_is_a_file_is_not_taken_for_the_dangerous_product() -> None:
    assert weighed("gpsr.alert_match", _fail(), _known("no_orders")).outcome is Outcome.REVIEW
    assert weighed("gpsr.alert_match", _fail(), _known("intangible")).outcome is Outcome.NOT_APPLICABLE


def test_rules_for_goods_do_not_apply_to_files() -> None:
    answer = weighed("withdrawal.return_costs", _fail(), _known("intangible"))
    assert answer.outcome is Outcome.NOT_APPLICABLE


def test_what_is_no_breach_stays_as_it_is() -> None:
    answer = passed("gpsr.manufacturer", PROOF)
    assert weighed("gpsr.manufacturer", answer, _known("used")) is answer
