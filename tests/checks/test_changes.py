"""Two days side by side: the catalogue differs exactly where the law changed between them, country by country."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from checks.catalogue import Check, load
from checks.countries import EEA, InForce, in_force
from checks.facts import ShopFacts
from checks.judge import judge
from checks.verdict import Verdict
from tests.checks.notation import shop
from tests.checks.test_cases import ALL as CASES

ALL = EEA
NOT_WITHDRAWAL = frozenset("AT CZ ES PL".split())  # later, or not transposed
NOT_GREEN = frozenset("FR ES CZ SI PL".split())  # the same, for Directive (EU) 2024/825
GREEN_ACTS = frozenset("DE AT IT BE NL SK HU HR RO".split())  # acts of transposition that are known

# Between these days: rule -> the countries in which it begins, ends or weighs otherwise. Nothing else changes.
CHANGES: dict[tuple[str, str], dict[str, frozenset[str]]] = {
    ("2025-07-19", "2025-07-21"): {  # the ODR platform closes
        "adr.odr_link_obsolete": ALL,
    },
    ("2026-06-18", "2026-06-20"): {  # the withdrawal function begins
        "withdrawal.function": ALL - NOT_WITHDRAWAL,
        "withdrawal.function_info": ALL - NOT_WITHDRAWAL,
    },
    ("2026-09-26", "2026-09-28"): {  # Directive (EU) 2024/825 begins
        "guarantee.garan_label": ALL - NOT_GREEN,
        "guarantee.harmonised_notice": ALL - NOT_GREEN,
        "green.durability_obsolescence": ALL - NOT_GREEN,
        "green.irrelevant_benefit": ALL - NOT_GREEN,
        "green.legal_requirement_distinctive": ALL - NOT_GREEN,
        # Misleading claims were unlawful before; an act that names them makes more of them than a point to review.
        "green.future_claim": GREEN_ACTS,
        "green.generic_claim": GREEN_ACTS,
        "green.label_uncertified": GREEN_ACTS,
        "green.offset_claim": GREEN_ACTS,
        "green.whole_product": GREEN_ACTS,
    },
}
GREEN = frozenset(CHANGES["2026-09-26", "2026-09-28"])
# The same between the other days on which the law of one country, or of all, changed or will.
OTHERS: dict[tuple[str, str], dict[str, frozenset[str]]] = {
    ("2024-05-13", "2024-05-14"): {  # the German act on digital services follows the one on telemedia
        f"identity.{rule}": frozenset({"DE"})
        for rule in "name address email registration supervisory_authority vat legal_notice_access".split()
    },
    ("2024-12-12", "2024-12-14"): {  # the regulation on product safety begins
        "platform.gpsr_contact": ALL,
        "gpsr.alert_match": ALL,
        "gpsr.eu_responsible_person": ALL,
        "gpsr.identification": ALL,
        "gpsr.manufacturer": ALL,
        "gpsr.marketplace_interface": ALL,
        "gpsr.recall_page": ALL,
        "gpsr.warnings": ALL,
        "sector.lasers": ALL,
    },
    ("2025-06-27", "2025-06-29"): {"sector.accessibility": ALL},
    ("2026-07-30", "2026-08-01"): {"guarantee.repair_extension": ALL - {"FR"}},  # France had its own, shorter one
    ("2026-09-30", "2026-10-01"): {
        "withdrawal.function": frozenset({"AT"}),
        "withdrawal.function_info": frozenset({"AT"}),
    },
    ("2026-12-31", "2027-01-02"): {
        "withdrawal.function": frozenset({"CZ"}),
        "withdrawal.function_info": frozenset({"CZ"}),
    },
    ("2027-09-26", "2027-09-28"): dict.fromkeys(GREEN, frozenset({"PL"})),
}
PAIRS = [tuple(map(date.fromisoformat, pair)) for pair in CHANGES]
ALL_PAIRS = [tuple(map(date.fromisoformat, pair)) for pair in CHANGES | OTHERS]


def _law(check: Check, country: str, day: date) -> tuple[object, ...]:
    """All that a verdict takes from the law of a day: the rows, the ceiling, the figures."""
    law = in_force(check.card, country, day)
    if not isinstance(law, InForce):
        return (law.message,)
    return (law.rows, law.own, *(check.card.amount(name, country, day) for name in check.amounts))


def _differ(before: date, after: date) -> dict[str, frozenset[str]]:
    found = {
        rule: frozenset(c for c in EEA if _in_force(check, c, before) != _in_force(check, c, after))
        for rule, check in load().items()
    }
    return {rule: countries for rule, countries in found.items() if countries}


def _in_force(check: Check, country: str, day: date) -> tuple[object, ...]:
    law = _law(check, country, day)
    return law if len(law) > 1 else ()


@pytest.mark.parametrize("pair", ALL_PAIRS, ids=lambda pair: f"{pair[0]} {pair[1]}")
def test_exactly_what_the_law_changed_differs(pair: tuple[date, date]) -> None:
    known = (CHANGES | OTHERS)[pair[0].isoformat(), pair[1].isoformat()]
    expected = {rule: countries for rule, countries in known.items() if rule in load()}
    assert _differ(*pair) == expected, "the law changed otherwise: mend the card's rows, or the table above"


def test_nothing_changes_on_an_ordinary_day() -> None:
    assert _differ(date(2026, 11, 17), date(2026, 11, 19)) == {}


@cache
def _cases() -> tuple[tuple[str, str, ShopFacts], ...]:
    return tuple((rule, case["country"], shop(case["facts"])) for rule, case in CASES)


def _said(verdict: Verdict) -> tuple[Any, ...]:
    return verdict.outcome, verdict.message, verdict.law


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} {pair[1]}")
def test_the_same_facts_are_judged_otherwise_only_where_the_law_changed(pair: tuple[date, date]) -> None:
    changed = _differ(*pair)
    otherwise = set()
    for rule, country, facts in _cases():
        before, after = (judge(load()[rule], facts, country, day) for day in pair)
        where = after.country
        if _said(before) != _said(after):
            assert where in changed.get(rule, ()), f"{rule} in {where}: {before.message} / {after.message}"
            otherwise.add(rule)
    assert otherwise == set(changed), "a rule whose law changed judges no case otherwise"


@pytest.mark.parametrize("pair", ALL_PAIRS, ids=lambda pair: f"{pair[0]} {pair[1]}")
def test_in_every_country_a_change_of_law_changes_a_verdict(pair: tuple[date, date]) -> None:
    for rule, countries in _differ(*pair).items():
        facts = [known for name, _, known in _cases() if name == rule]
        check = load()[rule]
        for country in sorted(countries):
            assert any(
                _said(judge(check, known, country, pair[0])) != _said(judge(check, known, country, pair[1]))
                for known in facts
            ), f"{rule} in {country}"
