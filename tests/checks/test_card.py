"""Cards are read strictly, and every fault is told with its place."""

from __future__ import annotations

from datetime import date

import pytest

from checks.card import CardError
from checks.card_file import load_card
from checks.catalogue import Check
from checks.countries import InForce, NotInForce, in_force
from checks.facts import Known
from checks.strict_yaml import StrictYamlError, load_placed, load_text
from checks.verdict import Answer, Outcome, passed

CARD = """\
id: test.rule
title: {en: Rule, fr: Règle, nl: Regel, de: Regel}
question: Q3
severity: minor
law_scope: target
legal_basis:
  - {act: "Dir. 2011/83/EU", article: "6", celex: 32011L0083, from: 2014-06-13}
  - {country: NO, act: Angrerettloven, article: "8", url: "https://law.example/no", from: 2014-06-13, until: 2020-01-01}
  - {country: PL, from: null}
ceiling: fail
remedy: {en: Mend it, fr: Corriger, nl: Herstel, de: Beheben}
messages:
  seen: {en: "Seen {what}", fr: "Vu {what}", nl: "Gezien {what}", de: "Gesehen {what}"}
reviewed: 2026-11-21
"""


def load(text: str = CARD) -> object:
    return load_card(text, "checks/test/rule.yaml", "test.rule")


def test_a_whole_card() -> None:
    card = load_card(CARD, "rule.yaml", "test.rule")
    assert card.ceiling is Outcome.FAIL
    assert card.legal_basis[1].country == "NO"
    assert card.legal_basis[0].row().url.endswith("CELEX:32011L0083")


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("severity: minor", "severity: minor\nseverety: major", "5:1", "unknown key"),
        ("severity: minor", "severity: minor\nseverity: major", "5:1", "double key"),
        ("id: test.rule", "id: test.other", "1:1", "the path says 'test.rule'"),
        ("title: {en: Rule, fr: Règle, nl: Regel, de: Regel}", "title: {en: Rule}", "2:1", "FR text is missing"),
        ('fr: "Vu {what}"', "fr: Vu", "13:3", "different placeholders"),
        ('{en: "Seen {what}", fr: "Vu {what}"', '{fr: "Vu {what}"', "13:3", "EN text is missing"),
        (', de: "Gesehen {what}"', "", "13:3", "DE text is missing"),
        (", de: Regel}", ", da: Regel}", "2:1", "DE text is missing"),
        (", de: Regel}", ", de: Regel, da: Regel}", "2:1", "'da' is none of the languages en, fr, nl, de"),
        (", celex: 32011L0083", "", "7:5", "official source"),
        (', article: "6"', "", "7:5", "act and article"),
        ("celex: 32011L0083", "celex: nonsense", "7:44", "not in the form"),
        (
            "from: 2014-06-13}\n  - {country: NO",
            "frm: 2014-06-13}\n  - {country: NO",
            "7:5",
            "7:63: legal_basis.0.frm: unknown key",
        ),
        ("until: 2020-01-01", "until: 2010-01-01", "8:5", "lies before"),
        ("country: NO", "country: Norway", "8:6", "not in the form"),
        ("https://law.example/no", "http://law.example/no", "8:54", "not in the form"),
        ("remedy: {en: Mend it, fr: Corriger, nl: Herstel, de: Beheben}\n", "", "1:1", "needs its remedy"),
        ("ceiling: fail", "ceiling: warn", "10:1", "is no outcome"),
        ("question: Q3", "question: Q99", "3:1", "not in the form"),
        ("reviewed: 2026-11-21", "reviewed: yesterday", "14:1", "date"),
        ("reviewed: 2026-11-21", "reviewed: 2026-11-31", "14:11", "day is out of range"),
        ("law_scope: target\n", "", "1:1", "law_scope: this key is missing"),
        ("title: {en: Rule", "title: {en: [", "", ""),
    ],
)
def test_a_fault_is_told_with_its_place(old: str, new: str, place: str, words: str) -> None:
    assert old in CARD
    with pytest.raises(CardError) as error:
        load(CARD.replace(old, new, 1))
    assert str(error.value).startswith(f"checks/test/rule.yaml:{place}" if place else "checks/test/rule.yaml")
    assert words in str(error.value)


