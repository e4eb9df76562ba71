"""A questionnaire: what an authority asks of every shop, and how the verdicts of the rules answer it.

A question is answered by rules (the worst of their outcomes), or by a person, by one of the options or in free text.
It may be asked only in some countries, or only after certain answers to earlier questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from checks.card import Texts
from checks.verdict import Outcome, Verdict

YES, NO, NA, UNCLEAR, UNKNOWN = ANSWERS = ("yes", "no", "na", "unclear", "unknown")
OF_OUTCOME = {
    Outcome.PASS: YES,
    Outcome.FAIL: NO,
    Outcome.NOT_APPLICABLE: NA,
    Outcome.REVIEW: UNCLEAR,
    Outcome.NOT_MEASURABLE: UNKNOWN,
}
By = Literal["rules", "person", "condition", ""]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `rules` answer it; of `manual` a person is reminded; both are ids of the catalogue."""

    id: str
    text: Texts
    kind: Literal["rules", "person", "text"] = "rules"
    rules: tuple[str, ...] = ()
    manual: tuple[str, ...] = ()
    options: Mapping[str, Texts] | None = None  # of a person's answer, instead of yes, no, ...
    only_if: tuple[tuple[str, frozenset[str]], ...] = ()  # (earlier question, its answers)
    countries: frozenset[str] = frozenset()  # empty: everywhere

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be answered; empty for free text."""
        return () if self.kind == "text" else tuple(self.options or ANSWERS)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions in their order; `version` changes with its file."""

    name: Texts
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Given:
    """A person's answer, as it was entered."""

    value: str
    comment: str = ""
    by: str = ""
    at: str = ""  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question for one shop: `value` is "" where nobody has answered yet.

    `said` is what the rules say even where a person decided otherwise; `because` the verdicts that decided it.
    """

    question: Question
    value: str
    by: By
    said: str = ""
    because: tuple[Verdict, ...] = ()
    given: Given | None = None


def fill(
    questionnaire: Questionnaire, verdicts: Sequence[Verdict], country: str, given: Mapping[str, Given] | None = None
) -> tuple[Answer, ...]:
    """Every question for one shop whose consumers are in `country`; a person's answers go before the rules'."""
    of = {verdict.check: verdict for verdict in verdicts}
    answers: dict[str, Answer] = {}
    for question in questionnaire.questions:
        entered = (given or {}).get(question.id)
        answers[question.id] = _answer(question, of, country, answers, entered if entered and entered.value else None)
    return tuple(answers.values())


def _answer(
    question: Question, of: Mapping[str, Verdict], country: str, before: Mapping[str, Answer], given: Given | None
) -> Answer:
    said, because = _said([of[rule] for rule in question.rules if rule in of])
    if given:
        return Answer(question, given.value, "person", said, because, given)
    if question.countries and country not in question.countries:
        return Answer(question, NA, "condition", said, because)
    # A question that nobody has answered yet does not close those behind it.
    if any(before[other].value and before[other].value not in wanted for other, wanted in question.only_if):
        return Answer(question, NA, "condition", said, because)
    return Answer(question, said, "rules" if said else "", said, because)


def _said(verdicts: Sequence[Verdict]) -> tuple[str, tuple[Verdict, ...]]:
    """The worst outcome as an answer, and the verdicts that have it."""
    if not verdicts:
        return "", ()
    worst = max(verdict.outcome for verdict in verdicts)
    return OF_OUTCOME[worst], tuple(verdict for verdict in verdicts if verdict.outcome is worst)
