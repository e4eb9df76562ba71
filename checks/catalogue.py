"""The catalogue: every pair `<prefix>/<rule>.yaml` + `<rule>.py` below this package, and its words for people."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from inspect import signature
from types import MappingProxyType
from typing import get_args, get_type_hints

from checks.card import Card, CardError, Manual
from checks.card_file import load_card, load_manual
from checks.facts import ShopFacts, Unknown
from checks.listing import Listed, Listing
from checks.strict_yaml import load_text
from checks.verdict import Answer, Verdict
from checks.version import rules_version
from checks.watchlist_file import standard
from product_alerts.watchlist import Watchlist

__all__ = ["Check", "listing", "load", "manual_questions", "render", "rules_version", "say", "title", "words"]

Function = Callable[..., Answer]

FACTS = frozenset(field.name for field in fields(ShopFacts))
_GIVEN = ("country", "day")  # what `judge` hands over beside facts and amounts


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """A card and its function, equal only to itself.

    `needs` are the facts it names; of those, `open_to_unknown` come even when Unknown.
    """

    card: Card
    function: Function
    needs: tuple[str, ...]
    open_to_unknown: frozenset[str] = frozenset()
    amounts: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    version: str = ""  # changes when the card or the function does

    @classmethod
    def of(cls, card: Card, function: Function, version: str = "") -> Check:
        """Puts a card and a function together. Raises CardError for a parameter that nothing can fill."""
        names = tuple(signature(function).parameters)
        amounts = {amount.name for amount in card.amounts}
        for name in names:
            if name not in FACTS and name not in amounts and name not in _GIVEN:
                raise CardError(f"{card.id}: parameter {name!r} is no fact, no amount of the card, nor country or day")
        if unused := amounts - set(names):
            raise CardError(f"{card.id}: amount {min(unused)!r} is not used by the function")
        hints = get_type_hints(function)
        needs = tuple(name for name in names if name in FACTS)
        return cls(
            card,
            function,
            needs,
            frozenset(name for name in needs if Unknown in get_args(hints[name])),
            tuple(name for name in names if name in amounts),
            tuple(name for name in names if name in _GIVEN),
            version,
        )


def _packages() -> Iterator[Traversable]:
    root = files("checks")
    return (d for d in root.iterdir() if d.is_dir() and d.joinpath("__init__.py").is_file())


def _pair(prefix: str, rule: str, files_of: Mapping[str, Traversable]) -> Check:
    name = f"checks/{prefix}/{rule}"
    for ending in (".yaml", ".py"):
        if rule + ending not in files_of:
            raise CardError(f"{name}{ending}: missing; a check is a card and a function of the same name")
    text = files_of[f"{rule}.yaml"].read_text(encoding="utf-8")
    card = load_card(text, f"{name}.yaml", f"{prefix}.{rule}")
    function = getattr(import_module(f"checks.{prefix}.{rule}"), "check", None)
    if function is None:
        raise CardError(f"{name}.py: no function named check")
    source = text.encode() + files_of[f"{rule}.py"].read_bytes()
    return Check.of(card, function, hashlib.sha256(source).hexdigest()[:12])


def _rank(check: Check) -> tuple[int, str]:
    return int(check.card.question[1:]), check.card.id


@cache
def load() -> Mapping[str, Check]:
    """Id -> check, in the order of the questionnaire. Raises CardError ("file:line:column: what is wrong")."""
    checks = []
    for package in _packages():
        files_of = {f.name: f for f in package.iterdir() if f.is_file() and not f.name.startswith("_")}
        rules = {f.rpartition(".")[0] for f in files_of if f.endswith((".yaml", ".py"))}
        checks += [_pair(package.name, rule, files_of) for rule in sorted(rules)]
    return MappingProxyType({check.card.id: check for check in sorted(checks, key=_rank)})


@cache
def manual_questions() -> Mapping[str, Manual]:
    """Id -> rule that a person decides, in the order of `manual.yaml`. Raises CardError."""
    text = files("checks").joinpath("manual.yaml").read_text(encoding="utf-8")
    return MappingProxyType({question.id: question for question in load_manual(text, "checks/manual.yaml")})


def listing() -> Listing:
    """The whole catalogue without its functions, for lists and the rule book."""
    rules = {check_id: Listed(check.card, check.needs, check.version) for check_id, check in load().items()}
    return Listing(rules_version(), rules, manual_questions(), words())


@cache
def words() -> dict[str, dict[str, dict[str, str]]]:
    """The words of the judge: sections messages, facts, kinds, pages, features; each key -> language -> text."""
    text = files("checks").joinpath("messages.yaml").read_text(encoding="utf-8")
    data: dict[str, dict[str, dict[str, str]]] = load_text(text, "checks/messages.yaml")
    return data


def title(check_id: str, language: str) -> str:
    """The title of a check in a language, in English where that is missing, the id where there is no such check."""
    check = load().get(check_id)
    return _in(check.card.title, language) if check else check_id


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language, texts["en"])


def _template(verdict: Verdict, language: str) -> str:
    if verdict.message.startswith("judge."):
        return _in(words()["messages"][verdict.message.removeprefix("judge.")], language)
    return _in(load()[verdict.check].card.messages[verdict.message], language)


_SECTIONS = {"fact": "facts", "kind": "kinds", "features": "features"}


def _param(name: str, value: str, language: str) -> str:
    """A parameter in words: names of facts, kinds and features are translated, a number of pages becomes a phrase.

    Watchlists of the house are named by their titles, and where no authority is named, in words whom to tell.
    """
    if name in _SECTIONS:
        known = words()[_SECTIONS[name]]
        return ", ".join(_in(known[part], language) if part in known else part for part in value.split(", "))
    if name == "pages":
        return _in(words()["pages"]["one" if value == "1" else "many"], language).format(n=value)
    if name == "watchlist":
        return _of_lists(value, ", ", lambda one: one.title, language)
    if name == "authority":
        return _of_lists(value, "; ", lambda one: one.refer_to, language)
    return value


def _of_lists(value: str, by: str, texts: Callable[[Watchlist], Mapping[str, str]], language: str) -> str:
    known = standard()
    return by.join(_in(texts(known[part].watchlist), language) if part in known else part for part in value.split(by))


def render(verdict: Verdict, language: str) -> str:
    """The reason of a verdict in words. Raises KeyError for a message or parameter that is not there."""
    params = {name: _param(name, value, language) for name, value in verdict.params}
    return _template(verdict, language).format(**params)


def say(verdict: Verdict, language: str) -> str:
    """The reason in words ("en", "fr", "nl", "de"; others get English). A verdict of older rules is shown as it is."""
    try:
        return render(verdict, language)
    except KeyError:
        stored = ", ".join(f"{name}={value}" for name, value in verdict.params)
        return f"{verdict.message} ({stored})" if stored else verdict.message
