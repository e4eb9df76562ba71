"""Questionnaires as files: the default one, an authority's own, and every mistake with its place."""

from __future__ import annotations

import re

import pytest

from checks.card import CardError
from checks.catalogue import load, manual_questions
from checks.questionnaire_file import default_questionnaire, read_questionnaire
from sweep.paths import template_dir

OWN = """\
name: {en: Toys}
languages: [en]
questions:
  - id: T1
    text: {en: Who sells?}
    rules: [identity.name, identity.address]
  - id: T2
    text: {en: Anything else on who sells?}
    rules: ["identity.*"]
    only_if: {T1: [no, unclear]}
    countries: [FR, BE]
  - id: T3
    text: {en: Did you buy one?}
    answer: person
    options: {bought: {en: bought it}, looked: {en: only looked}}
  - id: T4
    text: {en: What was in the parcel?}
    answer: text
    only_if: {T3: [bought]}
"""


def test_the_default_asks_34_questions_in_four_languages() -> None:
    questionnaire = default_questionnaire()
    numbers = [int(re.sub(r"\D", "", question.id)) for question in questionnaire.questions]
    assert sorted(set(numbers)) == list(range(1, 35))
    assert numbers == sorted(numbers)
    assert questionnaire.languages == ("en", "fr", "nl", "de")
    for question in questionnaire.questions:
        assert len(set(question.text.values())) == 4, question.id
        for texts in (question.options or {}).values():
            assert set(texts) == {"en", "fr", "nl", "de"}


def test_every_rule_stands_in_exactly_one_question_of_the_default() -> None:
    asked = [rule for question in default_questionnaire().questions for rule in question.rules]
    looked = [rule for question in default_questionnaire().questions for rule in question.manual]
    by_person = [q.id for q in default_questionnaire().questions if q.kind != "rules"]
    further = [check.card.id for check in load().values() if check.card.question in by_person]
    assert sorted([*asked, *further]) == sorted(load())
    assert sorted(looked) == sorted(manual_questions())


def test_an_own_questionnaire() -> None:
    first, second, third, fourth = read_questionnaire(OWN, "toys.yaml").questions
    assert first.rules == ("identity.name", "identity.address")
    assert set(first.rules) < set(second.rules)
    assert all(rule.startswith("identity.") for rule in second.rules)
    assert second.only_if == (("T1", frozenset({"no", "unclear"})),)
    assert third.choices == ("bought", "looked")
    assert (fourth.kind, fourth.choices) == ("text", ())
    assert read_questionnaire(OWN + "# more\n", "x").version != read_questionnaire(OWN, "x").version


def test_the_one_that_a_new_plan_shows_can_be_read() -> None:
    plan = (template_dir() / "workspace" / "plan.yaml").read_text(encoding="utf-8")
    shown = re.search(r"^#   name: .*\n(?:#   .*\n)+", plan, re.MULTILINE)
    assert shown
    questions = read_questionnaire(re.sub("^#   ", "", shown[0], flags=re.MULTILINE), "plan.yaml").questions
    assert [question.kind for question in questions] == ["rules", "person", "text"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("identity.address]", "identity.adress]", "toys.yaml:6:28: no rule 'identity.adress'; did you mean"),
        ('["identity.*"]', '["no.*"]', "toys.yaml:9:13: no rule 'no.*'; `sweepday rules list` names them"),
        ("id: T2", "id: T1", "toys.yaml:7:5: question T1 stands here twice"),
        ("only_if: {T1: [no", "only_if: {T9: [no", "toys.yaml:10:15: T9 is no question above this one"),
        ("[no, unclear]", "[no, maybe]", "'maybe' is no answer to T1; it has: yes, no, na, unclear, unknown"),
        ("{T3: [bought]}", "{T3: [yes]}", "'yes' is no answer to T3; it has: bought, looked"),
        ("[FR, BE]", "[FR, US]", "toys.yaml:11:21: 'US' is no country of the single market"),
        ("text: {en: Did you buy one?}", "text: {fr: Acheté ?}", "toys.yaml:13:5: the EN text is missing"),
        ("answer: text\n", "answer: text\n    rules: [a.b]\n", "a question with `answer: text` takes no rules"),
        ("    rules: [identity.name, identity.address]\n", "", "toys.yaml:4:5: nothing answers T1: name its rules"),
        ("answer: person", "answer: rules", "only a question with `answer: person` has options"),
        ("id: T4", "idd: T4", "unknown key"),
        ("languages: [en]", "languages: []", "toys.yaml:2:1: languages: must not be empty"),
        ("questions:", "questions: [", "toys.yaml:4:"),
    ],
)  # fmt: skip
def test_every_mistake_has_its_place(old: str, new: str, says: str) -> None:
    assert old in OWN
    with pytest.raises(CardError) as raised:
        read_questionnaire(OWN.replace(old, new, 1), "toys.yaml")
    assert says in str(raised.value)


def test_all_mistakes_are_told_at_once() -> None:
    text = OWN.replace("identity.name,", "identity.nam,").replace("T3: [bought]", "T3: [sold]")
    with pytest.raises(CardError) as raised:
        read_questionnaire(text, "toys.yaml")
    assert len(str(raised.value).splitlines()) == 2


@pytest.mark.parametrize("text", ["", "- a", "name: {en: x}\n", "\0"])
def test_what_is_no_questionnaire(text: str) -> None:
    with pytest.raises(CardError):
        read_questionnaire(text, "x.yaml")
