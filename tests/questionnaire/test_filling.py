"""How verdicts answer questions, when a question does not arise, and whose answer counts."""

from __future__ import annotations

from datetime import date

import pytest

from checks.questionnaire import ANSWERS, Given, Question, Questionnaire, fill
from checks.verdict import Outcome, Verdict

DAY = date(2026, 11, 21)
TEXT = {"en": "?"}


def verdict(check: str, outcome: Outcome) -> Verdict:
    return Verdict(check, outcome, "m", (), (), (), "FR", DAY, "minor")


def asked(*questions: Question) -> Questionnaire:
    return Questionnaire({"en": "Test"}, ("en",), questions, "v")


@pytest.mark.parametrize(
    ("outcomes", "answer"),
    [
        (["pass"], "yes"),
        (["pass", "fail"], "no"),
        (["review", "fail"], "no"),
        (["pass", "review"], "unclear"),
        (["pass", "not_measurable"], "unknown"),
        (["pass", "not_applicable"], "yes"),
        (["not_applicable", "not_applicable"], "na"),
        ([], ""),
    ],
)
def test_the_worst_outcome_answers(outcomes: list[str], answer: str) -> None:
    rules = tuple(f"a.r{n}" for n in range(len(outcomes)))
    verdicts = [verdict(rule, Outcome.of(label)) for rule, label in zip(rules, outcomes, strict=True)]
    (filled,) = fill(asked(Question("A", TEXT, rules=rules or ("a.other",))), verdicts, "FR")
    assert (filled.value, filled.by) == (answer, "rules" if answer else "")
    assert all(v.outcome is max(x.outcome for x in verdicts) for v in filled.because)


def test_a_question_closed_by_an_earlier_answer_does_not_arise() -> None:
    first = Question("A", TEXT, rules=("a.one",))
    second = Question("B", TEXT, rules=("a.two",), only_if=(("A", frozenset({"yes", "no"})),))
    seen = [verdict("a.one", Outcome.NOT_APPLICABLE), verdict("a.two", Outcome.FAIL)]
    assert [(a.value, a.by) for a in fill(asked(first, second), seen, "FR")] == [("na", "rules"), ("na", "condition")]
    # A person who says that the first does apply opens the second again.
    answers = fill(asked(first, second), seen, "FR", {"A": Given("yes", by="I")})
    assert [a.value for a in answers] == ["yes", "no"]
    # Nobody has answered the first yet: the second stays open.
    assert [a.value for a in fill(asked(first, second), seen[1:], "FR")] == ["", "no"]


def test_a_question_of_another_country_does_not_arise() -> None:
    french = Question("A", TEXT, rules=("a.one",), countries=frozenset({"FR"}))
    seen = [verdict("a.one", Outcome.PASS)]
    assert fill(asked(french), seen, "FR")[0].value == "yes"
    assert fill(asked(french), seen, "BE")[0].value == "na"


def test_a_persons_answer_goes_before_the_rules_and_both_are_kept() -> None:
    question = Question("A", TEXT, rules=("a.one",))
    given = {"A": Given("yes", "seen on the PDF", "I", "2026-11-21T10:00:00+00:00")}
    (answer,) = fill(asked(question), [verdict("a.one", Outcome.FAIL)], "FR", given)
    assert (answer.value, answer.by, answer.said) == ("yes", "person", "no")
    assert answer.given == given["A"]
    (taken_back,) = fill(asked(question), [verdict("a.one", Outcome.FAIL)], "FR", {"A": Given("")})
    assert (taken_back.value, taken_back.by) == ("no", "rules")


def test_what_may_be_answered() -> None:
    assert Question("A", TEXT).choices == ANSWERS
    assert Question("A", TEXT, "text").choices == ()
    assert Question("A", TEXT, "person", options={"x": TEXT, "y": TEXT}).choices == ("x", "y")
