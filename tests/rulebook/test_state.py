"""Where a rule applies, since when, and when it changes: the same answer that the judge gives."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from checks.card import Amount, Card, LegalBasis
from checks.catalogue import load
from checks.countries import EEA, InForce, in_force
from checks.verdict import Outcome
from sweep.rulebook.state import alike, changes, state, states

DAY = date(2026, 11, 21)


def card(*rows: LegalBasis, unlisted: Outcome | None = None, amounts: tuple[Amount, ...] = ()) -> Card:
    texts = {"en": "T"}
    return Card(
        id="t.r", title=texts, question="Q1", severity="minor", law_scope="target", legal_basis=rows, reviewed=DAY,
        ceiling=Outcome.FAIL, unlisted=unlisted, messages={"m": texts}, amounts=amounts,
    )  # fmt: skip


def row(country: str = "EU", start: date | None = date(2020, 1, 1), end: date | None = None) -> LegalBasis:
    return LegalBasis(country=country, act="A", article="1", celex="32011L0083", start=start, end=end)


def test_a_country_without_a_row_of_its_own_is_limited() -> None:
    rule = card(row(), row("FR"), unlisted=Outcome.REVIEW)
    assert [state(rule, country, DAY).most for country in ("FR", "PT")] == [Outcome.FAIL, Outcome.REVIEW]
    assert [state(rule, country, DAY).own for country in ("FR", "PT")] == [True, False]


@pytest.mark.parametrize(
    ("rule", "country", "reason", "day"),
    [
        (card(row("FR", date(2027, 1, 1))), "FR", "not_in_force", date(2027, 1, 1)),
        (card(row("FR", end=date(2025, 7, 19))), "FR", "no_longer_in_force", date(2025, 7, 19)),
        (card(row(), row("PL", None)), "PL", "not_transposed", None),
        (card(row("FR")), "DE", "no_such_law", None),
    ],
)
def test_why_a_rule_does_not_apply(rule: Card, country: str, reason: str, day: date | None) -> None:
    one = state(rule, country, DAY)
    assert (one.applies, one.reason, one.day) == (False, reason, day)


def test_countries_alike_stand_together_and_every_country_once() -> None:
    rule = card(row(), row("FR"), row("DE"), row("AT", date(2026, 10, 1)), row("PL", None), unlisted=Outcome.REVIEW)
    groups = alike(states(rule, DAY))
    assert sorted(code for _, members in groups for code in members) == sorted(EEA)
    assert [members for one, members in groups if one.own] == [("DE", "FR"), ("AT",)]
    assert groups[-1][1] == ("PL",)


def test_a_change_is_the_first_day_of_something_new() -> None:
    amounts = (Amount(name="n", value=1), Amount(name="n", value=2, country="ES", start=date(2022, 1, 1)))
    rule = card(row(), row("FR", date(2026, 6, 19)), row("IT", end=date(2025, 7, 19)), amounts=amounts)
    assert changes(rule, "PT") == (date(2020, 1, 1),)
    assert changes(rule, "FR") == (date(2026, 6, 19),)  # a country's own rows alone tell since when
    assert changes(rule, "IT") == (date(2020, 1, 1), date(2025, 7, 20))
    assert changes(rule, "ES") == (date(2020, 1, 1), date(2022, 1, 1))


@pytest.mark.parametrize("check_id", list(load()))
def test_the_state_is_the_judges_and_changes_only_on_the_days_told(check_id: str) -> None:
    rule = load()[check_id].card
    for country in ("FR", "AT", "PL", "NO"):
        days = changes(rule, country)
        for day in {day + timedelta(n) for day in days for n in (-1, 0)}:
            assert state(rule, country, day).applies is isinstance(in_force(rule, country, day), InForce)
        assert all(state(rule, country, d) != state(rule, country, d - timedelta(1)) for d in days if not rule.amounts)
