"""Questions that no page answers: rules of the catalogue that a person looks into, as data in `manual.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pydantic import ValidationError

from checks.card import CardError, Rule, Texts, faults
from checks.strict_yaml import StrictYamlError, load_placed


class Manual(Rule):
    """A rule that a person decides; `instruction` says what to do and what to look for."""

    instruction: Texts


def read_manual(text: str, name: str) -> Mapping[str, Manual]:
    """Id -> question, in the order of the file. Raises CardError with every fault ("file:line:column: ...")."""
    try:
        data, places = load_placed(text, name)
    except StrictYamlError as error:
        raise CardError(str(error)) from None
    if not isinstance(data, list):
        raise CardError(f"{places.where()}: a list of questions is expected")
    found: dict[str, Manual] = {}
    wrong: list[str] = []
    for index, entry in enumerate(data):
        try:
            question = Manual.model_validate(entry)
        except ValidationError as error:
            wrong += faults(error, places, (index,))
            continue
        if question.id in found:
            wrong.append(f"{places.where((index, 'id'))}: {question.id} stands here twice")
        found[question.id] = question
    if wrong:
        raise CardError("\n".join(wrong))
    return MappingProxyType(found)


@cache
def manual_questions() -> Mapping[str, Manual]:
    """The catalogue's own manual questions, by id."""
    text = files("checks").joinpath("manual.yaml").read_text(encoding="utf-8")
    return read_manual(text, "checks/manual.yaml")
