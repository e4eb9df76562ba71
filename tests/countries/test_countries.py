"""A faultless shop of each country is accused of nothing, on any day; its twin of every breach planted in it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import phonenumbers
import pytest
from stdnum import ean

from checks.catalogue import load, say
from checks.verdict import Outcome, Verdict
from tests.checks.test_changes import CHANGES
from tests.countries import COUNTRIES, DAY, judged, shop

# The day before and the day after each change of law that the catalogue knows since the platform for disputes closed.
DAYS = tuple(
    map(date.fromisoformat, "2025-07-19 2025-07-21 2026-06-18 2026-06-20 2026-09-26 2026-09-28 2026-11-21".split())
)
# Rules that need more than one visit, alerts, registers or a comparison of shops: one capture alone cannot answer them.
UNSEEN = {
    "gpsr.alert_match",
    "reduction.perpetual",
    "reduction.prior_price_true",
    "scam.catalogue_clone",
    "scam.domain_age",
    "scam.legal_copy",
    "scam.reviews",
    "scam.stolen_identity",
    "scam.tls_infra",
    "scam.whois_hidden",
}
# What a person still has to look at in a faultless shop, by country: nothing.
REVIEWS: dict[str, set[str]] = {}


@cache
def _faultless(country: str, day: date) -> dict[str, Verdict]:
    return judged(country, day)


def _told(verdicts: dict[str, Verdict], *outcomes: Outcome) -> dict[str, str]:
    return {name: say(v, "en") for name, v in verdicts.items() if v.outcome in outcomes}


def test_the_countries() -> None:
    assert set(COUNTRIES) == set("FR BE NL DE AT ES IT PT PL IE LU".split())


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_faultless_shop_is_accused_of_nothing_by_the_law_of_that_day(country: str, day: date) -> None:
    found = _faultless(country, day)
    assert _told(found, Outcome.FAIL) == {}
    assert set(_told(found, Outcome.REVIEW)) == REVIEWS.get(country, set())


@pytest.mark.parametrize("country", COUNTRIES)
def test_hardly_anything_of_a_faultless_shop_is_left_open(country: str) -> None:
    found = _faultless(country, DAY)
    assert set(_told(found, Outcome.NOT_MEASURABLE)) - {"green.fr_agec_sheet"} <= UNSEEN
    assert len(_told(found, Outcome.PASS)) >= 70


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_planted_breach_is_found_with_the_law_of_its_country(country: str) -> None:
    planted = {name: expected for fault in shop(country).faults for name, expected in fault.finds.items()}
    found = judged(country, DAY, twin=True)
    assert len(planted) >= 8
    for name, expected in planted.items():
        outcome, article = expected.split(", ", 1)
        assert found[name].outcome.label == outcome, f"{name}: {say(found[name], 'en')}"
        assert any(article in str(row) for row in found[name].law), f"{name}: {article} not in {found[name].law}"
        assert _faultless(country, DAY)[name].outcome <= Outcome.PASS  # the counter-case


@pytest.mark.parametrize("country", COUNTRIES)
def test_nothing_but_what_is_planted_fails_in_the_twin(country: str) -> None:
    planted = {name for fault in shop(country).faults for name in fault.finds}
    assert set(_told(judged(country, DAY, twin=True), Outcome.FAIL)) <= planted


@pytest.mark.parametrize("pair", CHANGES, ids=" ".join)
@pytest.mark.parametrize("country", COUNTRIES)
def test_two_days_side_by_side_differ_exactly_where_the_law_changed(country: str, pair: tuple[str, str]) -> None:
    changed = {rule for rule, where in CHANGES[pair].items() if country in where}
    for twin in (False, True):
        before, after = (judged(country, date.fromisoformat(day), twin=twin) for day in pair)
        assert {name for name in before if _said(before[name]) != _said(after[name])} == changed


def _said(verdict: Verdict) -> tuple[object, ...]:
    return verdict.outcome, verdict.message, verdict.law


def test_a_breach_is_judged_by_the_law_of_its_day() -> None:
    found = {day: judged("DE", date.fromisoformat(day), twin=True) for day in ("2026-06-18", "2026-06-20")}
    assert found["2026-06-18"]["withdrawal.function"].outcome is Outcome.NOT_APPLICABLE
    assert found["2026-06-20"]["withdrawal.function"].outcome is Outcome.FAIL
    assert found["2026-06-20"]["guarantee.harmonised_notice"].outcome is Outcome.NOT_APPLICABLE


def test_the_numbers_of_the_traders_have_right_check_digits() -> None:
    for country in COUNTRIES:
        found = _faultless(country, DAY)
        for name in ("identity.registration", "identity.vat", "identity.phone"):
            assert found[name].outcome is Outcome.PASS, (country, say(found[name], "en"))
        numbers = [v for _, v in found["identity.phone"].params]
        assert any(phonenumbers.is_possible_number_string(n, country) for n in numbers if any(map(str.isdigit, n)))


def test_every_article_is_of_the_demonstration_prefix_and_sold_once() -> None:
    pages = "".join(html for country in COUNTRIES for path, html in shop(country).pages.items() if path[:3] == "/p/")
    codes = re.findall(r'"gtin13": "(\d+)"', pages)
    assert len(codes) == len(set(codes)) == 3 * len(COUNTRIES)
    assert all(ean.is_valid(code) and code.startswith("952") for code in codes)


def test_every_rule_is_judged_in_every_country() -> None:
    for country in COUNTRIES:
        assert set(_faultless(country, DAY)) == set(load())
