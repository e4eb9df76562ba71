"""A sweep's questionnaire, filled: whose questionnaire it is, the answers of each shop, and their totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checks.card import CardError
from checks.questionnaire import Answer, Given, Question, Questionnaire, fill
from checks.questionnaire_file import default_questionnaire, read_questionnaire
from sweep.errors import SweepError, told
from sweep.results import ShopResult, SweepResult
from sweep.workspace import SweepFolder

FROZEN = "questionnaire.yaml"  # in the sweep's folder: the authority's own, as the sweep began with it


@dataclass(frozen=True, slots=True)
class Sheet:
    """One shop and its answers, in the order of the questions."""

    shop: ShopResult
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The answers to one question in one country; `open` are not answered yet."""

    country: str
    question: Question
    counts: Mapping[str, int]  # by answer, "" for not answered yet


def read_own(path: Path) -> str:
    """The text of an authority's own questionnaire, checked. Raises SweepError with every mistake."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SweepError(f"{path}: there is no such questionnaire") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SweepError(f"{path}: cannot be read: {told(error)}") from None
    parsed(text, path.name)
    return text


def parsed(text: str, name: str) -> Questionnaire:
    """The questionnaire in `text`. Raises SweepError with every mistake, each with its place."""
    try:
        return read_questionnaire(text, name)
    except CardError as error:
        raise SweepError(str(error)) from None


def questionnaire_of(folder: SweepFolder) -> Questionnaire:
    """The questionnaire with which the sweep began: the authority's own, else the default."""
    path = folder.path / FROZEN
    return parsed(read_own(path), FROZEN) if path.is_file() else default_questionnaire()


def sheets(
    result: SweepResult, questionnaire: Questionnaire, given: Mapping[str, Mapping[str, Given]]
) -> tuple[Sheet, ...]:
    """Every shop with its answers; what people answered goes before what the rules say."""
    return tuple(
        Sheet(shop, fill(questionnaire, shop.verdicts, shop.country, given.get(shop.target.key)))
        for shop in result.shops
    )


def totals(filled: tuple[Sheet, ...]) -> tuple[Total, ...]:
    """A row for each country and question, also where nothing was found: a zero is an answer, too."""
    countries = sorted({sheet.shop.country for sheet in filled})
    found: dict[tuple[str, str], Counter[str]] = {}
    questions: dict[str, Question] = {}
    for sheet in filled:
        for answer in sheet.answers:
            questions[answer.question.id] = answer.question
            key = (sheet.shop.country, answer.question.id)
            found.setdefault(key, Counter())[answer.value] += 1
    return tuple(
        Total(country, question, found.get((country, question.id), Counter()))
        for country in countries
        for question in questions.values()
    )