def test_a_review_card_needs_no_remedy() -> None:
    assert load(
        CARD.replace("ceiling: fail", "ceiling: review").replace(
            "remedy: {en: Mend it, fr: Corriger, nl: Herstel, de: Beheben}\n", ""
        )
    )


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words"])
def test_something_else_than_a_card(text: str) -> None:
    with pytest.raises(CardError, match="a card is a mapping"):
        load(text)


def test_an_amount_needs_a_general_row() -> None:
    amounts = "amounts:\n  - {name: days, country: FR, value: 14}\n"
    with pytest.raises(CardError, match="'days' needs a general row"):
        load(CARD + amounts)
    assert load(CARD + amounts + "  - {name: days, value: 7}\n")


def test_amounts_by_country_and_date() -> None:
    rows = (
        "amounts:\n  - {name: n, value: 1}\n  - {name: n, country: FR, value: 2, from: 2026-01-01, until: 2026-12-31}\n"
    )
    card = load_card(CARD + rows, "rule.yaml", "test.rule")
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [card.amount("n", "FR", day) for day in days] == [1, 2, 2, 1]
    assert card.amount("n", "DE", days[1]) == 1


def test_a_parameter_that_nothing_can_fill() -> None:
    def check(operator_nme: Known[str]) -> Answer:
        return passed("seen", what="x")

    with pytest.raises(CardError, match="'operator_nme' is no fact"):
        Check.of(load_card(CARD, "rule.yaml", "test.rule"), check)


def test_an_amount_that_nobody_uses() -> None:
    def check(operator_name: Known[str]) -> Answer:
        return passed("seen", what="x")

    card = load_card(CARD + "amounts: [{name: n, value: 1}]\n", "rule.yaml", "test.rule")
    with pytest.raises(CardError, match="'n' is not used"):
        Check.of(card, check)


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [
        ("FR", date(2014, 6, 13), ["EU"]),
        ("FR", date(2014, 6, 12), NotInForce("judge.not_in_force", date(2014, 6, 13))),
        ("NO", date(2020, 1, 1), ["EU", "NO"]),
        ("NO", date(2020, 1, 2), NotInForce("judge.no_longer_in_force", date(2020, 1, 1))),
        ("PL", date(2026, 1, 1), NotInForce("judge.not_transposed")),
        ("CH", date(2026, 1, 1), NotInForce("judge.no_such_law")),
    ],
)
def test_rows_in_force(country: str, day: date, expected: object) -> None:
    law = in_force(load_card(CARD, "rule.yaml", "test.rule"), country, day)
    assert ([row.country for row in law.rows] if isinstance(law, InForce) else law) == expected


def test_norway_is_a_country_and_true_is_true() -> None:
    assert load_text("{a: NO, b: yes, c: on, d: true, e: False}", "x") == {
        "a": "NO", "b": "yes", "c": "on", "d": True, "e": False,
    }  # fmt: skip


def test_yaml_faults_have_a_place() -> None:
    with pytest.raises(StrictYamlError, match=r"^x\.yaml:2:1: double key 'a'"):
        load_text("a: 1\na: 2\n", "x.yaml")
    with pytest.raises(StrictYamlError, match=r"^x\.yaml:1:2: a key must be a word"):
        load_text("{[1]: 2}", "x.yaml")
    with pytest.raises(StrictYamlError, match=r"^x\.yaml"):
        load_text("a: \x00", "x.yaml")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("2026-02-30", "day is out of range for month"),
        ("!!float x", "could not convert"),
        ('!!int ""', "'' is no int"),
        ("!!bool 3", "'3' is no bool"),
        ("!!timestamp soon", "'soon' is no timestamp"),
    ],
)
def test_values_that_do_not_bear_their_tag_have_a_place(written: str, fault: str) -> None:
    with pytest.raises(StrictYamlError, match=rf"^x:2:4: {fault}"):
        load_text(f"a: 1\nb: {written}", "x")


def test_a_number_and_the_word_for_it_are_two_keys() -> None:
    assert load_text("1: one\n'1': word", "x") == {1: "one", "1": "word"}
    with pytest.raises(StrictYamlError, match=r"^x:2:1: double key 1"):
        load_text("1: one\n0x1: two", "x")


def test_places_point_at_the_deepest_part_there_is() -> None:
    _, places = load_placed("a:\n  - b: 1\n  - c: 2\n", "x")
    assert places.where(["a", 1, "c"]) == "x:3:5"
    assert places.where(["a", 1, "missing"]) == "x:3:5"
    assert places.where([]) == "x:1:1"
    assert load_placed("", "x")[1].where(["a"]) == "x"
