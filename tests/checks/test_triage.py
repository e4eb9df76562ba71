"""The signals of fraud added up: ranked, explained, and never more than what was seen."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.catalogue import load
from checks.judge import judge_shop
from checks.triage import URGENT, triage
from checks.verdict import Outcome
from tests.checks.notation import shop

DAY = date(2026, 11, 21)
_SIGNALS = [check for check_id, check in load().items() if check_id.startswith("scam.")]
_BAD = {
    "operator_name": "absent",
    "operator_address": "absent",
    "operator_registrations": "absent",
    "operator_emails": ["zephirelle@gmail.com"],
    "operator_phones": "absent",
    "payment_means": ["virement bancaire"],
    "domain_record": {"registered": date(2026, 11, 1)},
}


def test_signals_are_ranked_and_added_up() -> None:
    seen = triage(judge_shop(shop(_BAD), country="FR", day=DAY, checks=_SIGNALS))
    assert [(s.verdict.check, s.points) for s in seen.signals] == [
        ("scam.no_identity", 4),
        ("scam.domain_age", 3),
        ("scam.payment", 3),
        ("scam.contact", 1),
    ]
    assert seen.points == 11
    assert seen.urgent
    assert all(signal.verdict.evidence for signal in seen.signals)


def test_a_plain_shop_has_no_points() -> None:
    facts = {
        "operator_name": "Maison Zéphirelle",
        "operator_emails": ["a@zephirelle.example"],
        "operator_phones": "absent",
    }
    seen = triage(judge_shop(shop(facts), country="FR", day=DAY, checks=_SIGNALS))
    assert (seen.points, seen.urgent, seen.signals) == (0, False, ())
    assert "scam.contact" in seen.clear
    assert "scam.domain_age" in seen.unseen


def test_a_shop_of_which_nothing_is_known_has_no_points() -> None:
    seen = triage(judge_shop(shop({}), country="FR", day=DAY, checks=_SIGNALS))
    assert seen.points == 0
    assert len(seen.unseen) + len(seen.clear) == len(_SIGNALS) == 18


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(sorted(_BAD))))
def test_seeing_less_never_adds_points(kept: set[str]) -> None:
    whole = triage(judge_shop(shop(_BAD), country="FR", day=DAY, checks=_SIGNALS)).points
    part = triage(judge_shop(shop({name: _BAD[name] for name in kept}), country="FR", day=DAY, checks=_SIGNALS))
    assert part.points <= whole
    assert part.urgent == (part.points >= URGENT)


def test_a_signal_is_never_more_than_information() -> None:
    for check in _SIGNALS:
        assert check.card.severity == "info"
        assert check.card.ceiling is Outcome.REVIEW
