"""Which kind of product a text speaks of, in the languages of shops, and which kinds exclude one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from product_alerts.text import stem, tokens

_SIZES = (4, 3, 2, 1)  # words of a noun


@dataclass(frozen=True, slots=True)
class _Table:
    names: dict[str, str]  # a published category, folded -> kind
    nouns: dict[tuple[str, ...], frozenset[str]]  # a noun's words -> kinds
    near: dict[str, frozenset[str]]
    things: dict[tuple[str, ...], frozenset[str]]  # a noun's words -> the first English name of what it means


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in tokens(text))


def _lines(name: str) -> list[list[tuple[str, ...]]]:
    text = (files("product_alerts") / "words" / f"{name}.txt").read_text(encoding="utf-8")
    rows = (line.split("#", 1)[0] for line in text.splitlines())
    return [[_stems(entry) for entry in row.split(",") if entry.strip()] for row in rows if row.strip()]


@cache
def _table() -> _Table:
    """`words/categories.yaml`. Raises ValueError where `near` names a kind that does not exist."""
    data = yaml.safe_load((files("product_alerts") / "words" / "categories.yaml").read_text(encoding="utf-8"))
    names = {" ".join(tokens(name)): kind for kind, row in data.items() for name in row["names"]}
    nouns: dict[tuple[str, ...], set[str]] = {}
    near: dict[str, set[str]] = {kind: {kind} for kind in data}
    for kind, row in data.items():
        for noun in row["words"]:
            nouns.setdefault(_stems(str(noun)), set()).add(kind)
        for other in row["near"]:
            if other not in data:
                raise ValueError(f"categories.yaml: {kind}: no such kind: {other}")
            near[kind].add(other)
            near[other].add(kind)
    things = _things(nouns)
    return _Table(names, _frozen(nouns), {k: frozenset(v) for k, v in near.items()}, _frozen(things))


def _things(nouns: dict[tuple[str, ...], set[str]]) -> dict[tuple[str, ...], set[str]]:
    """`words/products.txt`; a name that no kind of product lists gets the kinds of the names beside it."""
    things: dict[tuple[str, ...], set[str]] = {}
    for row in _lines("products"):
        kinds = set().union(*(nouns.get(noun, ()) for noun in row))
        for noun in row:
            things.setdefault(noun, set()).add(" ".join(row[0]))
            if noun not in nouns:
                nouns[noun] = set(kinds)
    return things


def _frozen(table: dict[tuple[str, ...], set[str]]) -> dict[tuple[str, ...], frozenset[str]]:
    return {noun: frozenset(said) for noun, said in table.items()}


def kind_of_category(name: str) -> str:
    """The kind a published category means ("Hobby/sports equipment" -> "hobby"), or "" for one not known."""
    return _table().names.get(" ".join(tokens(name)), "")


@lru_cache(maxsize=65_536)
def _end(word: str) -> str:
    """The noun that a German or Dutch compound ends with, or "": "kinderjacke" is a "jacke"."""
    table = _table().nouns
    ends = (word[at:] for at in range(3, len(word) - 3)) if len(word) >= 8 else ()
    return next((end for end in ends if (end,) in table), "")


@lru_cache(maxsize=16_384)
def nouns_in(text: str) -> frozenset[tuple[str, ...]]:
    """The known nouns that stand in `text` without plural endings, the longest where one holds another.

    Of a German or Dutch compound, its end: "Kinderjacke" is a "jacke".
    """
    words, table = _stems(text), _table().nouns
    found: set[tuple[str, ...]] = set()
    at = 0
    while at < len(words):
        known = next((words[at : at + size] for size in _SIZES if words[at : at + size] in table), ())
        end = "" if known else _end(words[at])
        if known or end:
            found.add(known or (end,))
        at += len(known) or 1
    return frozenset(found)


def nouns_of_kind(text: str, kind: str) -> frozenset[tuple[str, ...]]:
    """The nouns of a name, those left out that no goods of `kind` are: the make-up case "Star Jeans" is no trousers."""
    nouns = nouns_in(text)
    return frozenset(noun for noun in nouns if not clash(kinds_of_nouns((noun,)), frozenset({kind} - {""})))


def kinds_of_nouns(nouns: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The kinds of product that known nouns speak of."""
    table = _table().nouns
    return frozenset(kind for noun in nouns for kind in table.get(noun, ()))


def kinds_of(text: str) -> frozenset[str]:
    """The kinds of product that the nouns of `text` speak of."""
    return kinds_of_nouns(nouns_in(text))


def things_of(nouns: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """What known nouns mean, in English, whatever their language: "bouilloire" and "kettle" are one thing."""
    table = _table().things
    return frozenset(thing for noun in nouns for thing in table.get(noun, ()))


def clash(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of kinds exclude each other: both say something, and no pair is near. Symmetric."""
    near = _table().near
    return bool(one and other) and not any(b in near[a] for a in one for b in other)
