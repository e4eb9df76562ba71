"""Outcomes, answers and verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from checks.facts import Absent, Evidence, Found


class Outcome(IntEnum):
    """The worst wins."""

    NOT_APPLICABLE = 0
    PASS = 1
    NOT_MEASURABLE = 2
    REVIEW = 3
    FAIL = 4

    @property
    def label(self) -> str:
        return self.name.lower()

    @classmethod
    def of(cls, label: str) -> Outcome:
        """The outcome called `label` ("not_applicable", ...). Raises KeyError for any other word."""
        return cls[label.upper()]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check's function says: an outcome, the key of a message on its card, and the proof.

    `params` fill the placeholders of the message; they are shop text and stay plain text.
    """

    outcome: Outcome
    message: str
    evidence: tuple[Evidence, ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    severity: str = ""  # where this answer weighs more or less than the card says


@dataclass(frozen=True, slots=True)
class LawRow:
    """A dated row of a card that was in force where and when the verdict was given."""

    country: str  # "EU" or ISO 3166-1 alpha-2
    act: str
    article: str
    url: str
    fine: str = ""
    confirmed: bool = True

    def __str__(self) -> str:
        place = "" if self.country == "EU" else f"{self.country}: "
        return f"{place}{self.act}, {self.article}" + ("" if self.confirmed else " (article to be confirmed)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A check's answer for one shop on one visit, under the law of `country` on `day`."""

    check: str
    outcome: Outcome
    message: str
    params: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]
    law: tuple[LawRow, ...]
    country: str
    day: date
    severity: str


Proof = Found[object] | Absent | Evidence


def _proof(source: object) -> tuple[Evidence, ...]:
    match source:
        case Found():
            return source.proof
        case Absent():
            return source.read
        case Evidence():
            return (source,)
    raise TypeError(f"no proof in {source!r}")


def _answer(outcome: Outcome, message: str, sources: tuple[object, ...], params: dict[str, object]) -> Answer:
    evidence = _proof(sources[0]) if len(sources) == 1 else tuple(e for source in sources for e in _proof(source))
    if len(evidence) > 1:
        evidence = tuple(dict.fromkeys(evidence))
    return Answer(outcome, message, evidence, tuple((k, str(v)) for k, v in params.items()))


def passed(message: str, *sources: object, **params: object) -> Answer:
    """Positive evidence was seen in `sources` (Found, Absent or Evidence)."""
    return _answer(Outcome.PASS, message, sources, params)


def failed(message: str, *sources: object, **params: object) -> Answer:
    """Positive evidence of a breach, or absence with coverage. At least one source is required."""
    if not sources:
        raise ValueError("a fail needs its proof")
    return _answer(Outcome.FAIL, message, sources, params)


def review(message: str, *sources: object, **params: object) -> Answer:
    """A person has to look: ambiguous, partial, or the law asks for judgement."""
    return _answer(Outcome.REVIEW, message, sources, params)


def not_applicable(message: str, *sources: object, **params: object) -> Answer:
    """The rule's condition is not met."""
    return _answer(Outcome.NOT_APPLICABLE, message, sources, params)


def not_measurable(message: str, *sources: object, **params: object) -> Answer:
    """The check itself found that it cannot tell; `judge` answers for Unknown facts on its own."""
    return _answer(Outcome.NOT_MEASURABLE, message, sources, params)


def graded(answer: Answer, severity: str) -> Answer:
    """The same answer with a severity of its own (critical, major, minor, info)."""
    return replace(answer, severity=severity)


def worst(answers: Iterable[Answer]) -> Answer:
    """The answer with the worst outcome, with the evidence of all that share it. Raises ValueError if empty."""
    ranked = sorted(answers, key=lambda a: a.outcome, reverse=True)
    if not ranked:
        raise ValueError("no answers to choose from")
    top = [a for a in ranked if a.outcome == ranked[0].outcome]
    evidence = tuple(dict.fromkeys(e for a in top for e in a.evidence))
    return replace(top[0], evidence=evidence)
