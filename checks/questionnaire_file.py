"""Questionnaires read from YAML, strictly: every mistake with its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from checks.card import CardError, Rule
from checks.card_file import faults
from checks.catalogue import load, manual_questions
from checks.countries import EEA
from checks.questionnaire import Question, Questionnaire
from checks.strict_yaml import Places, StrictYamlError, load_placed

_MAX_QUESTIONS = 500
_NAMED_BY_CARDS = re.compile(r"Q([1-9]|[12]\d|3[0-4])")
_Word = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,39}$")]
_Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
_Text = Annotated[str, Field(min_length=1, max_length=2_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Question(_Strict):
    id: _Word
    text: dict[_Language, _Text]
    answer: Literal["rules", "person", "text"] = "rules"
    rules: tuple[str, ...] = Field(default=(), strict=False)
    options: dict[_Word, dict[_Language, _Text]] | None = Field(default=None, min_length=2)
    only_if: dict[_Word, Annotated[tuple[_Word, ...], Field(min_length=1, strict=False)]] = {}
    countries: tuple[str, ...] = Field(default=(), strict=False)


class _File(_Strict):
    name: dict[_Language, _Text]
    languages: tuple[_Language, ...] = Field(min_length=1, strict=False)
    questions: tuple[_Question, ...] = Field(min_length=1, max_length=_MAX_QUESTIONS, strict=False)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file being read: what the catalogue has, where things stand, and what is wrong so far."""

    checks: Sequence[Rule]
    manual: Sequence[Rule]
    places: Places
    wrong: list[str]

    def fault(self, path: Sequence[str | int], message: str) -> None:
        self.wrong.append(f"{self.places.where(path)}: {message}")


def load_questionnaire(
    text: str, name: str, *, checks: Iterable[Rule] = (), manual: Iterable[Rule] = ()
) -> Questionnaire:
    """The questionnaire in `text`, on a catalogue of `checks` and `manual` questions.

    Raises CardError with every mistake ("name:line:column: what is wrong").
    """
    try:
        data, places = load_placed(text, name)
    except StrictYamlError as error:
        raise CardError(str(error)) from None
    if not isinstance(data, Mapping):
        raise CardError(f"{places.where()}: a questionnaire has the keys name, languages and questions")
    try:
        read = _File.model_validate(dict(data))
    except ValidationError as error:
        raise CardError("\n".join(faults(error, places))) from None
    reading = _Reading(tuple(checks), tuple(manual), places, [])
    questions = _questions(read, reading)
    if reading.wrong:
        raise CardError("\n".join(reading.wrong))
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Questionnaire(read.name, read.languages, questions, version)


def _questions(read: _File, reading: _Reading) -> tuple[Question, ...]:
    _languages(read.name, read.languages, ("name",), reading)
    before: dict[str, Question] = {}
    for index, entry in enumerate(read.questions):
        path = ("questions", index)
        if entry.id in before:
            reading.fault((*path, "id"), f"question {entry.id} stands here twice")
        _languages(entry.text, read.languages, (*path, "text"), reading)
        for option, texts in (entry.options or {}).items():
            _languages(texts, read.languages, (*path, "options", option), reading)
        _conditions(entry, before, path, reading)
        before[entry.id] = _question(entry, path, reading)
    return tuple(before.values())


def _languages(texts: Mapping[str, str], wanted: Sequence[str], path: Sequence[str | int], reading: _Reading) -> None:
    for language in wanted:
        if not texts.get(language, "").strip():
            reading.fault(path, f"the {language.upper()} text is missing")


def _conditions(
    entry: _Question, before: Mapping[str, Question], path: tuple[str | int, ...], reading: _Reading
) -> None:
    for other, answers in entry.only_if.items():
        if other not in before:
            reading.fault((*path, "only_if", other), f"{other} is no question above this one")
            continue
        for answer in answers:
            if answer not in before[other].choices:
                choices = ", ".join(before[other].choices) or "free text, on which nothing can depend"
                reading.fault((*path, "only_if", other), f"{answer!r} is no answer to {other}; it has: {choices}")
    for index, country in enumerate(entry.countries):
        if country not in EEA:
            reading.fault((*path, "countries", index), f"{country!r} is no country of the single market (such as FR)")


def _question(entry: _Question, path: tuple[str | int, ...], reading: _Reading) -> Question:
    if entry.options and entry.answer != "person":
        reading.fault((*path, "options"), "only a question with `answer: person` has options")
    if entry.rules and entry.answer != "rules":
        reading.fault((*path, "rules"), f"a question with `answer: {entry.answer}` takes no rules")
    checks = _chosen(entry, reading.checks)
    manual = _chosen(entry, reading.manual)
    for index, pattern in enumerate(entry.rules):
        if not any(fnmatchcase(rule.id, pattern) for rule in (*reading.checks, *reading.manual)):
            near = get_close_matches(pattern, [rule.id for rule in (*reading.checks, *reading.manual)], 1)
            advice = f"did you mean {near[0]!r}?" if near else "`sweepday rules list` names them"
            reading.fault((*path, "rules", index), f"no rule {pattern!r}; {advice}")
    # A question of the default questionnaire waits for cards that name it.
    if entry.answer == "rules" and not (checks or manual or entry.rules or _NAMED_BY_CARDS.fullmatch(entry.id)):
        reading.fault((*path, "id"), f"nothing answers {entry.id}: name its rules, or write `answer: person`")
    return Question(
        entry.id,
        entry.text,
        entry.answer,
        checks if entry.answer == "rules" else (),
        manual,
        entry.options,
        tuple((other, frozenset(answers)) for other, answers in entry.only_if.items()),
        frozenset(entry.countries),
    )


def _chosen(entry: _Question, rules: Sequence[Rule]) -> tuple[str, ...]:
    """The ids that the question names, or those whose card names the question."""
    if entry.rules:
        return tuple(rule.id for rule in rules if any(fnmatchcase(rule.id, pattern) for pattern in entry.rules))
    return tuple(rule.id for rule in rules if rule.question == entry.id)


def read_questionnaire(text: str, name: str) -> Questionnaire:
    """The questionnaire in `text` on the catalogue that ships. Raises CardError with every mistake."""
    cards = [check.card for check in load().values()]
    return load_questionnaire(text, name, checks=cards, manual=manual_questions().values())


@cache
def default_text() -> str:
    return files("checks").joinpath("questionnaire.yaml").read_text(encoding="utf-8")


@cache
def default_questionnaire() -> Questionnaire:
    """The questionnaire that ships, in four languages."""
    return read_questionnaire(default_text(), "checks/questionnaire.yaml")
